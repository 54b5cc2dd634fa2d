// Owns the forgetting of what nobody asks for any more: streamed events, delivered entries, used keys, ended sessions, unclaimed files.
// Refuses to touch a case.
import type { Orm } from '../db/orm.ts';
import { sweepFiles } from '../db/write/attachments.ts';
import { purgeUpdates } from '../db/write/carried-out-updates.ts';
import { purgeIdempotencyKeys } from '../db/write/idempotency.ts';
import { purgeProcessedEvents } from '../db/write/inbox.ts';
import { purgeLiveEvents } from '../db/write/live-events.ts';
import { purgeDelivered } from '../db/write/outbox.ts';
import { purgeSessions } from '../db/write/sessions.ts';
import { later, toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';

/** How long each kind is kept, as the duration that leads back from now. */
const kept = {
  liveEvents: '-PT24H',
  keys: '-PT24H',
  updates: '-PT168H',
  unclaimedFiles: '-PT24H',
  delivered: '-PT168H',
  processed: '-PT720H',
};

/** One round. Repeated hourly; what one round leaves, the next one takes. */
export async function keepHouse({ orm, clock }: { orm: Orm; clock: Clock }): Promise<void> {
  const now = toInstant(clock.now());
  const em = orm.em.fork();
  await purgeUpdates(em, later(now, kept.updates));
  await purgeLiveEvents(em, later(now, kept.liveEvents));
  await purgeIdempotencyKeys(em, later(now, kept.keys));
  await purgeSessions(em, now);
  await sweepFiles(em, later(now, kept.unclaimedFiles));
  await purgeDelivered(em, later(now, kept.delivered));
  await purgeProcessedEvents(em, later(now, kept.processed));
}
