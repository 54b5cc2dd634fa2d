import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { processes } from '../../domain/processes.ts';
import { Remedy } from '../launch/remedy.mjs';
import { type Edit, editsFor } from './edits.ts';
import { filled, type Names, namesOf } from './names.ts';

const templates = join(import.meta.dirname, 'templates');
const END = '.txt';

/**
 * Writes the files of a new process below `root` and returns what to say. An existing file is never written.
 * @throws Remedy for a name that a process cannot have; then nothing is written
 */
export function newProcess(root: string, given: readonly string[]): string[] {
  const known = processes.map(({ name }) => name);
  const names = namesOf(root, given, known);
  const files = filesFor(names);
  const there = files.find(({ path }) => existsSync(join(root, path)));
  if (there !== undefined) throw new Remedy(`${there.path} exists already: take another name, or move the file.`);
  const edits = editsFor(root, names);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: 'wx' });
  }
  return [
    ...['Written:', ...files.map(({ path }) => `  ${path}`)],
    ...said('To run it, edit:', edits.server),
    ...said('To show it in the console, edit:', edits.console),
    ...said('So that guards and mutation tests know its files, edit:', edits.tests),
    ...['', 'Then:', ...rest(names).map((line) => `  ${line}`)],
  ];
}

function filesFor(names: Names): { path: string; text: string }[] {
  const found = globSync(`**/*${END}`, { cwd: templates }).toSorted();
  return found.map((template) => ({
    path: filled(template.slice(0, -END.length), names),
    text: filled(readFileSync(join(templates, template), 'utf8'), names),
  }));
}

function said(title: string, edits: readonly Edit[]): string[] {
  return ['', title, ...edits.flatMap(saidOne)];
}

function saidOne({ file, line, now, add }: Edit): string[] {
  const what = now === undefined ? 'after this line, add' : 'this line becomes';
  return [`  ${file}:${line} (${what})`, ...add.split('\n').map((text) => `    ${text.trimEnd()}`)];
}

function rest({ name, camel }: Names): string[] {
  return [
    'npm run fix: it formats the lines',
    `npm test -- test/domain/${name}: it fails and says which rule comes first`,
    `programs/<program>/program.yaml: the rules of a program with such cases, as ${camel}; then npm run program -- reference`,
    `programs/checks/references.ts: that the roles of ${camel} exist`,
    'CARELINE_WRITE_API_TYPES=1 npm test -- test/browser/api-types',
    `docs/refusals.md and web/src/console/texts/{en,ru,ar}/problems.ts: ${name}-closed, and a test that asks for it over HTTP`,
    `web/src/console/texts/{en,ru,ar}: ${camel}.one and the texts of its pages`,
    'docs/messages.md: its commands',
    `domain/${name}/process.ts: \`replay\`, when two versions of a program are to be compared by its cases; without it they are left out`,
    'test/api/openapi.test.ts: its list, and its requests without a body',
    'bin/mutation/rooms.ts: its files in activities/ (rooms-of-effects.ts) and db/ (rooms-of-record.ts), with the tests that hold them',
    'docs/architecture.md, "A whole new process": live events, notifications, access matrix, histories',
  ];
}
