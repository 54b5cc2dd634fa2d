// Each policy content is stored once, under its digest, and never changes.
import { createHash } from 'node:crypto';
import type { RawBuilder } from 'kysely';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** A stored policy, and the digest of its content. */
export type KeptPolicy = { digest: string; text: string };

const texts = new WeakMap<object, KeptPolicy>();

/** The text and digest of a policy. They are computed once per object, so the object must never change. */
export function policyText(policy: object): KeptPolicy {
  const known = texts.get(policy);
  if (known !== undefined) return known;
  const text = JSON.stringify(policy);
  const kept = { digest: createHash('sha256').update(text).digest('hex'), text };
  texts.set(policy, kept);
  return kept;
}

/** Stores a policy, as a part of a statement. */
export function policyInsertion({ digest, text }: KeptPolicy): RawBuilder<unknown> {
  return sql`insert into policy_snapshots (digest, policy) values (${digest}, ${text}::jsonb) on conflict (digest) do nothing`;
}

/** Stores a policy and returns its digest. */
export async function keepPolicy(em: Em, policy: object): Promise<string> {
  const kept = policyText(policy);
  await rows(em, policyInsertion(kept));
  return kept.digest;
}

/** Gives an open case another stored policy. Returns false when it has that policy already, or has ended. */
export async function changePolicy(em: Em, caseId: string, digest: string): Promise<boolean> {
  const changed = await rows(
    em,
    sql`update cases set policy_digest = ${digest}
      where id = ${caseId}::uuid and open and policy_digest is distinct from ${digest} returning id`,
  );
  return changed.length > 0;
}
