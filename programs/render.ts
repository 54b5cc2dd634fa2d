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
  return String(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).format(values));
}

export type Choice = { choice: string; label: string };

/** The buttons under a message of the bot, in display order. */
export function renderChoices(wording: Wording, choices: 'categories' | 'scores' | undefined): Choice[] | null {
  const policy = wording.conversation;
  if (choices === undefined || policy === undefined) return null;
  if (choices === 'scores') return policy.rating.scores.map((score) => ({ choice: `${score}`, label: `${score}` }));
  return policy.categories.map(({ category, label }) => ({ choice: category, label }));
}
