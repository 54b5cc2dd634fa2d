// Owns the lock under which a conversation is written. Refuses to be a row lock.
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/**
 * Holds a conversation until the transaction ends; must come before the transaction's first write. A row lock would give
 * the transaction its number before it has waited, and the live log, which is read in the order of those numbers, would
 * tell messages in another order than theirs.
 */
export async function lockConversation(em: Em, id: string): Promise<void> {
  await rows(em, sql`select pg_advisory_xact_lock(hashtextextended(${id}::text, 0))`);
}
