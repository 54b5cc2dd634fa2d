// The console and the chat page serve any program: their texts have no figure and no name of one. Those come from its
// document, by the API.
import { expect, test } from '@jest/globals';
import type { ProgramDocument } from '../../domain/document/program.ts';
import { readShipped } from '../../programs/shipped.ts';
import { ar as chatAr } from '../../web/src/chat/texts/ar.ts';
import { en as chatEn } from '../../web/src/chat/texts/en.ts';
import { ru as chatRu } from '../../web/src/chat/texts/ru.ts';
import { ar, en, ru } from '../browser/console-texts.ts';

const documents = readShipped().map(({ document }) => document);

/** The words of a figure, where a language writes it without digits or names its unit. */
const units = {
  en: /\b(?:(?<!working )hours?|days|a day|weeks?|months?|years?|minutes?)\b/iu,
  ru: /(?<!\p{L})(?:час(?:а|ов)?|дн(?:я|ей)|сут(?:ки|ок)|недел\p{L}+|месяц\p{L}*|год(?:а|у)?|минут\p{L}*)(?!\p{L})/iu,
  ar: /(?<!\p{L})(?:ال|و|ب|ل|لل)*(?:ساعة|ساعات|يومًا|يومين|أيام|أسبوع\p{L}*|أسابيع|شهر\p{L}*|أشهر|سنة|سنوات|دقيقة|دقائق)(?!\p{L})/u,
} as const;

/** Texts that say a unit of time of their own: none is a figure of a program. A day as such is one of the calendar. */
const free: Readonly<Record<string, string>> = {
  'login.paused': 'how long the login waits; the count is filled in',
  'apiKeys.expiresSoon': 'how long a key is valid; the count is filled in',
  'apiKeys.expiresToday': 'a key that ends within a day',
  'problems.expiry-in-past': 'the last day of a key',
  'booking.questions.first-visit-far': 'the count is filled in',
  'booking.validFor': 'how long a package is valid; the count is filled in',
  'booking.visitsHint': 'the form’s own shortcut: the next visit, a week later',
  'booking.weekly': 'the form’s own shortcut',
  'booking.weeklyCount': 'the form’s own shortcut',
  'cases.skippedTime': 'the clocks',
  now: 'an age of less than a minute',
};

/** The page where the hours and periods of a program are set names their units. */
const setsUnits = (key: string) => key.startsWith('rulesPage.');

type Said = { key: string; text: string };

function saidIn(part: object, place = ''): Said[] {
  return Object.entries(part).flatMap(([name, value]): Said[] => {
    const key = `${place}${name.replace(/_(?:zero|one|two|few|many|other)$/, '')}`;
    if (typeof value === 'string') return [{ key, text: value }];
    if (typeof value === 'function')
      return [{ key, text: String((value as (...values: string[]) => unknown)('', '')) }];
    return saidIn(value as object, `${key}.`);
  });
}

/** The numbers of a document: of durations, days, shares and hours of opening. */
function figuresOf(part: unknown): number[] {
  if (typeof part === 'number') return [part];
  if (typeof part === 'string') {
    const [, hours, minutes] = /^PT(?:(\d+)H)?(?:(\d+)M)?/.exec(part) ?? [];
    const [, opens] = /^(\d{2}):\d{2}$/.exec(part) ?? [];
    const days = hours === undefined ? [] : [Number(hours) / 24];
    return [hours, minutes, opens]
      .filter((one) => one !== undefined)
      .map(Number)
      .concat(days);
  }
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(figuresOf) : [];
}

function shareOf({ program }: ProgramDocument): number[] {
  const share = program.servicePackage?.cancellation.refund;
  if (share === undefined) return [];
  const refund = (100 * share.numerator) / share.denominator;
  return [refund, 100 - refund];
}

// One is also the first of a list, and no text says it of a program.
const figures = new Set(
  documents.flatMap((one) => [...figuresOf(one.program), ...shareOf(one)]).filter((one) => one > 1),
);

/** Digits that belong to no program. */
const freeDigits: Readonly<Record<string, string>> = {
  'reply.attachHint': 'the size that the server takes from any program',
  'problems.attachment-too-large': 'the size that the server takes from any program',
  attach: 'the size that the server takes from any program',
};

/** Names in the documents that no text of the page may say. */
function namesOf({ program, texts }: ProgramDocument): string[] {
  const labels = Object.values(texts).flatMap((one) => [
    one.title,
    ...Object.values(one.labels.roles ?? {}),
    ...Object.values(one.labels.numbers ?? {}),
    ...Object.values(one.labels.notices ?? {}),
    ...Object.values(one.labels.offers ?? {}),
  ]);
  const country = program.country;
  const countries =
    country === undefined
      ? []
      : ['en', 'ru', 'ar'].map(
          (language) => new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country,
        );
  return [...labels, ...countries, ...(program.servicePackage === undefined ? [] : [program.servicePackage.currency])];
}

