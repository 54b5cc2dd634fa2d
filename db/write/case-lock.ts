// Owns the lock under which a case is written. Refuses to be a row lock.
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

const held = new WeakMap<object, Set<string>>();

/**
 * Holds cases, one after the other, until the transaction ends; must come before the transaction's first write.
 * Events get their numbers only then, so that the live log tells of a case in the case's order. What the transaction holds
 * already is not asked for again.
 * @throws Error outside of a transaction, where it would hold nothing
 */
export async function lockCase(em: Em, ...ids: readonly string[]): Promise<void> {
  const transaction: object | undefined = em.getTransactionContext();
  if (transaction === undefined) throw new Error('a case is held only inside a transaction');
  const mine = held.get(transaction) ?? new Set<string>();
  held.set(transaction, mine);
  const wanted = ids.filter((id) => !mine.has(id));
  if (wanted.length === 0) return;
  await rows(em, sql`select pg_advisory_xact_lock(hashtextextended(id, 0)) from unnest(${wanted}::text[]) as id`);
  for (const id of wanted) mine.add(id);
}
