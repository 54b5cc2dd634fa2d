// One statement writes the whole move: header, messages, timeline, timetable, notifications, outbox.
import type { RawBuilder } from 'kysely';
import type { ReplyClock } from '../../domain/conversation/replies.ts';
import type { CasePolicy } from '../../domain/conversation/policy.ts';
import type { RecordedMove } from '../../domain/conversation/process.ts';
import type { ConversationState, Move, Notify } from '../../domain/conversation/state.ts';
import type { MoveNotifications } from '../../domain/conversation/notifications.ts';
import type { Em } from '../orm.ts';
import type { MessageRecord } from '../read/messages.ts';
import { unlessTaken } from '../errors.ts';
import { type Parts, parts, row, sql } from '../sql.ts';
import { updateInsertion } from './carried-out-updates.ts';
import { auditInsertion } from './case-happening.ts';
import { lockCase, locking } from './case-lock.ts';
import { caseUpdate, listing, scopeParts } from './cases.ts';
import { LIVE_CHANNEL } from './live-events.ts';
import { type AsRead, messageInsertion, type NewMessage, storedMessages } from './messages.ts';
import { notificationInsertion, type Telling, toldLive } from './notifications.ts';
import { withdrawal, withdrawnLive } from './notifications-withdrawn.ts';
import { clockColumns, waitInsertion } from './conversation-clock.ts';
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
  outboxEntry?: OutboxEntry;
  /** The reply clock that begins with it. */
  clock?: ReplyClock;
  /**
   * The notifications to send and to withdraw. Without it all that the move notifies is stored and none is withdrawn.
   */
  told?: MoveNotifications;
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
  beside: WithMove = {},
): Promise<WrittenMove> {
  await lockCase(em, conversationId);
  const { updateId = null } = beside;
  const messages = await write(em, { conversationId, move, beside, updateId, locks: null });
  return messages === null ? otherMove(em, conversationId, move, updateId) : { kind: 'written', messages };
}

/**
 * Begins an intake's request in one statement, outside a transaction. Returns `null`, with nothing written, when the
 * intake has ended since it was read, or one of the messages is there already: then it is decided again under the lock.
 */
export async function beginAsRead(
  em: Em,
  { id: conversationId, locks }: Pick<AsRead, 'id' | 'locks'>,
  move: RecordedMove,
  beside: WithMove,
): Promise<MessageRecord[] | null> {
  return unlessTaken(write(em, { conversationId, move, beside, updateId: null, locks }));
}

type Writing = {
  conversationId: string;
  move: RecordedMove;
  beside: WithMove;
  updateId: string | null;
  /** The cases that the statement locks itself. */
  locks: readonly string[] | null;
};

async function write(em: Em, writing: Writing): Promise<MessageRecord[] | null> {
  const { conversationId, move, beside, updateId, locks } = writing;
  const { messages = [], policy } = beside;
  const snapshot = policy === undefined ? null : policyText(policy);
  const about = { updateId, digest: snapshot?.digest ?? null, from: locks === null ? null : ('intake' as const) };
  const written = await row(
    em,
    sql<{ base: number }>`with ${locks === null ? sql`` : sql`held as materialized (${locking(locks)}), `}
      moved as (${caseUpdate(conversationId, move.row, about)}),
      header as (${ownUpdate(move, { added: messages.length, clock: beside.clock })})${parts({
        added: messageInsertion(conversationId, move.at, messages),
        passed: timelineInsertion(conversationId, move.entries),
        audited: auditInsertion(conversationId, 'conversation', move.entries),
        planned: timetableReplacement(conversationId, 'conversation', move.next),
        ...(move.state.version === 1 ? beginning(writing) : following(writing)),
        kept: snapshot && policyInsertion(snapshot),
        queued: beside.outboxEntry === undefined ? null : outboxInsertion(beside.outboxEntry, move.at),
      })}
      select base, pg_notify(${LIVE_CHANNEL}, '') from header`,
  );
  return written === null ? null : storedMessages(conversationId, move.at, messages, written.base);
}

