// Texts that the page itself shows. The bot's texts come from the server.
import { directionOf } from '../../shared/direction.ts';
import { formatted } from '../../shared/message-format.ts';
import type { ChatInfo } from '../../shared/wire.ts';
import { type ChatTexts, filled, type Sentences } from './chat-text-shape.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { FALLBACK, inFallback } from './fallback.ts';
import type { PageKey, PageMessages } from './page-messages.ts';
import { ru } from './ru.ts';

const own: Readonly<Record<string, PageMessages>> = { ar, en, ru };
// Western digits, as in the texts to customers.
const writtenAs: Readonly<Record<string, string>> = { ar: 'ar-EG-u-nu-latn' };

/**
 * The page in a language. Each sentence is the document's, else the product's, else it is whole in English.
 * @param locale BCP 47
 * @param page sentences of the document, by key
 */
export function chatTexts(locale: string, page: Readonly<Record<string, string>> = {}): ChatTexts {
  const [language = ''] = locale.split('-');
  const written = writtenAs[language] ?? locale;
  const say = (key: PageKey, values?: Record<string, string | number>): string => {
    const message = page[key] ?? own[language]?.[key];
    return message === undefined
      ? inFallback(formatted(en[key], FALLBACK, values))
      : formatted(message, written, values);
  };
  const keys = Object.keys(en) as PageKey[];
  const sentences = keys.map((key): [string, unknown] => [key, isFilled(key) ? fillingIn(key, say) : say(key)]);
  const beginning = (start: string) => keys.filter((key) => key.startsWith(start));
  return {
    ...(Object.fromEntries(sentences) as Sentences),
    language: locale,
    locale: written,
    direction: directionOf(locale),
    scoreNames: beginning('score').map((key) => say(key)),
    problems: Object.fromEntries(beginning('problems.').map((key) => [key.slice('problems.'.length), say(key)])),
  };
}

const isFilled = (key: string): key is keyof typeof filled => key in filled;

type Say = (key: PageKey, values: Record<string, string | number>) => string;

const fillingIn =
  (key: keyof typeof filled, say: Say) =>
  (...values: (string | number)[]) =>
    say(key, Object.fromEntries(filled[key].map((name, place) => [name, values[place] ?? ''])));

type Named = Readonly<Record<string, string>>;

/** The page's texts, and what the program calls the numbers and answers of its customers. */
export type ProgramTexts = ChatTexts & { numbers: Named; questions: Named };

export function programTexts({ locale, numbers, questions, page }: ChatInfo): ProgramTexts {
  const named = (words: readonly (readonly [string, Named])[]): Named => {
    const all = words.map(([id, labels]) => [id, labels[locale] ?? ''] as const);
    return Object.fromEntries(all.filter(([, label]) => label !== ''));
  };
  return {
    ...chatTexts(locale, page),
    numbers: named(numbers.map(({ number, labels }) => [number, labels])),
    questions: named(questions.map(({ question, labels }) => [question, labels])),
  };
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
