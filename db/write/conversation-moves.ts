// One statement writes the whole move: header, messages, timeline, timetable, notifications, outbox.
import type { RawBuilder } from 'kysely';
import type { ReplyClock } from '../../domain/conversation/replies.ts';
import type { CasePolicy } from '../../domain/conversation/policy.ts';
import type { RecordedMove } from '../../domain/conversation/process.ts';
import type { ConversationState, Move, Notify } from '../../domain/conversation/state.ts';
import type { ToldByMove } from '../../domain/conversation/told.ts';
import type { Em } from '../orm.ts';
import type { MessageRecord } from '../read/messages.ts';
import { row, sql } from '../sql.ts';
import { updateInsertion } from './carried-out-updates.ts';
import { auditInsertion } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { caseUpdate, scopeParts } from './cases.ts';
import { LIVE_CHANNEL } from './live-events.ts';
import { messageInsertion, type NewMessage, storedMessages } from './messages.ts';
import { notificationInsertion, type Telling, toldLive } from './notifications.ts';
import { withdrawal, withdrawnLive } from './notifications-withdrawn.ts';
import { clockColumns, waitInsertion } from './reply-clock.ts';
import { type OutboxEntry, outboxInsertion } from './outbox.ts';
import { type NotWritten, recordedOtherwise } from './recorded-otherwise.ts';
import { policyInsertion, policyText } from './policies.ts';
import { timelineInsertion, timetableReplacement } from './timeline.ts';

/** Everything written together with a move: both are stored or neither. */
export type WithMove = {
  messages?: readonly NewMessage[];
  /** The request that asked for the move. */
  updateId?: string | null;
  /** The policy that the case keeps, with the move that begins it. */
  policy?: CasePolicy;
  /** The outbox entry for a workflow. */
  owed?: OutboxEntry;
  /** The reply clock that begins with it. */
  clock?: ReplyClock;
  /**
   * The notifications to send and to withdraw. Without it all that the move notifies is stored and none is withdrawn.
   */
  told?: ToldByMove;
};

/** The result of writing a move. */
export type WrittenMove = { kind: 'written'; messages: MessageRecord[] } | NotWritten<ConversationState>;

/**
 * Writes a move, unless the record is already as far or its request was carried out before. Must run inside a
 * transaction.
 * @throws Error when the conversation does not exist
 */
export async function writeConversationMove(
  em: Em,
  conversationId: string,
  move: RecordedMove,
  { messages = [], updateId = null, policy, owed, clock, told }: WithMove = {},
): Promise<WrittenMove> {
  await lockCase(em, conversationId);
  const { at, entries } = move;
  const about = { process: 'conversation', caseId: conversationId, at } as const;
  const { kept = move.notifies, live = [], still = null } = told ?? {};
  const telling = (notify: Notify) => tellingOf(notify, move);
  const owing = owed === undefined ? sql`` : sql`, owed as (${outboxInsertion(owed, at)})`;
  const snapshot = policy === undefined ? null : policyText(policy);
  const keeping = snapshot === null ? sql`` : sql`, kept as (${policyInsertion(snapshot)})`;
  const remembering =
    updateId === null ? sql`` : sql`, remembered as (${updateInsertion({ id: updateId, caseId: conversationId }, at)})`;
  const written = await row(
    em,
    sql<{
      base: number;
    }>`with moved as (${caseUpdate(conversationId, move.row, { updateId, digest: snapshot?.digest ?? null })}),
      header as (${ownUpdate(move, { added: messages.length, clock })}),
      ${scopeParts(move.row.listed)},
      added as (${messageInsertion(conversationId, at, messages)}),
      passed as (${timelineInsertion(conversationId, entries)}),
      audited as (${auditInsertion(conversationId, 'conversation', entries)}),
      ${continuationParts(move)},
      waited as (${waitInsertion(conversationId, false, at)}),
      planned as (${timetableReplacement(conversationId, 'conversation', move.next)}),
      withdrawn as (${withdrawal(conversationId, still)}),
      told as (${notificationInsertion(about, kept.map(telling), sql`(select count(*) from withdrawn)`)}),
      logged as (${liveInsertion(about, live.map(telling))})${keeping}${owing}${remembering}
      select base, pg_notify(${LIVE_CHANNEL}, '') from header`,
  );
  if (written === null) return otherMove(em, conversationId, move, updateId);
  return { kind: 'written', messages: storedMessages(conversationId, at, messages, written.base) };
}

