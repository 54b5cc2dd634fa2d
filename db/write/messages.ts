import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import type { MessageRecord } from '../read/messages.ts';
import { unlessTaken } from '../errors.ts';
import { given, json, type Parts, parts, rows, sql } from '../sql.ts';
import { locking } from './case-lock.ts';
import { LIVE_CHANNEL } from './live-events.ts';
import type { OutboxEntry } from './outbox.ts';
import { clockColumns, clockParts, type SetClock } from './conversation-clock.ts';

export type NewMessage = {
  id: string;
  author: 'customer' | 'agent' | 'bot';
  login: string | null;
  text: string;
  choices: readonly { choice: string; label: string }[] | null;
  /** The id of the program's text from which a bot message was rendered. */
  textId: string | null;
  /** The intake's question that a customer's message only answers; left out for any other message. */
  answers?: 'identification' | 'category';
  /** Identifies a resent message; `null` where the transaction already does. */
  dedupeKey: string | null;
};

/** The effect of a person's message on the reply clock of a watched request. */
export type WithMessage = SetClock & {
  outboxEntry: OutboxEntry | null;
  replied: boolean;
  /** The kinds of notifications that are no longer true. */
  ended: readonly string[];
};

/** What else changes with messages: columns of the conversation, and parts of a statement whose `header` has `program`. */
export type Beside = { columns: RawBuilder<unknown>; parts: Parts };

/** Appends messages in order, each with the conversation's next number, and wakes the streams. Returns them as stored. */
export async function appendMessages(
  em: Em,
  conversationId: string,
  at: Instant,
  messages: readonly NewMessage[],
  set: WithMessage | Beside | null = null,
): Promise<MessageRecord[]> {
  if (messages.length === 0) return [];
  const stored = await append(em, { conversationId, at, messages, set });
  return stored ?? missing(conversationId);
}

/**
 * The record that a message was decided on, its stamp, and the cases to lock. Between the reading and the lock the record
 * may have changed, and the message may have been stored.
 */
export type AsRead = { id: string; stamp: string; locks: readonly string[] };

/**
 * Locks, checks and appends in one statement, outside a transaction. Returns `null`, with nothing written, when the
 * record is not as it was read or the message is there already: then it is decided again under the lock.
 */
export async function appendAsRead(
  em: Em,
  read: AsRead,
  at: Instant,
  messages: readonly NewMessage[],
  set: WithMessage | Beside | null,
): Promise<MessageRecord[] | null> {
  // It may have been stored meanwhile in another conversation of the customer, where this statement could not see it.
  return unlessTaken(append(em, { conversationId: read.id, at, messages, set, read }));
}

type Appending = {
  conversationId: string;
  at: Instant;
  messages: readonly NewMessage[];
  set: WithMessage | Beside | null;
  read?: AsRead;
};

async function append(em: Em, appending: Appending): Promise<MessageRecord[] | null> {
  const { conversationId, at, messages, read } = appending;
  const { columns, parts: also } = besideOf(appending);
  const [first] = await rows(
    em,
    sql<{
      base: number;
    }>`with ${read === undefined ? sql`` : sql`held as materialized (${locking(read.locks)}), `}header as (
      update conversations set last_seq = last_seq + ${messages.length}${columns}
      ${read === undefined ? sql`` : sql`from held `}where id = ${conversationId}::uuid${read === undefined ? sql`` : asRead(read, messages)}
      returning program, last_seq - ${messages.length}::int as base, old.awaiting_reply_since as waited_since,
        (select k.assignee from cases k where k.id = conversations.id) as assignee
    ), added as (${messageInsertion(conversationId, at, messages)}), logged as (
      insert into live_events (kind, program, case_id, message_seq, at)
      select 'message', program, ${conversationId}::uuid, seq, ${at}::timestamptz from header, added order by seq returning 1
    )${parts(also)} select base, pg_notify(${LIVE_CHANNEL}, '') from header`,
  );
  return first === undefined ? null : storedMessages(conversationId, at, messages, first.base);
}

function besideOf({ conversationId, at, set }: Appending): Beside {
  if (set === null) return { columns: sql``, parts: {} };
  if ('parts' in set) return { columns: sql`, ${set.columns}`, parts: set.parts };
  return { columns: sql`, ${clockColumns(set)}`, parts: clockParts(conversationId, set, { ...set, at }) };
}

// One `=` for each key uses the index whatever the size of the table; `= any` of an unknown number of keys may not.
function asRead({ stamp }: AsRead, messages: readonly NewMessage[]): RawBuilder<unknown> {
  const keys = messages.flatMap(({ dedupeKey }) => dedupeKey ?? []);
  const isNew = keys.map((key) => sql` and not exists (select 1 from messages where dedupe_key = ${key})`);
  return sql` and conversations.xmin = ${stamp}::xid${sql.join(isNew, sql``)}`;
}

function missing(conversationId: string): never {
  throw new Error(`there is no conversation ${conversationId}`);
}

/** Inserts messages, as a part of a statement whose `header` has the number (`base`) after which they come. */
export function messageInsertion(
  conversationId: string,
  at: Instant,
  messages: readonly NewMessage[],
): RawBuilder<unknown> {
  return sql`insert into messages (id, conversation_id, seq, at, author, login, text, choices, text_id, answers, dedupe_key)
    select id, ${conversationId}::uuid, base + ordinality, ${at}::timestamptz, author, login, text, choices, "textId", answers, "dedupeKey"
    from header, ${source(messages)} returning seq`;
}

// Almost always there is one message, and a plain row costs PostgreSQL less than a list.
function source(messages: readonly NewMessage[]): RawBuilder<unknown> {
  const [one, ...more] = messages;
  if (one === undefined || more.length > 0) {
    const columns = sql`id uuid, author text, login text, text text, choices jsonb, "textId" text, answers text, "dedupeKey" text`;
    return given(messages, columns);
  }
  const { id, author, login, text, choices, textId, answers = null, dedupeKey } = one;
  const shown = choices === null ? sql`null::jsonb` : json(choices);
  return sql`(select ${id}::uuid as id, ${author} as author, ${login}::text as login, ${text} as text, ${shown} as choices,
    ${textId}::text as "textId", ${answers}::text as answers, ${dedupeKey}::text as "dedupeKey", 1 as ordinality) as given`;
}

/** The messages as stored after an insertion, without reading them. */
export function storedMessages(
  conversationId: string,
  at: Instant,
  messages: readonly NewMessage[],
  base: number,
): MessageRecord[] {
  return messages.map(({ id, author, login, text, choices, dedupeKey }, index) => ({
    ...{ id, conversationId, seq: base + index + 1, at, from: author, login, text, attachments: [], dedupeKey },
    choices: choices === null ? null : [...choices],
  }));
}
