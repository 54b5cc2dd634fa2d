// Owns the telling of people: a row for each of those addressed, and a live event. Refuses to know why.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Notify } from '../../domain/conversation/state.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';

export type About = { program: string; caseId: string; at: Instant; details?: Record<string, string | null> };

/** Tells everybody who holds one of the roles, or one person, except whoever acted. Twice at the same instant is once. */
export async function notifyPeople(em: Em, notify: Notify, about: About): Promise<void> {
  const details = about.details === undefined ? null : json(about.details);
  await rows(
    em,
    sql`with told as (
      insert into notifications (login, at, kind, program, case_id, details)
      select distinct login, ${about.at}::timestamptz, ${notify.kind}, ${about.program}, ${about.caseId}::uuid, ${details}::jsonb
      from people left join memberships on person_id = people.id and program = ${about.program}
      where active and not admin and login is distinct from ${notify.except ?? null}::text
        and (role = any(${notify.roles}::text[]) or login = ${notify.login ?? null}::text)
      on conflict do nothing returning id
    ) insert into live_events (kind, program, case_id, notification_id, at)
      select 'notification', ${about.program}, ${about.caseId}::uuid, id, ${about.at}::timestamptz from told`,
  );
}
