// `npm run new:process`: the files of a new process type-check with the printed edits, and their test fails for its reason.
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { editsFor, type Edit } from '../../bin/scaffold/edits.ts';
import { namesOf } from '../../bin/scaffold/names.ts';
import { newProcess } from '../../bin/scaffold/new-process.ts';
import { processes } from '../../domain/processes.ts';

const root = resolve(import.meta.dirname, '../..');
const copied = [
  'activities',
  'api',
  'db',
  'domain',
  'platform',
  'programs',
  'vendors',
  'workflows',
  'tsconfig.json',
  'package.json',
];
const guarded = ['process-names.test.ts', 'process-names-server.test.ts'].map((name) => `test/guards/${name}`);
const registries = ['web/src/console/cases/screens.ts', 'bin/mutation/rooms.ts'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'new-process-'));
  for (const path of [...copied, ...guarded, ...registries]) copy(path);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copy(path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  cpSync(join(root, path), join(folder, path), { recursive: true });
}

const filesNow = () => globSync('**/*.ts', { cwd: folder, exclude: ['node_modules/**'] }).toSorted();
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

/** Does by hand what the command has printed. */
function edit(edits: readonly Edit[]): void {
  for (const { file, line, now, add } of edits.toSorted((one, other) => other.line - one.line)) {
    const lines = read(file).split('\n');
    lines.splice(now === undefined ? line : line - 1, now === undefined ? 0 : 1, add);
    writeFileSync(join(folder, file), lines.join('\n'));
  }
}

function tool(script: string, ...args: string[]) {
  const all = ['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules', script), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

describe('a name is refused in one sentence, and nothing is written', () => {
  test.each([
    [[], 'Say one name: npm run new:process parcel-return'],
    [['parcel', 'return'], 'Say one name: npm run new:process parcel-return'],
    [['ParcelReturn'], '"ParcelReturn" is no name for a process: take lower-case words joined by hyphens'],
    [['parcel--return'], '"parcel--return" is no name'],
    [['../parcel'], '"../parcel" is no name'],
    [['a'.repeat(41)], 'at most 40 letters'],
    [['class'], '"class" is a reserved word: take another name.'],
    [['ticket'], 'There is a process "ticket" already: take another name.'],
    [['calendar'], '"calendar" is taken by domain/calendar: take another name.'],
    [['effects'], '"effects" is taken by api/routes/effects.ts: take another name.'],
  ])('%j', (given, sentence) => {
    const before = filesNow();
    expect(() => newProcess(folder, given)).toThrow(sentence);
    expect(filesNow()).toEqual(before);
  });

  test('also where one of its files is there already', () => {
    const path = 'db/write/gift-card-moves.ts';
    writeFileSync(join(folder, path), 'mine');
    const before = filesNow();
    expect(() => newProcess(folder, ['gift-card'])).toThrow(`${path} exists already`);
    expect([filesNow(), read(path)]).toEqual([before, 'mine']);
    rmSync(join(folder, path));
  });
});

test('the verb refuses without a stack, and changes nothing', () => {
  const script = join(root, 'bin/new-process.ts');
  const refused = spawnSync(process.execPath, [script, 'Ticket'], { encoding: 'utf8', timeout: 20_000 });
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(/^\n"Ticket" is no name for a process: .*\n$/);
});

test('a new process type-checks with the printed edits, and its test says which rule comes first', () => {
  const given = ['parcel-return'];
  const known = processes.map(({ name }) => name);
  const edits = editsFor(folder, namesOf(folder, given, known));
  const before = filesNow();
  const printed = newProcess(folder, given);

  const written = filesNow().filter((path) => !before.includes(path));
  const [, ...listed] = printed.slice(0, printed.indexOf('')).map((line) => line.trim());
  expect(listed.toSorted()).toEqual(written);
  expect(written.filter((path) => !/^(?:web|test)\//.test(path))).toHaveLength(9);
  const all = [...edits.server, ...edits.console, ...edits.tests];
  for (const { file, line } of all) expect(printed.join('\n')).toContain(`${file}:${line} `);
  expect(written.filter((path) => /__(name|camel|Pascal|words)__/.test(read(path)))).toEqual([]);

  edit(all);
  const include = ['api/app.ts', 'workflows/index.ts', 'activities/cases.ts', 'test/domain/**/*.ts'];
  writeFileSync(join(folder, 'tsconfig.new.json'), JSON.stringify({ extends: './tsconfig.json', include }));
  expect(tool('typescript/bin/tsc', '-p', 'tsconfig.new.json')).toEqual({ status: 0, said: '' });

  const swc = join(root, 'node_modules/@swc/jest/index.js');
  const parser = { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } };
  const transform = { '\\.ts$': [swc, parser] };
  const config = { rootDir: folder, extensionsToTreatAsEsm: ['.ts'], transform, roots: ['<rootDir>/test/domain'] };
  const { status, said } = tool('jest/bin/jest.js', '--config', JSON.stringify(config), '--watchman=false');
  expect(status).toBe(1);
  expect(said).toContain('Write the first rule of a parcel return: what ends it');
  expect(said).toMatch(/Tests: +1 failed, 1 passed, 2 total/);
});
