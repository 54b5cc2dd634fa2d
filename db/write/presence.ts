import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { PRESENT_WITHIN } from '../read/team.ts';
import { rows, sql } from '../sql.ts';

/**
 * Notes that a person was at work, for the distribution of work; an older instant changes nothing. Returns true for a
 * person who was not at work before.
 */
export async function notePresence(em: Em, login: string, at: Instant): Promise<boolean> {
  const [noted] = await rows<{ arrived: boolean }>(
    em,
    sql`insert into presence as p (login, seen_at) values (${login}, ${at}::timestamptz)
      on conflict (login) do update set seen_at = greatest(p.seen_at, excluded.seen_at)
      returning coalesce(old.seen_at <= ${at}::timestamptz - ${PRESENT_WITHIN}::interval, true) as arrived`,
  );
  return noted?.arrived === true;
}
