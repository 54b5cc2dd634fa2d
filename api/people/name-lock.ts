// After some failures a login name pauses for a growing time, over all addresses and processes, also for names that do
// not exist. It uses wall time, ends no session, and spares browsers that are known for the name.
import { createHash } from 'node:crypto';
import type { Em } from '../../db/orm.ts';
import { countTry, forgetTries, pauseTries, type TryKey } from '../../db/write/login-tries.ts';
import { pauseAfter, type PauseRule } from '../../domain/access/login-pause.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { tooMany } from '../server/errors.ts';

/** A try that is running. */
export type NameTry = {
  /** The end of the name's pause if this try fails. */
  pausedUntil: Instant | null;
  succeeded(em: Em): Promise<void>;
};

export type NameLock = (em: Em, name: string, device?: string | null) => Promise<NameTry>;

// After a day without a try the count begins again; housekeeping deletes the row.
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

const uncounted: NameTry = { pausedUntil: null, succeeded: async () => {} };

/**
 * Counts a try at its beginning: otherwise a thousand at once would all be checked before the first failed. `false`
 * counts nothing.
 */
export function nameLock(rule: PauseRule | false): NameLock {
  if (rule === false) return async () => uncounted;
  return async (em, name, device) => {
    const key = { loginHash: loginHash(name), device: device ?? '' };
    const pausedUntil = await em.transactional((tx) => begin(tx, key, rule));
    return { pausedUntil, succeeded: (later) => forgetTries(later, key) };
  };
}

/** The key of a name's tries. It is hashed because people sometimes type their password into the name field. */
export function loginHash(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** @throws ProblemError 429 while the name has to wait */
async function begin(tx: Em, key: TryKey, rule: PauseRule): Promise<Instant | null> {
  const now = systemClock.now().getTime();
  const counted = await countTry(tx, key, { now: toInstant(now), forgottenBefore: toInstant(now - REMEMBERED_MS) });
  if ('pausedUntil' in counted) return tooMany(Date.parse(counted.pausedUntil) - now);
  const pause = pauseAfter(counted.tries, rule);
  const until = pause === 0 ? null : toInstant(now + pause);
  await pauseTries(tx, key, until);
  return until;
}
