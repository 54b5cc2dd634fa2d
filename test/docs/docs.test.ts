// The documents are true: every refusal, problem, setting, message and requirement that the code knows is described.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { AnyProcess } from '../../domain/process.ts';
import { processes } from '../../domain/processes.ts';
import { outlookQuery } from '../../workflows/contract.ts';
import { problemStatuses } from '../../api/server/problem-statuses.ts';
import { refusalStatuses } from '../../domain/refusal.ts';
import { equivalents } from '../../bin/mutation/equivalents.ts';
import { rooms } from '../../bin/mutation/rooms.ts';
import { unmeasured } from '../../bin/mutation/unmeasured.ts';
import { stackPorts } from '../../bin/stack/launch-settings.ts';
import { secretSettings, settingsSchema } from '../../platform/settings.ts';
import { searchAttributeKeys } from '../../workflows/shared/search-attributes.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('every refusal and problem code is on the page with its status, and nothing else is', () => {
  const described = [...page('docs/refusals.md').matchAll(/^\| +`([a-z-]+)` +\| +(\d{3}) +\|/gm)].map(
    ([, code, status]) => [code, Number(status)],
  );
  expect(Object.fromEntries(described)).toEqual({ ...refusalStatuses, ...problemStatuses });
});

/** The text of every test that sends requests. */
const askings = ['test/api', 'test/access', 'test/workflows'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => page(join(folder, file))),
);

test.each(Object.entries({ ...refusalStatuses, ...problemStatuses }))('%s is asked for over HTTP', (code, status) => {
  // Only after its status: alone, a word may mean something else, as `not-paid` is also a type of ticket.
  const answered = new RegExp(`\\b${status},\\s*(?:body: )?(?:\\{ )?(?:code: )?'${code}'`);
  expect(askings.some((text) => answered.test(text))).toBe(true);
});

const [read = '', launched = ''] = page('docs/settings.md').split('## `npm start`');

/** The text beside each setting in the tables, by its name. */
function defaultsIn(text: string): Record<string, string> {
  const described = text.matchAll(/^\| +`([A-Z_]+)` +\| +(\S+) +\|/gm);
  return Object.fromEntries([...described].map(([, name, fallback]) => [name, fallback]));
}

test('every setting is on the page with its default, and nothing else is', () => {
  const required: readonly string[] = settingsSchema.required;
  const known = Object.entries(settingsSchema.properties).map(([name, schema]) => {
    const none = required.includes(name) ? 'required' : '–';
    return [name, 'default' in schema ? String(schema.default) : none];
  });
  expect(defaultsIn(read)).toEqual(Object.fromEntries(known));
});

test('every secret is listed as one that may stand in a file, and nothing else is', () => {
  const [, listed = ''] = /The secrets are (.*)\.$/m.exec(read) ?? [];
  const described = [...listed.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => String(name));
  expect(described.toSorted()).toEqual([...secretSettings].toSorted());
});

test('every setting of npm start is on the page with its default, and nothing else is', () => {
  const known = Object.entries(stackPorts).map(([name, { fallback }]) => [name, String(fallback)]);
  expect(defaultsIn(launched)).toEqual(Object.fromEntries(known));
});

/** The part of the page of messages under one heading. */
function messagesUnder(heading: string): string {
  const parts = page('docs/messages.md').split(/^## /m);
  return parts.find((part) => part.startsWith(heading)) ?? '';
}

test.each(processes.map((process): [string, AnyProcess] => [process.name, process]))(
  'every message of %s is on the page with its kind, and nothing else is',
  (workflow, { commands, facts, watched }) => {
    const table = messagesUnder(`\`${workflow}\``).matchAll(/^\| +`(\w+)` +\| +(\w+) +\|/gm);
    const described = [...table].map(([, name, kind]) => [name, kind]);
    const known = [
      ...Object.values(commands).map((name) => [name, 'update']),
      ...[...Object.keys(facts), ...(watched === undefined ? [] : [watched.signal])].map((name) => [name, 'signal']),
      [outlookQuery.name, 'query'],
    ];
    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(known));
  },
);

test('every search attribute is on the page, and nothing else is', () => {
  const described = [...messagesUnder('Search attributes').matchAll(/`(Careline\w+)`/g)].map(([, name]) =>
    String(name),
  );
  expect(described.toSorted()).toEqual(
    Object.values(searchAttributeKeys)
      .map(({ name }) => name)
      .toSorted(),
  );
});

const rows = [...page('docs/requirements.md').matchAll(/^\| +([A-Z]+-\d+) +\| .* \| +`(.+)` +\| +`(.+)` +\|$/gm)];

test('the table of requirements covers what is built', () => {
  expect(rows.map(([, id]) => id)).toHaveLength(23 + 27);
});

test.each(rows.map(([, id, rule, file]) => [id ?? '', rule ?? '', file ?? '']))(
  '%s has its rule and a test named after it',
  (id, rule, file) => {
    expect(existsSync(join(ROOT, rule))).toBe(true);
    expect(titlesOf(file)).toContain(id);
  },
);

/** All titles of a test file. */
function titlesOf(file: string): string {
  return [...page(file).matchAll(/(?:test|describe)(?:\.each\([^)]*\))?\(\s*[`'"](.*?)[`'"],/gs)]
    .map(([, title]) => title)
    .join('\n');
}

test('decision records are short', () => {
  for (const file of readdirSync(join(ROOT, 'docs/decisions'))) {
    expect(page(join('docs/decisions', file)).split('\n').length).toBeLessThanOrEqual(30);
  }
});

test('every part of a room that is mutated has files, and tests that hold them', () => {
  for (const { files, tests } of rooms.flatMap(({ parts }) => parts)) {
    expect(globSync(files, { cwd: ROOT })).not.toEqual([]);
    for (const place of tests) expect([place, globSync(place, { cwd: ROOT })]).not.toEqual([place, []]);
  }
});

test('every file of a room is in one of its parts, but for those that no mutant reaches', () => {
  const found = (pattern: string) => globSync(pattern, { cwd: ROOT });
  for (const { name, parts } of rooms) {
    const measured = [...parts.map(({ files }) => files), ...unmeasured].flatMap(found);
    expect(found(`${name}/**/*.ts`).filter((file) => !measured.includes(file))).toEqual([]);
  }
});

test('every equivalent mutant is in a line that is still there', () => {
  for (const { file, line } of equivalents) {
    const lines = page(file)
      .split('\n')
      .map((text) => text.trim());
    expect([file, lines.includes(line) ? line : 'gone']).toEqual([file, line]);
  }
});

test('each decision has a number of its own, from one on without gaps, which its title repeats', () => {
  const files = readdirSync(join(ROOT, 'docs/decisions')).toSorted();
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, place) => place + 1));
  for (const file of files)
    expect(page(join('docs/decisions', file))).toMatch(new RegExp(`^# ${file.slice(0, 4)}\\. `));
});
