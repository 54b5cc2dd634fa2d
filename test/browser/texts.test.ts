// The console has a sentence for everything in each of its languages. Without a browser.
import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemStatuses } from '../../api/server/problem-statuses.ts';
import { refusalStatuses } from '../../domain/refusal.ts';
import { ar, en, ru } from './console-texts.ts';
import { ar as chatAr } from '../../web/src/chat/texts/ar.ts';
import { en as chatEn } from '../../web/src/chat/texts/en.ts';
import { ru as chatRu } from '../../web/src/chat/texts/ru.ts';
import { filled } from '../../web/src/chat/texts/chat-text-shape.ts';
import { chatTexts } from '../../web/src/chat/texts/chat-texts.ts';

const root = join(import.meta.dirname, '../..');

/** Every key with its path. The plural forms of a text are one key. */
function keysOf(texts: object, place = ''): string[] {
  const keys = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${place}${key.replace(/_(?:zero|one|two|few|many|other)$/, '')}`]
      : keysOf(value as object, `${place}${key}.`),
  );
  return [...new Set(keys)].toSorted();
}

/** The plural forms of each counted key. */
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

/** The placeholders of each sentence. */
function blanksOf(texts: object, place = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] => {
    if (typeof value !== 'string') return blanksOf(value as object, `${place}${key}.`);
    // A word may begin a sentence in one language only, and be said once more in another.
    const found = [...value.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => `${name}`.replace('Package', 'package'));
    const blanks = [...new Set(found)];
    return /_(?:zero|one|two|few|many|other)$/.test(key)
      ? []
      : [[`${place}${key}`, blanks.toSorted((one, other) => one.localeCompare(other)).join()]];
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
  const codes = [...Object.keys(problemStatuses), ...Object.keys(refusalStatuses)];
  expect(codes.filter((code) => !(code in texts.problems))).toEqual([]);
});

/** Verbs that do not say what is lost: on a button they can mean “close this dialog”, or anything else. */
const BARE = {
  en: ['Cancel', 'Remove', 'Delete', 'Revoke', 'Clear', 'Close', 'Give up', 'Discard', 'Drop'],
  ru: ['Отмена', 'Отменить', 'Удалить', 'Убрать', 'Отозвать', 'Очистить', 'Закрыть', 'Отказаться'],
  ar: ['إلغاء', 'حذف', 'إزالة', 'مسح', 'إغلاق', 'التخلي', 'تراجع'],
} as const;

test.each([
  ['ru', ru, chatRu, 'Назад'],
  ['en', en, chatEn, 'Back'],
  ['ar', ar, chatAr, 'رجوع'],
] as const)('what loses something says what, and a dialog is left by going back: %s', (language, texts, chat, back) => {
  const said = (part: object): string[] =>
    Object.values(part).flatMap((one) =>
      typeof one === 'string' ? one : typeof one === 'object' ? said(one as object) : [],
    );
  const bare: readonly string[] = BARE[language];
  expect([...said(texts), ...said(chat)].filter((text) => bare.includes(text))).toEqual([]);
  expect(texts.cases.back).toBe(back);
});

test('each text of the console is shown somewhere', () => {
  const files = globSync('web/src/{console,shared}/**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !file.includes('/texts/'),
  );
  const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  // A key is written out, or the part before a name that is filled in.
  const isShown = (key: string) =>
    code.includes(`'${key}'`) ||
    key.split('.').some((_, place, parts) => place > 0 && code.includes(`${parts.slice(0, place).join('.')}.\${`));
  expect(keysOf(en).filter((key) => !isShown(key) && !key.startsWith('problems.'))).toEqual([]);
});

test('a sentence with a program’s own word is the second form of a general one', () => {
  const general = new Map(blanksOf(en));
  const wrong = blanksOf(en.own).filter(([key, blanks]) => {
    const rest = blanks.split(',').filter((name) => !/^packages?$/.test(name));
    return general.get(key) !== rest.join() || rest.length === blanks.split(',').length;
  });
  expect(wrong).toEqual([]);
});

test.each(['ru', 'ar'])('the customer page fills in what English fills in: %s', (language) => {
  const [chat, english] = [chatTexts(language), chatTexts('en')];
  for (const [key, names] of Object.entries(filled)) {
    const values = names.map((_, place) => `<${place}>`);
    const said = (texts: typeof chat) => (texts[key as keyof typeof filled] as (...all: string[]) => string)(...values);
    expect([...said(chat).matchAll(/<\d>/g)].map(String).toSorted()).toEqual(
      [...said(english).matchAll(/<\d>/g)].map(String).toSorted(),
    );
  }
  // A counted text contains its number in every form.
  for (const count of [1, 2, 5, 11, 100]) expect(chat.left(count)).not.toBe(chat.left(count + 1));
});
