// Owns the policies that running cases keep: each content stored once, under its digest. Refuses to change one.
import { createHash } from 'node:crypto';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** Keeps a policy, a plain value, and returns its digest. */
export async function keepPolicy(em: Em, policy: unknown): Promise<string> {
  const text = JSON.stringify(policy);
  const digest = createHash('sha256').update(text).digest('hex');
  await rows(
    em,
    sql`insert into policy_snapshots (digest, policy) values (${digest}, ${text}::jsonb) on conflict (digest) do nothing`,
  );
  return digest;
}
