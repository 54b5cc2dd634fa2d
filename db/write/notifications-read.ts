// Owns the mark that somebody has read what they were told. Refuses to tell anybody anything.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** Marks somebody's notifications up to one of them as read; an instant once set stays. */
export async function markNotificationsRead(em: Em, login: string, upTo: string, at: Instant): Promise<void> {
  await rows(
    em,
    sql`update notifications set read_at = ${at}::timestamptz
      where login = ${login} and id <= ${upTo}::bigint and read_at is null`,
  );
}
