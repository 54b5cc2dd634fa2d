import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** Notes that a person was at work, for the distribution of tickets; an older instant changes nothing. */
export async function notePresence(em: Em, login: string, at: Instant): Promise<void> {
  await rows(
    em,
    sql`insert into presence as p (login, seen_at) values (${login}, ${at}::timestamptz)
      on conflict (login) do update set seen_at = greatest(p.seen_at, excluded.seen_at)`,
  );
}
