import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Orm } from '../db/orm.ts';
import { claimWaiting, markDelivered, type OutboxEntry, postpone } from '../db/write/outbox.ts';
import { later, toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';
import { deliverEntry } from '../platform/outbox-delivery.ts';
import { inTime } from '../platform/temporal.ts';

export type RelayParts = { orm: Orm; client: Client; taskQueue: string; clock: Clock; logger: Logger };

const BATCH = 25;
const LONGEST_WAIT_SECONDS = 30;
// Longer than a running system takes to answer; a late delivery is tried again.
const LONGEST_DELIVERY_MS = 10_000;
// Longer than a delivery may take. After a kill, the next relay waits this long.
const LEASE = 'PT15S';

/** Delivers due entries. Returns how many were delivered; failed ones are tried again later. */
export async function relayOutbox({ orm, client, taskQueue, clock, logger }: RelayParts): Promise<number> {
  const em = orm.em.fork();
  const now = toInstant(clock.now());
  const entries = await claimWaiting(em, { limit: BATCH, dueAt: now, leaseUntil: later(now, LEASE) });
  const deliver = (entry: OutboxEntry) =>
    inTime(client, LONGEST_DELIVERY_MS, () => deliverEntry(client, taskQueue, entry));
  const outcomes = await Promise.allSettled(entries.map(deliver));
  const delivered = entries.filter((_, index) => outcomes[index]?.status === 'fulfilled');
  await markDelivered(
    em,
    delivered.map(({ id }) => id),
    now,
  );
  for (const [index, entry] of entries.entries()) {
    const outcome = outcomes[index];
    if (outcome?.status !== 'rejected') continue;
    const seconds = Math.min(2 ** entry.attempts, LONGEST_WAIT_SECONDS);
    await postpone(em, entry, later(now, `PT${seconds}S`), String(outcome.reason));
    logger.warn({ workflowId: entry.workflowId, attempts: entry.attempts + 1 }, 'outbox entry not delivered yet');
  }
  return delivered.length;
}
