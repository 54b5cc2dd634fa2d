import type { Logger } from 'pino';
import type { Em, Orm } from '../db/orm.ts';
import { sweepFiles } from '../db/write/attachments.ts';
import { purgeUpdates } from '../db/write/carried-out-updates.ts';
import { purgeIdempotencyKeys } from '../db/write/idempotency.ts';
import { purgeProcessedEvents } from '../db/write/inbox.ts';
import { purgeLiveEvents } from '../db/write/live-events.ts';
import { purgeTries } from '../db/write/login-tries.ts';
import type { Oldest } from '../db/write/oldest.ts';
import { purgeDelivered } from '../db/write/outbox.ts';
import { purgeReplays } from '../db/write/replays.ts';
import { purgeSessions } from '../db/write/sessions.ts';
import { later, toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';

/** One kind of data, how long it is kept (as a duration back from now), and the most rows per transaction. */
type Purge = { name: string; kept: string; most: number; forget(em: Em, oldest: Oldest): Promise<number> };

// Each takes some ten milliseconds, too short to delay other transactions or the live log.
const ROWS = 5_000;
// A file has up to some megabytes of pieces.
const FILES = 50;

const purges: readonly Purge[] = [
  { name: 'updates', kept: '-PT168H', most: ROWS, forget: purgeUpdates },
  { name: 'live events', kept: '-PT24H', most: ROWS, forget: purgeLiveEvents },
  { name: 'keys', kept: '-PT24H', most: ROWS, forget: purgeIdempotencyKeys },
  { name: 'sessions', kept: 'PT0S', most: ROWS, forget: purgeSessions },
  { name: 'tries to log in', kept: '-PT24H', most: ROWS, forget: purgeTries },
  { name: 'unclaimed files', kept: '-PT24H', most: FILES, forget: sweepFiles },
  { name: 'delivered entries', kept: '-PT168H', most: ROWS, forget: purgeDelivered },
  { name: 'replays', kept: '-PT720H', most: ROWS, forget: purgeReplays },
  { name: 'processed events', kept: '-PT720H', most: ROWS, forget: purgeProcessedEvents },
];

type Parts = { orm: Orm; clock: Clock; logger: Pick<Logger, 'error'>; signal?: AbortSignal };

/** One round, until nothing old is left. It repeats hourly; the next round takes what one leaves. */
export async function runHousekeeping({ orm, clock, logger, signal }: Parts): Promise<void> {
  const now = toInstant(clock.now());
  for (const { name, kept, most, forget } of purges) {
    const oldest = { before: later(now, kept), most };
    try {
      let gone: number;
      do gone = await forget(orm.em.fork(), oldest);
      while (gone === most && signal?.aborted !== true);
    } catch (error) {
      logger.error({ err: error, purge: name }, 'something old could not be forgotten; the next round tries again');
    }
  }
}