// An intake is in no list, has no notification and no reader of an earlier conversation, and no customer waits for a reply.
function beginning({ conversationId, move, beside }: Writing): Parts {
  const about = { process: 'conversation', caseId: conversationId, at: move.at } as const;
  const { kept, live } = tellings(move, beside);
  return {
    listed: listing(move.row.listed),
    told: notificationInsertion(about, kept),
    logged: liveInsertion(about, live, { hasBefore: false }),
  };
}

function following({ conversationId, move, beside, updateId }: Writing): Parts {
  const { at } = move;
  const about = { process: 'conversation', caseId: conversationId, at } as const;
  const { kept, live, still } = tellings(move, beside);
  return {
    ...scopeParts(move.row.listed),
    ...continuationParts(move),
    waited: waitInsertion(conversationId, false, at),
    withdrawn: withdrawal(conversationId, still),
    told: notificationInsertion(about, kept, sql`(select count(*) from withdrawn)`),
    logged: liveInsertion(about, live, { hasBefore: true }),
    remembered: updateId === null ? null : updateInsertion({ id: updateId, caseId: conversationId }, at),
  };
}

function tellings(move: RecordedMove, { told }: WithMove) {
  const { kept = move.notifies, live = [], still = null } = told ?? {};
  const telling = (notify: Notify) => tellingOf(notify, move);
  return { kept: kept.map(telling), live: live.map(telling), still };
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
      assigned_at = case when ${state.assignee}::text is not distinct from assigned_to then assigned_at
        when ${state.assignee}::text is not null then ${at}::timestamptz end,
      assigned_to = ${state.assignee}::text, meant_for = null,
      closed_at = ${state.closedAt}::timestamptz, disposition = ${state.disposition},
      disposition_text = (select text from case_notes where id = ${state.dispositionNoteId}::uuid),
      last_seq = last_seq + ${added}${clockUpdate(move, clock)}
    from moved where conversations.id = moved.id
    returning moved.program, last_seq - ${added}::int as base, moved.left_by as assignee, previous_id,
      case when ${state.stage} <> 'assigned' then old.awaiting_reply_since end as waited_since, moved.before`;
}

// CDEK-24: the assignee of a continuation may read the conversation before it.
function continuationParts({ state: { stage, assignee } }: Move): Parts {
  const reader = stage === 'waiting' || assignee === null ? null : `successor:${assignee}`;
  const scopes = sql`array(select scope from unnest(c.scopes) as scope where not starts_with(scope, 'successor:'))
      || array_remove(array[${reader}::text], null)`;
  return {
    continued: sql`update cases c set scopes = ${scopes}
      from header where c.id = header.previous_id and not c.open and ${scopes} is distinct from c.scopes
      returning c.id, c.process, c.program, c.stage, c.sort_at, old.scopes as before,
        not 'abandoned' = any(c.scopes) as is_listed`,
    discontinued: sql`delete from case_scopes s using continued
      where s.case_id = continued.id and starts_with(s.key, 'successor:') and s.key is distinct from ${reader}::text`,
    succeeded:
      reader === null
        ? null
        : sql`insert into case_scopes (case_id, key, program, process, stage, sort_at)
            select id, ${reader}::text, program, process, stage, sort_at from continued where is_listed on conflict do nothing`,
  };
}

// The order: messages, then the case's move with its former viewers, then withdrawn entries, then notifications.
function liveInsertion(
  { caseId, at }: { caseId: string; at: string },
  tellings: readonly Telling[],
  { hasBefore }: { hasBefore: boolean },
): RawBuilder<unknown> {
  const ofBefore = sql`union all select 3, 'conversation', id, null, null, to_jsonb(before), null from continued
      union all select 4, 'withdrawn', case_id, null, null, null, told from ${withdrawnLive(sql`withdrawn`, sql`told`)} as gone`;
  return sql`insert into live_events (kind, program, case_id, message_seq, notification_id, before, told, at)
    select kind, header.program, about, seq, notification, seen, told, ${at}::timestamptz from header, (
      select 1 as place, 'message' as kind, ${caseId}::uuid as about, seq, null::bigint as notification, null::jsonb as seen,
        null::jsonb as told from added
      union all select 2, 'conversation', ${caseId}::uuid, null, null, to_jsonb(before), null from header
      ${hasBefore ? ofBefore : sql``}
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
