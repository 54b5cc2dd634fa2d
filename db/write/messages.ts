// Owns the appending of messages to a conversation, numbered without gaps. Refuses to know what they say.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';
import { LIVE_CHANNEL } from './live-events.ts';

export type NewMessage = {
  id: string;
  author: 'customer' | 'agent' | 'bot';
  login: string | null;
  text: string;
  choices: readonly { choice: string; label: string }[] | null;
  /** The id of the program's text that a bot message was rendered from. */
  textId: string | null;
  /** Makes a resent message the same message; `null` where the transaction already does. */
  dedupeKey: string | null;
};

/** Appends messages in order, each with the conversation's next number, and wakes the streams. */
export async function appendMessages(
  em: Em,
  conversationId: string,
  at: Instant,
  messages: readonly NewMessage[],
): Promise<{ id: string; seq: number }[]> {
  if (messages.length === 0) return [];
  const values = messages.map(
    (message, index) => sql`(${message.id}::uuid, ${index + 1}::int, ${message.author}, ${message.login}::text,
      ${message.text}, ${message.choices === null ? null : json(message.choices)}::jsonb, ${message.textId}::text,
      ${message.dedupeKey}::text)`,
  );
  return rows(
    em,
    sql<{ id: string; seq: number }>`with numbered as (
      update conversations set last_seq = last_seq + ${messages.length} where id = ${conversationId}::uuid
      returning program, last_seq - ${messages.length}::int as base
    ), added as (
      insert into messages (id, conversation_id, seq, at, author, login, text, choices, text_id, dedupe_key)
      select v.id, ${conversationId}::uuid, base + v.place, ${at}::timestamptz, v.author, v.login, v.text, v.choices, v.text_id, v.dedupe_key
      from numbered, (values ${sql.join(values)}) as v (id, place, author, login, text, choices, text_id, dedupe_key)
      returning id, seq
    ), logged as (
      insert into live_events (kind, program, case_id, message_seq, at)
      select 'message', program, ${conversationId}::uuid, seq, ${at}::timestamptz from numbered, added order by seq returning 1
    ) select id, seq, pg_notify(${LIVE_CHANNEL}, '') from added order by seq`,
  );
}
