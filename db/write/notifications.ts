// A person has one notification per case.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Notify } from '../../domain/conversation/state.ts';
import type { TicketNotify } from '../../domain/ticket/state.ts';
import type { Em } from '../orm.ts';
import { given, json, rows, sql } from '../sql.ts';
import { LIVE_CHANNEL } from './live-events.ts';

export type About = { program: string; process: string; caseId: string; at: Instant };

/** The notification, with details such as who took the case. */
export type Telling = Omit<Notify, 'kind'> & {
  kind: Notify['kind'] | TicketNotify['kind'];
  details?: Record<string, string | number | null>;
};

/**
 * Tells all people who hold one of the roles, or one person, except the one who acted. Only people who work in the
 * program are told. An earlier entry of the same person and case is replaced, and is unread again.
 */
export async function notifyPeople(em: Em, notify: Telling, about: About): Promise<void> {
  const { program, caseId, at } = about;
  await rows(
    em,
    sql`with header as (select ${program} as program), told as (${notificationInsertion(about, [notify])}), logged as (
      insert into live_events (kind, program, case_id, notification_id, at)
      select 'notification', program, ${caseId}::uuid, id, ${at}::timestamptz from header, told order by id returning 1
    ) select pg_notify(${LIVE_CHANNEL}, '') from (select count(*) from logged) as counted`,
  );
}

/**
 * Adds notifications, as a part of a statement whose `header` names the program. `after` is a part of the same
 * statement that withdraws entries; it is carried out first.
 */
export function notificationInsertion(
  { process, caseId, at }: Omit<About, 'program'>,
  notifies: readonly Telling[],
  after: RawBuilder<unknown> = sql`(select 1)`,
): RawBuilder<unknown> {
  const columns = sql`kind text, roles text[], login text, "except" text, details jsonb`;
  // A person may be told twice at once, as one of many and by name: the later one counts.
  return sql`insert into notifications as n (login, at, kind, program, process, case_id, roles, details)
    select login, ${at}::timestamptz, kind, program, ${process}, ${caseId}::uuid, by, details from (
      select distinct on (people.login) people.login, kind, header.program, details,
        case when people.login is distinct from given.login then array(select m.role from memberships m
          where m.person_id = people.id and m.program = header.program and m.role = any(roles)) end as by
      from header, ${given(notifies, columns)}, people, ${after} as first
      where active and not admin and people.login is distinct from "except" and exists (select from memberships m
        where m.person_id = people.id and m.program = header.program and (m.role = any(roles) or people.login = given.login))
      order by people.login, ordinality desc) as addressed
    on conflict (login, case_id) do update set id = default, at = excluded.at, kind = excluded.kind, roles = excluded.roles,
      details = excluded.details, read_at = null, count = n.count + 1
      where (n.at, n.kind) is distinct from (excluded.at, excluded.kind)
    returning id, login`;
}

/** Messages only for open streams, which are not stored, as rows for the live log. */
export function toldLive(process: string, live: readonly Telling[]): RawBuilder<unknown> {
  const told = live.map((one) => ({ told: { process, ...one } }));
  return sql`(select told from jsonb_to_recordset(${json(told)}) as live (told jsonb))`;
}
