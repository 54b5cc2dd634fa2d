// Owns the bot messages of a move, rendered: what it says and, where a queue's people are away, their reply.
import { type Absence, absenceReply } from '../domain/conversation/absence.ts';
import type { Move } from '../domain/conversation/state.ts';
import type { Program } from '../domain/program.ts';
import type { TextReference, TimelineEntry } from '../domain/timetable.ts';
import { type Choice, renderChoices, renderText } from './render.ts';

export type BotMessage = {
  author: 'bot';
  login: null;
  text: string;
  choices: Choice[] | null;
  textId: string;
  dedupeKey: null;
};

type Say = TextReference & { choices?: 'categories' | 'scores' };

/** A text of the program as a message of the bot. */
export function botMessage(program: Program, say: Say): BotMessage {
  const text = renderText(program, say);
  return { author: 'bot', login: null, text, choices: renderChoices(program, say.choices), textId: say.text, dedupeKey: null };
}

/** The messages of a move in their order, and the timeline entry that an absence reply adds (CDEK-19). */
export function spokenBy(
  program: Program,
  move: Move,
  absence: Absence | null,
): { messages: BotMessage[]; entries: TimelineEntry[] } {
  const messages = move.says.map((say) => botMessage(program, say));
  const { conversation: policy } = program;
  if (policy === undefined || move.entersQueue === undefined) return { messages, entries: [] };
  const reply = absenceReply(policy, move.entersQueue, absence, move.at);
  if (reply === null) return { messages, entries: [] };
  const entry = { at: move.at, what: 'absence-reply-sent', by: 'careline', rule: reply.rule };
  return { messages: [...messages, botMessage(program, reply)], entries: [entry] };
}
