// A digest's content never changes, so each policy is read once.
import { PolicySnapshot } from '../entities/platform.ts';
import type { Em } from '../orm.ts';
import { findOne } from '../records.ts';

const MOST_KEPT = 100;
const kept = new Map<string, unknown>();

/** @throws Error for an unknown digest */
export async function readPolicy<Policy>(em: Em, digest: string): Promise<Policy> {
  const known = kept.get(digest);
  if (known !== undefined) return known as Policy;
  const found = await findOne(em, PolicySnapshot, { digest }, ['policy']);
  if (found === null) throw new Error(`there is no policy ${digest}`);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(digest, found.policy);
  return found.policy as Policy;
}
