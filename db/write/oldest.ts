// Owns the forgetting of rows by their age, some at a time: one long transaction would hold up the live streams and keep
// the dead rows of every table. Refuses to know what is old.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';

/** What is forgotten in one go: what is older than `before`, and no more rows than `most`. */
export type Oldest = { before: Instant; most: number };

/** Deletes the oldest rows by a column, of those for which a condition holds. Returns how many. */
export async function deleteOldest(
  em: Em,
  { table, column, condition = sql`true` }: { table: string; column: string; condition?: RawBuilder<unknown> },
  { before, most }: Oldest,
): Promise<number> {
  const isOld = sql`${sql.ref(column)} < ${before}::timestamptz and ${condition}`;
  // Asked again of what is deleted: it may have become newer since it was found.
  const gone = await row<{ count: number }>(
    em,
    sql`with gone as (delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${isOld} order by ${sql.ref(column)} limit ${most})) and ${isOld}
      returning 1) select count(*)::int from gone`,
  );
  return gone?.count ?? 0;
}
