// Owns the proof that the console has a sentence for everything in each of its languages. Needs no browser.
import { expect, test } from '@jest/globals';
import { problemStatuses } from '../../api/problem-statuses.ts';
import { refusalCodes } from '../../domain/refusal.ts';
import { texts as ar } from '../../web/src/console/texts/ar/index.ts';
import { texts as en } from '../../web/src/console/texts/en/index.ts';
import { texts as ru } from '../../web/src/console/texts/ru/index.ts';

/** Every key with its place; the forms of a plural are one key. */
function keysOf(texts: object, place = ''): string[] {
  const keys = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${place}${key.replace(/_(?:zero|one|two|few|many|other)$/, '')}`]
      : keysOf(value as object, `${place}${key}.`),
  );
  return [...new Set(keys)].toSorted();
}

/** The plural forms under which a counted key stands. */
function formsOf(texts: object): Map<string, Set<string>> {
  const forms = new Map<string, Set<string>>();
  const walk = (part: object, place: string): void => {
    for (const [key, value] of Object.entries(part)) {
      const [, name, form] = /^(.*)_(zero|one|two|few|many|other)$/.exec(key) ?? [];
      if (typeof value !== 'string') walk(value as object, `${place}${key}.`);
      else if (name !== undefined && form !== undefined) {
        forms.set(`${place}${name}`, (forms.get(`${place}${name}`) ?? new Set()).add(form));
      }
    }
  };
  walk(texts, '');
  return forms;
}

test.each([
  ['ru', ru],
  ['ar', ar],
] as const)('%s says the same things as English', (_language, texts) => {
  expect(keysOf(texts)).toEqual(keysOf(en));
});

/** The blanks of each sentence, which are filled in by name. */
function blanksOf(texts: object, place = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] => {
    if (typeof value !== 'string') return blanksOf(value as object, `${place}${key}.`);
    const blanks = [...value.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    return /_(?:zero|one|two|few|many|other)$/.test(key)
      ? []
      : [
          [
            `${place}${key}`,
            blanks
              .map(String)
              .toSorted((one, other) => one.localeCompare(other))
              .join(),
          ],
        ];
  });
}

test.each([
  ['ru', ru],
  ['ar', ar],
] as const)('%s fills in what English fills in', (_language, texts) => {
  const english = new Map(blanksOf(en));
  expect(blanksOf(texts).filter(([key, blanks]) => english.get(key) !== blanks)).toEqual([]);
});

test.each([
  ['ru', ru, ['few', 'many', 'one', 'other']],
  ['en', en, ['one', 'other']],
  ['ar', ar, ['few', 'many', 'one', 'other', 'two', 'zero']],
] as const)('counted things have every plural form: %s', (language, texts, expected) => {
  expect(new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()).toEqual(expected);
  const wrong = [...formsOf(texts)].filter(([, forms]) => [...forms].toSorted().join() !== expected.join());
  expect(wrong).toEqual([]);
  expect(formsOf(texts).size).toBeGreaterThan(3);
});

test.each([
  ['ru', ru],
  ['en', en],
  ['ar', ar],
] as const)('each code of the server is a sentence: %s', (_language, texts) => {
  const codes = [...Object.keys(problemStatuses), ...refusalCodes];
  expect(codes.filter((code) => !(code in texts.problems))).toEqual([]);
});
