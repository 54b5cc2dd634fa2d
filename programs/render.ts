import { IntlMessageFormat } from 'intl-messageformat';
import type { Program } from '../domain/program.ts';
import type { TextReference } from '../domain/timetable.ts';

/**
 * A program's text in its customers' language, with its values filled in.
 * @throws RangeError for an unknown text id; Error when a value is missing
 */
export function renderText(program: Program, reference: TextReference): string {
  const message = program.texts[reference.text];
  if (message === undefined) throw new RangeError(`${program.name} has no text ${reference.text}`);
  const formatted = new IntlMessageFormat(message, program.locale, undefined, { ignoreTag: true }).format(
    reference.values,
  );
  return String(formatted);
}

export type Choice = { choice: string; label: string };

/** The buttons under a message of the bot, in display order. */
export function renderChoices(program: Program, choices: 'categories' | 'scores' | undefined): Choice[] | null {
  const policy = program.conversation;
  if (choices === undefined || policy === undefined) return null;
  if (choices === 'scores') return policy.rating.scores.map((score) => ({ choice: `${score}`, label: `${score}` }));
  return policy.categories.map(({ category, label }) => ({ choice: category, label }));
}
