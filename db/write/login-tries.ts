// Tries are counted by name and browser, over all addresses and processes. Names are stored as hashes.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';
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
  const paused = await row<{ until: string }>(
    em,
    sql`select paused_until as until from login_tries where login_hash = ${loginHash} and device = ${device}`,
  );
  return { pausedUntil: instantOf(paused?.until ?? now) };
}

export async function pauseTries(em: Em, { loginHash, device }: TryKey, until: Instant | null): Promise<void> {
  await rows(
    em,
    sql`update login_tries set paused_until = ${until}::timestamptz where login_hash = ${loginHash} and device = ${device}`,
  );
}

/** A try has succeeded: its row is deleted. */
export async function forgetTries(em: Em, { loginHash, device }: TryKey): Promise<void> {
  await rows(em, sql`delete from login_tries where login_hash = ${loginHash} and device = ${device}`);
}

/** A name has a new password: people who know it need not wait. */
export async function forgetAllTries(em: Em, loginHash: string): Promise<void> {
  await rows(em, sql`delete from login_tries where login_hash = ${loginHash}`);
}

/** Forgets tries that are too old to count. Returns how many rows. */
export async function purgeTries(em: Em, oldest: Oldest): Promise<number> {
  return deleteOldest(em, { table: 'login_tries', column: 'tried_at' }, oldest);
}
