import type { Logger } from 'pino';
import type { Orm } from '../db/orm.ts';
import { versionsAfter } from '../db/read/program-versions.ts';
import { publishFirst } from '../db/write/program-versions.ts';
import { toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';
import { missingSecrets } from '../platform/vendor-accounts.ts';
import { allPrograms } from '../programs/index.ts';
import { followPrograms } from '../programs/follow.ts';
import { firstVersions } from '../programs/shipped.ts';
import { repeat } from './loop.ts';

// People expect a published version within two seconds.
const LOOK_EVERY_MS = 1_000;

type Parts = { orm: Orm; clock: Clock; logger: Logger };

/** The published programs; from now on this process works by them. */
export async function openPrograms({ orm, clock, logger }: Parts) {
  await publishFirst(orm.em.fork(), firstVersions(toInstant(clock.now())));
  const refresh = await followPrograms({
    now: () => toInstant(clock.now()),
    logger,
    versionsAfter: (id) => versionsAfter(orm.em.fork(), id),
  });
  for (const { name, vendors = {} } of allPrograms()) {
    const missing = Object.values(vendors).flatMap((account) => missingSecrets(account));
    if (missing.length > 0) logger.warn({ program: name, missing }, 'accounts wait for their secrets');
  }
  const look = () => refresh().then(() => false);
  return {
    follow: (signal: AbortSignal) =>
      repeat(look, { everyMs: LOOK_EVERY_MS, signal, logger, name: 'published programs' }),
  };
}
