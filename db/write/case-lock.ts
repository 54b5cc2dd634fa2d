// An advisory lock, not a row lock.
import type { RawBuilder } from 'kysely';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

const lock = sql`pg_advisory_xact_lock(hashtextextended(id, 0))`;

const held = new WeakMap<object, Set<string>>();

/**
 * Locks cases in the given order until the transaction ends. It must come before the transaction's first write: events
 * get their numbers after it, so the live log has a case's events in the case's order. Locks that the transaction
 * already holds are skipped.
 * @throws Error outside a transaction, where a lock would end at once
 */
export async function lockCase(em: Em, ...ids: readonly string[]): Promise<void> {
  const transaction: object | undefined = em.getTransactionContext();
  if (transaction === undefined) throw new Error('a case is held only inside a transaction');
  const mine = held.get(transaction) ?? new Set<string>();
  held.set(transaction, mine);
  const wanted = ids.filter((id) => !mine.has(id));
  if (wanted.length === 0) return;
  await rows(em, sql`select ${lock} from unnest(${wanted}::text[]) as id`);
  for (const id of wanted) mine.add(id);
}

/**
 * The same locks as a part of a statement that is its own transaction; it has one row. The statement sees the database
 * as it was before it waited: it has to take a row with an update, which finds the row's newest version, and must check
 * the version's stamp.
 */
export function locking(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select count(*) from (select ${lock} as locked from unnest(${ids}::text[]) as id) as each where locked is not null`;
}
