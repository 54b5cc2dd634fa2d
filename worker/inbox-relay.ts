import type { Logger } from 'pino';
import { isDatabaseOutage } from '../db/errors.ts';
import type { Em, Orm } from '../db/orm.ts';
import { claimEvents, type InboxEvent, markProcessed, putOffEvent, recordFailure } from '../db/write/inbox.ts';
import { type Instant, later, toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';

/**
 * Acts on an event, inside the transaction that marks it processed: its writes happen once or not at all. It must not
 * call outside; messages to workflows go through the outbox.
 * @throws anything: the event is tried again, and quarantined when it fails for the fifth time
 */
export type InboxHandler = (em: Em, event: InboxEvent, at: Instant) => Promise<void>;

/** Handlers by source. */
export type InboxHandlers = { get(source: string): InboxHandler | undefined };

export type InboxRelayParts = { orm: Orm; clock: Clock; logger: Logger };

const BATCH = 50;
// Longer than a batch may take. After a kill, the next relay waits this long.
const LEASE = 'PT60S';
// Pauses after the first four failures, together about 13 minutes; the fifth failure is quarantine.
const BACK_OFF = ['PT5S', 'PT30S', 'PT2M', 'PT10M'] as const;
const OUTAGE_PAUSE = 'PT5S';

/** Acts on due events. Returns how many were processed; failed ones are tried again later. */
export async function relayInbox(parts: InboxRelayParts, handlers: InboxHandlers): Promise<number> {
  const now = toInstant(parts.clock.now());
  const wanted = { limit: BATCH, dueAt: now, leaseUntil: later(now, LEASE) };
  const events = await claimEvents(parts.orm.em.fork(), wanted);
  let processed = 0;
  for (const event of events) {
    if (await actOn(parts, handlers, event)) processed += 1;
  }
  return processed;
}

async function actOn(parts: InboxRelayParts, handlers: InboxHandlers, event: InboxEvent): Promise<boolean> {
  const at = toInstant(parts.clock.now());
  try {
    return await parts.orm.em.fork().transactional(async (em) => {
      if (!(await markProcessed(em, event, at))) return false;
      const handler = handlers.get(event.source);
      if (handler === undefined) throw new Error(`no handler for events of ${event.source}`);
      await handler(em, event, at);
      return true;
    });
  } catch (error) {
    await postpone(parts, event, error, at);
    return false;
  }
}

async function postpone(
  { orm, logger }: InboxRelayParts,
  event: InboxEvent,
  error: unknown,
  at: Instant,
): Promise<void> {
  const about = { source: event.source, inboxId: event.id, caseId: event.caseId };
  if (isDatabaseOutage(error)) {
    logger.warn(about, 'the database is away; the event waits');
    await putOffEvent(orm.em.fork(), event, later(at, OUTAGE_PAUSE));
    return;
  }
  const pause = BACK_OFF[event.attempts];
  const retryAt = pause === undefined ? null : later(at, pause);
  await recordFailure(orm.em.fork(), event, { error: String(error), at, retryAt });
  const what = retryAt === null ? 'inbox event quarantined' : 'inbox event not processed yet';
  // Only the error's name: its message may quote what the provider sent.
  logger.error(
    { ...about, attempts: event.attempts + 1, error: error instanceof Error ? error.name : 'unknown' },
    what,
  );
}
