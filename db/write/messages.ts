// Owns the appending of messages to a conversation, numbered without gaps. Refuses to know what they say.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import type { MessageRecord } from '../read/messages.ts';
import { given, rows, sql } from '../sql.ts';
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

/** Appends messages in order, each with the conversation's next number, and wakes the streams. Returns them as stored. */
export async function appendMessages(
  em: Em,
  conversationId: string,
  at: Instant,
  messages: readonly NewMessage[],
): Promise<MessageRecord[]> {
  if (messages.length === 0) return [];
  const [first] = await rows(
    em,
    sql<{ base: number }>`with header as (
      update conversations set last_seq = last_seq + ${messages.length} where id = ${conversationId}::uuid
      returning program, last_seq - ${messages.length}::int as base
    ), added as (${messageInsertion(conversationId, at, messages)}), logged as (
      insert into live_events (kind, program, case_id, message_seq, at)
      select 'message', program, ${conversationId}::uuid, seq, ${at}::timestamptz from header, added order by seq returning 1
    ) select base, pg_notify(${LIVE_CHANNEL}, '') from header`,
  );
  if (first === undefined) throw new Error(`there is no conversation ${conversationId}`);
  return storedMessages(conversationId, at, messages, first.base);
}

/** The insertion of messages as a part of a statement whose `header` has the number (`base`) after which they come. */
export function messageInsertion(
  conversationId: string,
  at: Instant,
  messages: readonly NewMessage[],
): RawBuilder<unknown> {
  const columns = sql`id uuid, author text, login text, text text, choices jsonb, "textId" text, "dedupeKey" text`;
  return sql`insert into messages (id, conversation_id, seq, at, author, login, text, choices, text_id, dedupe_key)
    select id, ${conversationId}::uuid, base + ordinality, ${at}::timestamptz, author, login, text, choices, "textId", "dedupeKey"
    from header, ${given(messages, columns)} returning seq`;
}

/** What stands in the database after an insertion, so that nobody has to read what was just written. */
export function storedMessages(
  conversationId: string,
  at: Instant,
  messages: readonly NewMessage[],
  base: number,
): MessageRecord[] {
  return messages.map(({ id, author, login, text, choices }, index) => ({
    ...{ id, conversationId, seq: base + index + 1, at, from: author, login, text, attachments: [] },
    choices: choices === null ? null : [...choices],
  }));
}