const names = [...new Set(documents.flatMap(namesOf))].map((name) => name.toLocaleLowerCase());
// Names of firms, and what documents call things only in their sentences.
const FOREIGN =
  /accept»|accept”|fawry|فوري(?!ًا)|freshdesk|klo\b|(?<!\p{L})кло(?!\p{L})|egypt|египет|مصري|\binn\b|(?<!\p{L})инн(?!\p{L})|19125|(?:CDEK|FK)-\d/iu;

/** Sections of the console that are called like a role. */
const freeNames: Readonly<Record<string, string>> = {
  'nav.finance': 'a section: the decisions about money',
  'finance.title': 'a section: the decisions about money',
};

function isWhole(text: string, name: string): boolean {
  const at = text.indexOf(name);
  const isLetter = (one: string | undefined) => one !== undefined && /\p{L}/u.test(one);
  return at !== -1 && !isLetter(text[at - 1]) && !isLetter(text[at + name.length]);
}

/** What a text says of a program. */
function foreignIn({ key, text }: Said, language: keyof typeof units): string[] {
  const said = text.replace(/\{\{\w+\}\}/g, '');
  const digits = freeDigits[key] === undefined ? [...said.matchAll(/\d+(?:[.,]\d+)*/g)].map(([one]) => one) : [];
  const isFree = free[key] !== undefined || setsUnits(key);
  const unit = isFree ? null : (units[language].exec(said)?.[0] ?? null);
  const found = freeNames[key] === undefined ? names.filter((name) => isWhole(said.toLocaleLowerCase(), name)) : [];
  return [
    ...digits.filter((one) => figures.has(Number(one.replaceAll(',', '')))),
    ...(unit === null ? [] : [unit]),
    ...found,
    ...(FOREIGN.exec(said) ?? []),
  ];
}

test('the guard knows the figures and names of the documents', () => {
  for (const figure of [9, 10, 14, 24, 30, 48, 60, 70]) expect(figures).toContain(figure);
  for (const name of ['customer success lead', 'менеджеры кло', 'مصر', 'инн', 'egp']) expect(names).toContain(name);
});

test.each([
  ['en', en, chatEn],
  ['ru', ru, chatRu],
  ['ar', ar, chatAr],
] as const)('no text says a figure or a name of a program: %s', (language, texts, chat) => {
  const said = [...saidIn(texts), ...saidIn(chat)];
  expect(said.length).toBeGreaterThan(500);
  const found = said.flatMap((one) => foreignIn(one, language).map((what) => `${one.key}: ${what}`));
  expect(found).toEqual([]);
});

test('each exception is still needed in a language', () => {
  const said = { en: saidIn(en), ru: saidIn(ru), ar: saidIn(ar) };
  const hasUnit = (key: string) =>
    (['en', 'ru', 'ar'] as const).some((language) =>
      said[language].some((one) => one.key === key && units[language].test(one.text)),
    );
  expect(Object.keys(free).filter((key) => !hasUnit(key))).toEqual([]);
});

test.each([
  ['en', 'Cancellation fee, 30%', ['30']],
  ['en', 'Only if the first visit is within 48 hours', ['48', 'hours']],
  ['en', 'A two-week grace period begins', ['week']],
  ['en', 'Customer care will call.', ['customer care']],
  ['en', 'No country code needed for Egyptian numbers', ['Egypt']],
  ['en', '“Accept” will call you before', ['Accept”']],
  ['en', 'Price in EGP', ['egp']],
  ['en', 'Search by contract number or INN', ['contract number', 'inn', 'contract number or inn', 'INN']],
  ['en', 'Accept the request', []],
  ['en', '{{count}} characters', []],
  ['ru', 'Плата за отмену, 30 %', ['30']],
  ['ru', 'начнётся льготный период — две недели', ['недели']],
  ['ru', 'Его увидит служба выездов', ['служба выездов']],
  ['ru', 'покажут также старшему КЛО', ['КЛО']],
  ['ar', 'بقي أقل من 24 ساعة', ['24', 'ساعة']],
  ['ar', 'انتهى الشهر وبدأت فترة السماح', ['الشهر']],
  ['ar', 'الأرقام المصرية', ['مصري']],
] as const)('%s “%s” says %j', (language, text, found) => {
  expect(foreignIn({ key: 'any', text }, language)).toEqual(found);
});
