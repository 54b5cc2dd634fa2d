import type { Move } from '../domain/conversation/state.ts';
import type { RuledText, TextReference, TimelineEntry } from '../domain/timetable.ts';
import { type Choice, renderChoices, renderText } from './render.ts';
import type { Wording } from './wording.ts';

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
export function botMessage(wording: Wording, say: Say): BotMessage {
  const text = renderText(wording, say);
  return {
    author: 'bot',
    login: null,
    text,
    choices: renderChoices(wording, say.choices),
    textId: say.text,
    dedupeKey: null,
  };
}

/**
 * The messages of a move in order, with a queue's absence reply last (CDEK-19), and the timeline entry of that reply.
 */
export function spokenBy(
  wording: Wording,
  move: Move,
  reply: RuledText | null,
): { messages: BotMessage[]; entries: TimelineEntry[] } {
  const messages = move.says.map((say) => botMessage(wording, say));
  if (reply === null) return { messages, entries: [] };
  const entry = { at: move.at, what: 'absence-reply-sent', by: 'careline', rule: reply.rule };
  return { messages: [...messages, botMessage(wording, reply)], entries: [entry] };
}
