// Owns when people were last seen at work, for whom tickets are given to first. Refuses to say who counts as present.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** Notes that a person was at work; an older instant than the one that is known changes nothing. */
export async function notePresence(em: Em, login: string, at: Instant): Promise<void> {
  await rows(
    em,
    sql`insert into presence as p (login, seen_at) values (${login}, ${at}::timestamptz)
      on conflict (login) do update set seen_at = greatest(p.seen_at, excluded.seen_at)`,
  );
}
