// Tries are counted by name and browser, over all addresses and processes. Names are stored as hashes.
import type { Instant } from '../../domain/calendar/instant.ts';
import { LoginTry } from '../entities/people.ts';
import type { Em } from '../orm.ts';
import { findOne } from '../records.ts';
import { row, sql } from '../sql.ts';
import { deleteOldest, type Oldest } from './oldest.ts';

/** Tries are counted per browser known for the name; all unknown browsers share the key `''`. */
export type TryKey = { loginHash: string; device: string };

export type CountedTry = { tries: number } | { pausedUntil: Instant };

/** Counts a try, unless its name has to wait. Locks its row until the transaction ends. */
export async function countTry(
  em: Em,
  { loginHash, device }: TryKey,
  { now, forgottenBefore }: { now: Instant; forgottenBefore: Instant },
): Promise<CountedTry> {
  const counted = await row<{ tries: number }>(
    em,
    sql`insert into login_tries as t (login_hash, device, tries, tried_at)
        values (${loginHash}, ${device}, 1, ${now}::timestamptz)
      on conflict (login_hash, device) do update set tried_at = excluded.tried_at,
        tries = case when t.tried_at < ${forgottenBefore}::timestamptz then 1 else t.tries + 1 end
        where t.paused_until is null or t.paused_until <= excluded.tried_at
      returning tries`,
  );
  if (counted !== null) return counted;
  const paused = await findOne(em, LoginTry, { loginHash, device }, ['pausedUntil']);
  return { pausedUntil: paused?.pausedUntil ?? now };
}

export async function pauseTries(em: Em, key: TryKey, until: Instant | null): Promise<void> {
  await em.nativeUpdate(LoginTry, key, { pausedUntil: until });
}

/** A try has succeeded: its row is deleted. */
export async function forgetTries(em: Em, key: TryKey): Promise<void> {
  await em.nativeDelete(LoginTry, key);
}

/** A name has a new password: people who know it need not wait. */
export async function forgetAllTries(em: Em, loginHash: string): Promise<void> {
  await em.nativeDelete(LoginTry, { loginHash });
}

/** Forgets tries that are too old to count. Returns how many rows. */
export async function purgeTries(em: Em, oldest: Oldest): Promise<number> {
  return deleteOldest(em, { table: 'login_tries', column: 'tried_at' }, oldest);
}
