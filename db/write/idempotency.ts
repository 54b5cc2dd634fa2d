// Only hashes and sealed answers are stored here.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';
import { deleteOldest, type Oldest } from './oldest.ts';

export type IdempotencyClaim = { key: string; fingerprint: string; at: Instant };

/** The state of a key: ours to run, running elsewhere, answered, or used for another request. */
export type Claimed =
  | { kind: 'ours' }
  | { kind: 'running' }
  | { kind: 'answered'; status: number; body: string }
  | { kind: 'other-request' };

/**
 * Takes a key. A mark older than `abandonedBefore` without an answer belongs to a process that died: the same request
 * takes it over, another request never does.
 */
export async function claimIdempotencyKey(em: Em, claim: IdempotencyClaim, abandonedBefore: Instant): Promise<Claimed> {
  const { key, fingerprint, at } = claim;
  const taken = await row(
    em,
    sql`insert into idempotency_keys (key, fingerprint, at) values (${key}, ${fingerprint}, ${at}::timestamptz)
      on conflict (key) do update set at = excluded.at
        where idempotency_keys.status is null and idempotency_keys.fingerprint = excluded.fingerprint
          and idempotency_keys.at < ${abandonedBefore}::timestamptz
      returning 1`,
  );
  if (taken !== null) return { kind: 'ours' };
  const found = await row<{ fingerprint: string; status: number | null; body: string | null }>(
    em,
    sql`select fingerprint, status, body from idempotency_keys where key = ${key}`,
  );
  // Released in between: its request got no definite answer, and the key is free.
  if (found === null) return { kind: 'running' };
  if (found.fingerprint !== fingerprint) return { kind: 'other-request' };
  return found.status === null
    ? { kind: 'running' }
    : { kind: 'answered', status: found.status, body: found.body ?? '' };
}

/** Says that the request is still running. False when the key was taken over or answered in the meantime. */
export async function renewIdempotencyKey(em: Em, { key, at }: IdempotencyClaim, now: Instant): Promise<boolean> {
  const renewed = await row(
    em,
    sql`update idempotency_keys set at = ${now}::timestamptz
      where key = ${key} and at = ${at}::timestamptz and status is null returning 1`,
  );
  return renewed !== null;
}

/** Stores the answer, unless the key was taken over in the meantime. */
export async function answerIdempotencyKey(
  em: Em,
  { key, at }: IdempotencyClaim,
  answer: { status: number; body: string },
): Promise<void> {
  await rows(
    em,
    sql`update idempotency_keys set status = ${answer.status}, body = ${answer.body}
      where key = ${key} and at = ${at}::timestamptz and status is null`,
  );
}

/** Frees a key whose request got no definite answer, so a repetition runs again. */
export async function releaseIdempotencyKey(em: Em, { key, at }: IdempotencyClaim): Promise<void> {
  await rows(em, sql`delete from idempotency_keys where key = ${key} and at = ${at}::timestamptz and status is null`);
}

/** Forgets keys taken before an instant. Returns how many. */
export async function purgeIdempotencyKeys(em: Em, oldest: Oldest): Promise<number> {
  return deleteOldest(em, { table: 'idempotency_keys', column: 'at' }, oldest);
}
