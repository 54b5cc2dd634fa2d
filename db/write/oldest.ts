// Old rows are deleted in batches: one long transaction would delay the live streams and keep every table's dead rows.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';

/** One batch: rows older than `before`, and no more than `most`. */
export type Oldest = { before: Instant; most: number };

/** Deletes the oldest rows by a column, if a condition holds for them. Returns how many. */
export async function deleteOldest(
  em: Em,
  { table, column, condition = sql`true` }: { table: string; column: string; condition?: RawBuilder<unknown> },
  { before, most }: Oldest,
): Promise<number> {
  const isOld = sql`${sql.ref(column)} < ${before}::timestamptz and ${condition}`;
  // Checked again at the deletion: a row may have become newer since it was found.
  const gone = await row<{ count: number }>(
    em,
    sql`with gone as (delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${isOld} order by ${sql.ref(column)} limit ${most})) and ${isOld}
      returning 1) select count(*)::int from gone`,
  );
  return gone?.count ?? 0;
}
