// Owns the writing of a conversation's move: header, messages, timeline, timetable, who is told, what is owed, in one
// statement. Refuses to decide a move, and to write one twice.
import type { RawBuilder } from 'kysely';
import type { ConversationState, Move, Notify } from '../../domain/conversation/state.ts';
import type { Em } from '../orm.ts';
import type { MessageRecord } from '../read/messages.ts';
import { row, sql } from '../sql.ts';
import { updateInsertion } from './carried-out-updates.ts';
import { auditInsertion } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { LIVE_CHANNEL } from './live-events.ts';
import { messageInsertion, type NewMessage, storedMessages } from './messages.ts';
import { notificationInsertion, type Telling } from './notifications.ts';
import { type OutboxEntry, outboxInsertion } from './outbox.ts';
import { type NotWritten, recordedOtherwise } from './recorded-otherwise.ts';
import { timelineInsertion, timetableReplacement } from './timeline.ts';

/** What is written together with a move, so that neither can be there without the other. */
export type WithMove = {
  messages?: readonly NewMessage[];
  /** The request that asked for the move. */
  updateId?: string | null;
  /** What a workflow is owed because of it. */
  owed?: OutboxEntry;
};

/** What became of a move. */
export type WrittenMove = { kind: 'written'; messages: MessageRecord[] } | NotWritten<ConversationState>;

/**
 * Writes a move, unless the record is as far already or its request was carried out before. Must run inside a transaction.
 * @throws Error when the conversation does not exist
 */
export async function writeConversationMove(
  em: Em,
  conversationId: string,
  move: Move,
  { messages = [], updateId = null, owed }: WithMove = {},
): Promise<WrittenMove> {
  await lockCase(em, conversationId);
  const { at, entries } = move;
  const owing = owed === undefined ? sql`` : sql`, owed as (${outboxInsertion(owed, at)})`;
  const remembering =
    updateId === null ? sql`` : sql`, remembered as (${updateInsertion({ id: updateId, caseId: conversationId }, at)})`;
  const written = await row(
    em,
    sql<{ base: number }>`with header as (${headerUpdate(conversationId, move, messages.length, updateId)}),
      added as (${messageInsertion(conversationId, at, messages)}),
      passed as (${timelineInsertion(conversationId, entries)}),
      audited as (${auditInsertion(conversationId, 'conversation', entries)}),
      planned as (${timetableReplacement(conversationId, 'conversation', move.next)}),
      told as (${notificationInsertion(
        conversationId,
        at,
        move.notifies.map((notify) => tellingOf(notify, move)),
      )}),
      logged as (${liveInsertion(conversationId, at)})${owing}${remembering}
      select base, pg_notify(${LIVE_CHANNEL}, '') from header`,
  );
  if (written === null) return otherMove(em, conversationId, move, updateId);
  return { kind: 'written', messages: storedMessages(conversationId, at, messages, written.base) };
}

// Enough to say what it is about before anything is opened; no more than the header, which is all that CDEK-20 shows.
function tellingOf(notify: Notify, { state }: Move): Telling {
  const { category, queue, assignee, waitingSince } = state;
  return { ...notify, details: { category, queue, ...(assignee === null ? { waitingSince } : { assignee }) } };
}

function headerUpdate(id: string, { state, at }: Move, added: number, updateId: string | null): RawBuilder<unknown> {
  return sql`update conversations set version = ${state.version}, stage = ${state.stage}, intake_step = null,
      category = ${state.category}, queue = ${state.queue}, visited_queues = ${state.visitedQueues}::text[],
      addressed_roles = ${state.addressedRoles}::text[], overdue = ${state.overdue}, assignee = ${state.assignee},
      requested_at = coalesce(requested_at, ${at}::timestamptz), waiting_since = ${state.waitingSince}::timestamptz,
      accepted_at = case when ${state.stage} = 'assigned' then coalesce(accepted_at, ${at}::timestamptz) else accepted_at end,
      closed_at = ${state.closedAt}::timestamptz, disposition = ${state.disposition},
      disposition_text = (select text from case_notes where id = ${state.dispositionNoteId}::uuid),
      last_seq = last_seq + ${added}, state = ${JSON.stringify(state)}::jsonb
    where id = ${id}::uuid and version < ${state.version}
      and not exists (select 1 from carried_out_updates where update_id = ${updateId}::text and case_id = ${id}::uuid)
    returning program, last_seq - ${added}::int as base, jsonb_build_object('stage', old.stage, 'queue', old.queue,
      'visitedQueues', old.visited_queues, 'addressedRoles', old.addressed_roles, 'assignee', old.assignee) as before`;
}

// First what was said, then that the case has moved, with who could see it before, then who is told.
function liveInsertion(caseId: string, at: string): RawBuilder<unknown> {
  return sql`insert into live_events (kind, program, case_id, message_seq, notification_id, before, at)
    select kind, program, ${caseId}::uuid, seq, notification, seen, ${at}::timestamptz from header, (
      select 1 as place, 'message' as kind, seq, null::bigint as notification, null::jsonb as seen from added
      union all select 2, 'conversation', null, null, before from header
      union all select 3, 'notification', null, id, null from told
    ) as happened order by place, seq, notification`;
}

async function otherMove(
  em: Em,
  conversationId: string,
  { state }: Move,
  updateId: string | null,
): Promise<WrittenMove> {
  const found = await row<{ state: ConversationState | null; isCarriedOut: boolean }>(
    em,
    sql`select state, exists (select 1 from carried_out_updates where update_id = ${updateId}::text and case_id = c.id)
      as "isCarriedOut" from conversations c where id = ${conversationId}::uuid`,
  );
  if (found === null) throw new Error(`there is no conversation ${conversationId}`);
  // A record that was last written before states were kept cannot be told apart.
  return found.state === null ? { kind: 'already' } : recordedOtherwise(found.state, state, found.isCarriedOut);
}
