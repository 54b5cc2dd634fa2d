// Owns the policies that running cases keep: each content stored once, under its digest. Refuses to change one.
import { createHash } from 'node:crypto';
import type { RawBuilder } from 'kysely';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** A policy as it is stored, and the name of this content. */
export type KeptPolicy = { digest: string; text: string };

const texts = new WeakMap<object, KeptPolicy>();

/** A plain value that nobody changes: its text is computed once. */
export function policyText(policy: object): KeptPolicy {
  const known = texts.get(policy);
  if (known !== undefined) return known;
  const text = JSON.stringify(policy);
  const kept = { digest: createHash('sha256').update(text).digest('hex'), text };
  texts.set(policy, kept);
  return kept;
}

/** The keeping as a part of a statement. */
export function policyInsertion({ digest, text }: KeptPolicy): RawBuilder<unknown> {
  return sql`insert into policy_snapshots (digest, policy) values (${digest}, ${text}::jsonb) on conflict (digest) do nothing`;
}

/** Keeps a policy, and returns its digest. */
export async function keepPolicy(em: Em, policy: object): Promise<string> {
  const kept = policyText(policy);
  await rows(em, policyInsertion(kept));
  return kept.digest;
}
