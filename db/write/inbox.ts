// A provider's event is stored before it is acknowledged.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, row, rows, sql } from '../sql.ts';
import type { Oldest } from './oldest.ts';

/** A provider's event. `eventId` is the provider's own; `caseId` is null if the webhook cannot tell. */
export type ReceivedEvent = { source: string; eventId: string; caseId: string | null; body: unknown };

/** `attempts` counts failures; `lease` ends the current claim of the event. */
export type InboxEvent = ReceivedEvent & { id: number; attempts: number; receivedAt: Instant; lease: Instant };

/** Stores an event once. Returns false for a known one: a provider that repeats itself gets the same 2xx. */
export async function receiveEvent(em: Em, event: ReceivedEvent, at: Instant): Promise<boolean> {
  return insertEvent(em, event, at, null);
}

/** Stores an event once, as processed: the same transaction acts on it. */
export async function receiveActedOn(em: Em, event: ReceivedEvent, at: Instant): Promise<boolean> {
  return insertEvent(em, event, at, at);
}

async function insertEvent(em: Em, event: ReceivedEvent, at: Instant, processedAt: Instant | null): Promise<boolean> {
  const kept = await row(
    em,
    sql`insert into inbox (source, event_id, case_id, body, received_at, next_attempt_at, processed_at)
      values (${event.source}, ${event.eventId}, ${event.caseId}::uuid, ${json(event.body)}, ${at}::timestamptz, ${at}::timestamptz,
        ${processedAt}::timestamptz)
      on conflict (source, event_id) do nothing returning 1`,
  );
  return kept !== null;
}

/**
 * Leases due events, oldest first; other relays skip them until the lease ends. An event is taken only when no older
 * one of its case waits. A quarantined event does not delay the rest of its case.
 */
export async function claimEvents(
  em: Em,
  wanted: { limit: number; dueAt: Instant; leaseUntil: Instant },
): Promise<InboxEvent[]> {
  const found = await rows<InboxEvent>(
    em,
    sql`update inbox set next_attempt_at = ${wanted.leaseUntil}::timestamptz where id in (select id from inbox as event
      where processed_at is null and quarantined_at is null and next_attempt_at <= ${wanted.dueAt}::timestamptz
        and not exists (select 1 from inbox as older where older.case_id = event.case_id and older.id < event.id
          and older.processed_at is null and older.quarantined_at is null)
      order by id limit ${wanted.limit} for update skip locked)
      returning id, source, event_id as "eventId", case_id as "caseId", body, attempts, received_at as "receivedAt",
        next_attempt_at as lease`,
  );
  return found.sort((one, other) => one.id - other.id);
}

/**
 * Marks a claimed event processed. It must run first in the transaction that acts on the event: the row stays locked
 * until the commit, so action and mark belong together. Returns false when the claim is no longer ours.
 */
export async function markProcessed(
  em: Em,
  { id, lease }: Pick<InboxEvent, 'id' | 'lease'>,
  at: Instant,
): Promise<boolean> {
  const marked = await row(
    em,
    sql`update inbox set processed_at = ${at}::timestamptz, last_error = null
      where id = ${id}::bigint and processed_at is null and quarantined_at is null and next_attempt_at = ${lease}::timestamptz
      returning 1`,
  );
  return marked !== null;
}

/** Postpones a claimed event without counting a failure: the database was away. */
export async function putOffEvent(
  em: Em,
  { id, lease }: Pick<InboxEvent, 'id' | 'lease'>,
  until: Instant,
): Promise<void> {
  await rows(
    em,
    sql`update inbox set next_attempt_at = ${until}::timestamptz
      where id = ${id}::bigint and processed_at is null and next_attempt_at = ${lease}::timestamptz`,
  );
}

/** Counts a failure of a claimed event: tried again at `retryAt`, or quarantined when that is null. */
export async function recordFailure(
  em: Em,
  { id, lease }: Pick<InboxEvent, 'id' | 'lease'>,
  failure: { error: string; at: Instant; retryAt: Instant | null },
): Promise<void> {
  const { error, at, retryAt } = failure;
  await rows(
    em,
    sql`update inbox set attempts = attempts + 1, last_error = ${error.slice(0, 500)},
        next_attempt_at = ${retryAt ?? at}::timestamptz, quarantined_at = ${retryAt === null ? at : null}::timestamptz
      where id = ${id}::bigint and processed_at is null and next_attempt_at = ${lease}::timestamptz`,
  );
}

/** Lets a quarantined event be tried again from the start. Returns false when it is not in quarantine. */
export async function replayEvent(em: Em, id: number, at: Instant): Promise<boolean> {
  const replayed = await row(
    em,
    sql`update inbox set quarantined_at = null, attempts = 0, next_attempt_at = ${at}::timestamptz
      where id = ${id}::bigint and quarantined_at is not null returning 1`,
  );
  return replayed !== null;
}

/**
 * Deletes the content of events processed before an instant. Their ids stay, so late repetitions are recognized.
 * Returns how many were emptied.
 */
export async function purgeProcessedEvents(em: Em, { before, most }: Oldest): Promise<number> {
  const emptied = await rows(
    em,
    sql`update inbox set body = 'null'::jsonb where id in (select id from inbox where processed_at < ${before}::timestamptz
      and body <> 'null'::jsonb order by processed_at limit ${most}) returning 1`,
  );
  return emptied.length;
}
