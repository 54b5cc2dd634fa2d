// Owns the telling of people: a row for each of those addressed, and a live event. Refuses to know why.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Notify } from '../../domain/conversation/state.ts';
import type { TicketNotify } from '../../domain/ticket/state.ts';
import type { Em } from '../orm.ts';
import { given, rows, sql } from '../sql.ts';

export type About = { program: string; caseId: string; at: Instant };

/** What people are told with it, such as who took the case. */
export type Telling = Omit<Notify, 'kind'> & {
  kind: Notify['kind'] | TicketNotify['kind'];
  details?: Record<string, string | null>;
};

/** Tells everybody who holds one of the roles, or one person, except whoever acted. Twice at the same instant is once. */
export async function notifyPeople(em: Em, notify: Telling, { program, caseId, at }: About): Promise<void> {
  await rows(
    em,
    sql`with header as (select ${program} as program), told as (${notificationInsertion(caseId, at, [notify])})
      insert into live_events (kind, program, case_id, notification_id, at)
      select 'notification', program, ${caseId}::uuid, id, ${at}::timestamptz from header, told order by id`,
  );
}

/** The telling as a part of a statement whose `header` names the program. */
export function notificationInsertion(caseId: string, at: Instant, notifies: readonly Telling[]): RawBuilder<unknown> {
  const columns = sql`kind text, roles text[], login text, "except" text, details jsonb`;
  return sql`insert into notifications (login, at, kind, program, case_id, details)
    select people.login, ${at}::timestamptz, kind, program, ${caseId}::uuid, details
    from header, ${given(notifies, columns)}, people
    where active and not admin and people.login is distinct from "except" and (people.login = given.login or people.id in
      (select person_id from memberships where memberships.program = header.program and role = any(roles)))
    order by ordinality, people.login on conflict do nothing returning id`;
}
