// Work goes back here without a request: after a person leaves, a key expires, or work is found with someone who is
// gone.
import type { Logger } from 'pino';
import type { Em, Orm } from '../db/orm.ts';
import { listExpiredKeys } from '../db/read/api-keys.ts';
import { listHeldBy, listHolders, readStanding } from '../db/read/held.ts';
import { audit } from '../db/write/audit.ts';
import { endKey } from '../db/write/api-keys.ts';
import { type GiveBack, lockHolders, enqueueGiveBacks } from '../db/write/give-backs.ts';
import { appLogin } from '../domain/access/actor.ts';
import { lostBy } from '../domain/access/held.ts';
import { type Instant, toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';

/** Makes the outbox entry that asks a case to take work back; the workflows' contracts provide it. */
export type GiveBackEntry = GiveBack['entry'];

export type LeavingParts = { orm: Orm; clock: Clock; logger: Pick<Logger, 'info'>; giveBackEntry: GiveBackEntry };

const MOST_KEYS = 50;

/**
 * Checks, in a move's transaction, that the people who got work by it may hold it. A person who left at that moment
 * gives it back at once. `null` means no person.
 */
export async function takeBackFromGone(
  em: Em,
  assignees: readonly (string | null)[],
  at: Instant,
  entry: GiveBackEntry,
): Promise<void> {
  const logins = [...new Set(assignees.filter((login) => login !== null))].toSorted();
  await enqueueGiveBacks(em, logins, at, { lostBy, entry });
}

/** Ends expired keys, each once: their streams end and their apps' work goes back. Returns how many. */
export async function endExpiredKeys({ orm, clock, logger, giveBackEntry: entry }: LeavingParts): Promise<number> {
  const at = toInstant(clock.now());
  const expired = await listExpiredKeys(orm.em.fork(), at, MOST_KEYS);
  for (const { id, program, name } of expired) {
    const login = appLogin({ program, name });
    await orm.em.fork().transactional(async (em) => {
      await lockHolders(em, login);
      if (!(await endKey(em, id, at))) return;
      await audit(em, { at, actor: 'careline', action: 'api-key.expired', program, details: { id, name } });
      const told = await enqueueGiveBacks(em, [login], at, { lostBy, entry });
      logger.info({ keyId: id, given: told.length }, 'an API key has expired');
    });
  }
  return expired.length;
}

/**
 * Finds work with people and apps who cannot do it, whatever the reason, such as an older version that did not give
 * back. Returns how many people and apps gave something back.
 */
export async function sweepHeld({ orm, clock, logger, giveBackEntry: entry }: LeavingParts): Promise<number> {
  const at = toInstant(clock.now());
  let gone = 0;
  for (const login of await listHolders(orm.em.fork())) {
    const em = orm.em.fork();
    const standing = await readStanding(em, login, at);
    if (standing === null || lostBy(await listHeldBy(em, login), standing).length === 0) continue;
    const told = await em.transactional((tx) => enqueueGiveBacks(tx, [login], at, { lostBy, entry }));
    logger.info({ given: told.length }, 'a person who left still held work; it goes back');
    gone += 1;
  }
  return gone;
}
