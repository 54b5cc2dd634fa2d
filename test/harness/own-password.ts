// For tests about other things: people who have already changed their first password.
import type { Orm } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';

/** As if each of them had chosen the password that they were given. */
export async function keepPasswords(orm: Orm, ...logins: string[]): Promise<void> {
  await rows(orm.em.fork(), sql`update people set must_change_password = false where login = any(${logins}::text[])`);
}
