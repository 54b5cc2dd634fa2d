import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import { LIVE_CHANNEL } from './live-events.ts';

/** `null` leaves a bound out. */
export type ReadRange = { id: string | null; upTo: string | null; caseId: string | null };

/** Marks a person's notifications as read; an earlier `readAt` stays. Their other screens get the latest one again. */
export async function markNotificationsRead(em: Em, login: string, range: ReadRange, at: Instant): Promise<void> {
  const { id, upTo, caseId } = range;
  await rows(
    em,
    sql`with marked as (
      update notifications set read_at = ${at}::timestamptz
      where login = ${login} and read_at is null and id = coalesce(${id}::bigint, id) and id <= coalesce(${upTo}::bigint, id)
        and case_id = coalesce(${caseId}::uuid, case_id)
      returning id, program, case_id
    ), logged as (
      insert into live_events (kind, program, case_id, notification_id, at)
      select 'notification', program, case_id, id, ${at}::timestamptz from marked order by id desc limit 1 returning 1
    ) select pg_notify(${LIVE_CHANNEL}, '') from logged`,
  );
}
