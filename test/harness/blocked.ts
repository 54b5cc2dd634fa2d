// Waits until requests wait for a lock in PostgreSQL, so that a race runs in one order only.
import type { Orm } from '../../db/orm.ts';
import { row, sql } from '../../db/sql.ts';
import { until } from './until.ts';

/** Resolves when this many statements of the database wait for a lock. @throws Error when they never do */
export async function untilBlocked(orm: Orm, wanted: number): Promise<void> {
  const waiting = async () => {
    const found = await row<{ n: number }>(
      orm.em.fork(),
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return found?.n ?? 0;
  };
  await until(waiting, (n) => n >= wanted);
}