// Enough to show the subject before anything is opened, and no more than the header that CDEK-20 allows.
function tellingOf(notify: Notify, { state }: Move): Telling {
  const { category, queue, assignee, waitingSince } = state;
  return { ...notify, details: { category, queue, ...(assignee === null ? { waitingSince } : { assignee }) } };
}

// A reassigned request keeps its clock; a request that is no longer assigned loses it.
function clockUpdate({ state }: Move, clock: ReplyClock | undefined): RawBuilder<unknown> {
  const none = { awaitingReplySince: null, silentSince: null, replySteps: [] };
  if (clock === undefined && state.stage === 'assigned') return sql``;
  return sql`, ${clockColumns({ clock: clock ?? none, next: [], watchedUntil: null })}`;
}

function ownUpdate(
  move: Move,
  { added, clock }: { added: number; clock: ReplyClock | undefined },
): RawBuilder<unknown> {
  const { state, at } = move;
  return sql`update conversations set intake_step = null, category = ${state.category},
      requested_at = coalesce(requested_at, ${state.waitingSince}::timestamptz), waiting_since = ${state.waitingSince}::timestamptz,
      accepted_at = case when ${state.stage} = 'assigned' then coalesce(accepted_at, ${at}::timestamptz) else accepted_at end,
      closed_at = ${state.closedAt}::timestamptz, disposition = ${state.disposition},
      disposition_text = (select text from case_notes where id = ${state.dispositionNoteId}::uuid),
      last_seq = last_seq + ${added}${clockUpdate(move, clock)}
    from moved where conversations.id = moved.id
    returning moved.program, last_seq - ${added}::int as base, moved.left_by as assignee, previous_id,
      case when ${state.stage} <> 'assigned' then old.awaiting_reply_since end as waited_since, moved.before`;
}

// CDEK-24: the assignee of a continuation may read the conversation before it.
function continuationParts({ state: { stage, assignee } }: Move): RawBuilder<unknown> {
  const reader = stage === 'waiting' || assignee === null ? null : `successor:${assignee}`;
  const without = sql`array(select scope from unnest(c.scopes) as scope where not starts_with(scope, 'successor:'))`;
  return sql`continued as (update cases c set scopes = ${without} || array_remove(array[${reader}::text], null)
      from header where c.id = header.previous_id and not c.open and ${without} || array_remove(array[${reader}::text], null) is distinct from c.scopes
      returning c.id, c.process, c.program, c.stage, c.sort_at, old.scopes as before,
        not 'abandoned' = any(c.scopes) as is_listed),
    discontinued as (delete from case_scopes s using continued
      where s.case_id = continued.id and starts_with(s.key, 'successor:') and s.key is distinct from ${reader}::text),
    succeeded as (insert into case_scopes (case_id, key, program, process, stage, sort_at)
      select id, ${reader}::text, program, process, stage, sort_at from continued where ${reader}::text is not null and is_listed on conflict do nothing)`;
}

// The order: messages, then the case's move with its former viewers, then withdrawn entries, then notifications.
function liveInsertion(
  { caseId, at }: { caseId: string; at: string },
  tellings: readonly Telling[],
): RawBuilder<unknown> {
  return sql`insert into live_events (kind, program, case_id, message_seq, notification_id, before, told, at)
    select kind, header.program, about, seq, notification, seen, told, ${at}::timestamptz from header, (
      select 1 as place, 'message' as kind, ${caseId}::uuid as about, seq, null::bigint as notification, null::jsonb as seen,
        null::jsonb as told from added
      union all select 2, 'conversation', ${caseId}::uuid, null, null, to_jsonb(before), null from header
      union all select 3, 'conversation', id, null, null, to_jsonb(before), null from continued
      union all select 4, 'withdrawn', case_id, null, null, null, told from ${withdrawnLive(sql`withdrawn`, sql`told`)} as gone
      union all select 5, 'taken', ${caseId}::uuid, null, null, null, told from ${toldLive('conversation', tellings)} as live
      union all select 6, 'notification', ${caseId}::uuid, null, id, null, null from told
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
      as "isCarriedOut" from cases c where id = ${conversationId}::uuid`,
  );
  if (found === null || found.state === null) throw new Error(`there is no request ${conversationId}`);
  return recordedOtherwise(found.state, state, found.isCarriedOut);
}
