import { IntlMessageFormat } from 'intl-messageformat';
import type { TextReference } from '../domain/timetable.ts';
import type { Wording } from './wording.ts';

/**
 * A program's text in its customers' language, with its values filled in. Of several versions the first speaks that has
 * the text and fits the values: the words of an open case may be newer than what it fills in.
 * @throws RangeError for an unknown text id; Error when a value is missing
 */
export function renderText(wording: Wording, reference: TextReference): string {
  let failure: unknown = new RangeError(`${wording.name} has no text ${reference.text}`);
  for (const { texts, locale } of wording.speakers?.(reference.text) ?? [wording]) {
    const message = texts[reference.text];
    if (message === undefined) continue;
    try {
      return filledIn(message, locale, reference.values);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function filledIn(message: string, locale: string, values: TextReference['values']): string {
  const written = Object.entries(values ?? {}).map(([name, value]) => [name, inLanguage(value, locale)]);
  return String(
    new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).format(Object.fromEntries(written)),
  );
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A civil date as the language writes it: `01.03.2031` in Russian. Arabic has Western digits, as in its texts. */
function inLanguage<Value>(value: Value, locale: string): Value | string {
  if (typeof value !== 'string' || !DATE.test(value)) return value;
  const digits = new Intl.Locale(locale).language === 'ar' ? { numberingSystem: 'latn' } : {};
  const options = { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric', ...digits } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(value));
}

export type Choice = { choice: string; label: string };

/** The buttons under a message of the bot, in display order. */
export function renderChoices(wording: Wording, choices: 'categories' | 'scores' | undefined): Choice[] | null {
  const policy = wording.conversation;
  if (choices === undefined || policy === undefined) return null;
  if (choices === 'scores') return policy.rating.scores.map((score) => ({ choice: `${score}`, label: `${score}` }));
  return policy.categories.map(({ category, label }) => ({ choice: category, label }));
}
