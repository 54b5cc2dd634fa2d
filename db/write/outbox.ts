// An outbox entry is written in the transaction of its cause, so it cannot be lost.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, row, rows, sql } from '../sql.ts';
import { deleteOldest, type Oldest } from './oldest.ts';

/** A start, a signal or an update for a workflow. Its key makes it one, however often it is written or delivered. */
export type OutboxEntry = {
  key: string;
  kind: 'start' | 'signal' | 'update';
  workflowId: string;
  /** The name of the workflow, signal or update, its arguments, and what starts or identifies it. */
  payload: {
    name: string;
    input: unknown;
    searchAttributes?: Record<string, unknown>;
    updateId?: string;
    /** For a signal or an update that must reach an ended workflow: how to start the workflow again. */
    start?: { name: string; input: unknown };
  };
};

export type WaitingEntry = OutboxEntry & { id: number };

/** `attempts` counts failures before this claim, which ends with the `lease`. */
export type ClaimedEntry = WaitingEntry & { attempts: number; lease: Instant };

export async function enqueue(em: Em, entry: OutboxEntry, at: Instant): Promise<void> {
  await rows(em, sql`with header as (select 1) ${outboxInsertion(entry, at)}`);
}

/** Sends an entry again that was delivered without effect; an entry that still waits stays as it is. */
export async function enqueueAgain(em: Em, entry: OutboxEntry, at: Instant): Promise<void> {
  await rows(
    em,
    sql`with header as (select 1) ${insertion(entry, at)} on conflict (key) do update set payload = excluded.payload,
        created_at = excluded.created_at, next_attempt_at = excluded.next_attempt_at, delivered_at = null, attempts = 0
      where outbox.delivered_at is not null`,
  );
}

/** Adds an entry, as a part of a statement, if its `header` has a row. */
export function outboxInsertion(entry: OutboxEntry, at: Instant): RawBuilder<unknown> {
  return sql`${insertion(entry, at)} on conflict (key) do nothing`;
}

function insertion({ key, kind, workflowId, payload }: OutboxEntry, at: Instant): RawBuilder<unknown> {
  return sql`insert into outbox (key, kind, workflow_id, payload, created_at, next_attempt_at)
    select ${key}, ${kind}, ${workflowId}, ${json(payload)}, ${at}::timestamptz, ${at}::timestamptz from header`;
}

/**
 * Leases entries for delivery, oldest first; other relays skip them until the lease ends. No transaction stays open in
 * the meantime, because it would delay every live stream. An entry is taken only when no older one of the same workflow
 * waits, so a workflow gets its entries in order.
 */
export async function claimWaiting(
  em: Em,
  wanted: { limit: number; dueAt: Instant; leaseUntil: Instant },
): Promise<ClaimedEntry[]> {
  return rows<ClaimedEntry>(
    em,
    sql`update outbox set next_attempt_at = ${wanted.leaseUntil}::timestamptz where id in (select id from outbox as entry
      where delivered_at is null and next_attempt_at <= ${wanted.dueAt}::timestamptz
        and not exists (select 1 from outbox as older
          where older.workflow_id = entry.workflow_id and older.delivered_at is null and older.id < entry.id)
      order by id limit ${wanted.limit} for update skip locked)
      returning id, key, kind, workflow_id as "workflowId", payload, attempts, next_attempt_at as lease`,
  );
}

/** A workflow's pending entries, oldest first, without a lock: a second delivery does no harm. */
export async function waitingOf(em: Em, workflowId: string): Promise<WaitingEntry[]> {
  return rows<WaitingEntry>(
    em,
    sql`select id, key, kind, workflow_id as "workflowId", payload from outbox
      where workflow_id = ${workflowId} and delivered_at is null order by id`,
  );
}

export async function markDelivered(em: Em, ids: readonly number[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await rows(
    em,
    sql`update outbox set delivered_at = ${at}::timestamptz, attempts = attempts + 1, last_error = null
      where id = any(${ids}::bigint[]) and delivered_at is null`,
  );
}

/** Counts a failure of a claimed entry and postpones it, unless another relay has the claim. */
export async function postpone(
  em: Em,
  { id, lease }: Pick<ClaimedEntry, 'id' | 'lease'>,
  until: Instant,
  error: string,
): Promise<void> {
  await rows(
    em,
    sql`update outbox set attempts = attempts + 1, next_attempt_at = ${until}::timestamptz, last_error = ${error.slice(0, 500)}
      where id = ${id}::bigint and delivered_at is null and next_attempt_at = ${lease}::timestamptz`,
  );
}

/** The number of waiting entries, and since when the oldest waits. */
export async function outboxBacklog(em: Em): Promise<{ waiting: number; oldestAt: Instant | null }> {
  const found = await row<{ waiting: number; oldestAt: Instant | null }>(
    em,
    sql`select count(*) as waiting, min(created_at) as "oldestAt" from outbox where delivered_at is null`,
  );
  return found ?? { waiting: 0, oldestAt: null };
}

/** Forgets entries delivered long ago. Returns how many. */
export async function purgeDelivered(em: Em, oldest: Oldest): Promise<number> {
  return deleteOldest(em, { table: 'outbox', column: 'delivered_at' }, oldest);
}
