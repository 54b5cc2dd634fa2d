import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { ReplyClock, ReplyFacts, ReplyMove } from '../../domain/conversation/replies.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { instantOf, type Parts, parts, row, rows, sql } from '../sql.ts';
import { LIVE_CHANNEL } from './live-events.ts';
import { notificationInsertion } from './notifications.ts';
import { withdrawalOf, withdrawnLive } from './notifications-withdrawn.ts';
import { type OutboxEntry, outboxInsertion } from './outbox.ts';
import { timelineInsertion, timetableReplacement } from './timeline.ts';

/** A clock, its steps ahead, and the latest time of its workflow's next look. */
export type SetClock = { clock: ReplyClock; next: readonly PlannedStep[]; watchedUntil: Instant | null };

/** The clock as columns of `conversations`, for a `set`. */
export function clockColumns({ clock, watchedUntil }: SetClock): RawBuilder<unknown> {
  return sql`awaiting_reply_since = ${clock.awaitingReplySince}::timestamptz, silent_since = ${clock.silentSince}::timestamptz,
    reply_steps = ${clock.replySteps}::text[], watched_until = ${watchedUntil}::timestamptz`;
}

/**
 * The consequences of a message in a watched request, as parts of a statement whose `header` has `waited_since` and
 * `assignee`: the steps ahead, the wait that a reply ends, withdrawn notifications, and a call to a workflow that would
 * wake too late.
 */
export function clockParts(
  conversationId: string,
  { next }: SetClock,
  {
    outboxEntry,
    replied,
    ended,
    at,
  }: { outboxEntry: OutboxEntry | null; replied: boolean; ended: readonly string[]; at: Instant },
): Parts {
  return {
    planned: timetableReplacement(conversationId, 'conversation', next),
    withdrawn: withdrawalOf(conversationId, ended),
    gone: sql`insert into live_events (kind, program, case_id, told, at)
      select 'withdrawn', program, case_id, told, ${at}::timestamptz from ${withdrawnLive(sql`withdrawn`)} as over`,
    waited: replied ? waitInsertion(conversationId, true, at) : null,
    queued: outboxEntry && outboxInsertion(outboxEntry, at),
  };
}

/**
 * The end of a customer's wait, as a part of a statement whose `header` has `waited_since` (null: none) and `assignee`.
 */
export function waitInsertion(conversationId: string, replied: boolean, at: Instant): RawBuilder<unknown> {
  return sql`insert into reply_waits (conversation_id, since, until, login, replied)
    select ${conversationId}::uuid, waited_since, ${at}::timestamptz, assignee, ${replied} from header
    where waited_since is not null on conflict do nothing`;
}

/** The facts of a request's reply clock, its category, and its last move. */
export type StoredClock = ReplyFacts & { category: string | null; movedAt: Instant };

/** `null` for an unknown conversation. Must be called under the case's lock. */
export async function readReplyFacts(em: Em, id: string): Promise<StoredClock | null> {
  const found = await row<StoredClock>(
    em,
    sql`select k.stage, c.category, k.queue, k.assignee, c.awaiting_reply_since as "awaitingReplySince",
        c.silent_since as "silentSince", c.reply_steps as "replySteps", coalesce(k.state ->> 'movedAt', c.opened_at::text) as "movedAt"
      from conversations c join cases k on k.id = c.id where c.id = ${id}::uuid`,
  );
  return found && { ...found, movedAt: instantOf(found.movedAt) };
}

/** True when the customer has written since the last staff message; bots do not count. */
export async function isUnanswered(em: Em, id: string): Promise<boolean> {
  const last = await row<{ author: string }>(
    em,
    sql`select author from messages where conversation_id = ${id}::uuid and author <> 'bot' order by seq desc limit 1`,
  );
  return last?.author === 'customer';
}

/** Writes the result of a look at the clock. Must run in the transaction of `readReplyFacts`. */
export async function writeReplyLook(
  em: Em,
  id: string,
  set: SetClock & { moves: readonly Omit<ReplyMove, 'clock'>[]; details: Record<string, string | null> },
  at: Instant,
): Promise<void> {
  const entries = set.moves.flatMap((move) => move.entries);
  const notifies = set.moves.flatMap((move) => move.notifies.map((notify) => ({ ...notify, details: set.details })));
  const logged = sql`insert into live_events (kind, program, case_id, notification_id, at)
    select 'conversation', program, ${id}::uuid, null::bigint, ${at}::timestamptz from header
    union all select 'notification', program, ${id}::uuid, told.id, ${at}::timestamptz from header, told`;
  const about = { process: 'conversation', caseId: id, at };
  const happening: Parts = {
    passed: timelineInsertion(id, entries),
    told: notificationInsertion(about, notifies),
    logged,
  };
  const waking = entries.length === 0 ? sql`` : sql`, pg_notify(${LIVE_CHANNEL}, '')`;
  await rows(
    em,
    sql`with header as (update conversations set ${clockColumns(set)} where id = ${id}::uuid returning program)${parts({
      planned: timetableReplacement(id, 'conversation', set.next),
      ...(entries.length === 0 ? {} : happening),
    })} select 1${waking}`,
  );
}
