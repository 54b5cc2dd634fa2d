// The words of a program's document for its people: complete in the shipped ones, and missing ones are said.
import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSource } from '../../programs/check.ts';
import { readFolder } from '../../programs/folder.ts';

const root = join(import.meta.dirname, '../..');
const shipped = (name: string) => readFolder(join(root, 'programs', name));

/** The check of a shipped program with one of its files changed. */
function changedIn(name: string, file: string, change: (text: string) => string) {
  const source = shipped(name);
  const changed = change(source[file] ?? '');
  expect(changed).not.toBe(source[file]);
  return checkSource({ ...source, [file]: changed });
}

describe('a word that is missing in a language of the staff is a warning, with its file', () => {
  test.each([
    ['a rule', 'filkhedma', 'texts.ru.yaml', 'rules', 'FK-22'],
    ['a rule of one happening', 'cdek', 'texts.ar.yaml', 'rules', 'CDEK-24'],
    ['a rule deep in a ladder', 'cdek', 'texts.en.yaml', 'rules', 'CDEK-13'],
    ['a task', 'filkhedma', 'texts.en.yaml', 'tasks', 'record-visit'],
    ['the usual task', 'filkhedma', 'texts.ar.yaml', 'tasks', 'call-customer'],
    ['a way to pay', 'filkhedma', 'texts.en.yaml', 'methods', 'fawry'],
    ['a notice', 'filkhedma', 'texts.ru.yaml', 'notices', 'accept-will-call'],
    ['an offer', 'filkhedma', 'texts.en.yaml', 'offers', 'single-visit'],
    ['what an SMS is about', 'filkhedma', 'texts.ru.yaml', 'sms', 'sms-4'],
  ])('%s: %s %s', (_, name, file, kind, id) => {
    const { document, problems } = changedIn(name, file, (text) => text.replace(`\n    ${id}:`, '\n    misspelt:'));
    expect(problems).toMatchObject([
      { severity: 'warning', code: 'no-label', file, text: expect.stringContaining(`\`${id}\``) },
    ]);
    expect(problems[0]?.path).toMatch(new RegExp(`/labels/${kind}$`));
    expect(document).not.toBeNull();
  });

  test('a rule that one program never names needs no words there', () => {
    const { problems } = changedIn('filkhedma', 'texts.en.yaml', (text) => text.replace(/^ {4}FK-24: .*\n/m, ''));
    expect(problems).toEqual([]);
  });
});

test.each(['cdek', 'filkhedma'])('%s has all of its words in each language of its people', (name) => {
  expect(checkSource(shipped(name)).problems).toEqual([]);
});

/** Rules that the table of requirements lists for a program. */
function requirementsOf(prefix: string): string[] {
  const table = readFileSync(join(root, 'docs/requirements.md'), 'utf8');
  return [...new Set(table.match(new RegExp(`^\\| ${prefix}-\\d+`, 'gm')) ?? [])].map((cell) => cell.slice(2));
}

/** Rules that code names, with the prefix of a program. */
function rulesInCode(prefix: string): string[] {
  const files = globSync('{domain,workflows,activities,api,db}/**/*.ts', { cwd: root });
  const quoted = files.flatMap(
    (file) => readFileSync(join(root, file), 'utf8').match(new RegExp(`'${prefix}-\\d+'`, 'g')) ?? [],
  );
  return [...new Set(quoted)].map((text) => text.slice(1, -1));
}

describe.each([
  ['cdek', 'CDEK', 20],
  ['filkhedma', 'FK', 25],
] as const)('%s explains each of its requirements', (name, prefix, least) => {
  const { document } = checkSource(shipped(name));

  test.each([
    ['ru', /[а-яё]/i],
    ['en', /[a-z]/i],
    ['ar', /\p{Script=Arabic}/u],
  ] as const)('%s', (language, letters) => {
    const words = document?.texts[language]?.labels.rules ?? {};
    const codes = [...new Set([...requirementsOf(prefix), ...rulesInCode(prefix)])];
    expect(codes.length).toBeGreaterThan(least);
    expect(codes.filter((code) => !letters.test(words[code] ?? '') || (words[code]?.length ?? 0) < 20)).toEqual([]);
  });
});
