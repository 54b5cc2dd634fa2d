import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import { Notification } from '../entities/log.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

export type NotificationRecord = {
  id: number;
  at: Instant;
  kind: string;
  program: string;
  process: string;
  caseId: string;
  /** The number of notifications about the case since the entry was created. */
  count: number;
  /** The contract number or INN of a request, the help desk's number of a ticket. */
  number: string | null;
  /** When the next step of a request, a ticket or a decision about money is due. */
  dueAt: Instant | null;
  details: Record<string, unknown> | null;
  readAt: Instant | null;
  customerName: string | null;
};

export type NotificationFilter = {
  login: string;
  unread: boolean;
  newestFirst: boolean;
  after: string | null;
  limit: number;
};

// The name is read, not stored: a person who no longer works in the program does not see it.
const customerName = sql`(select c.name from contacts c where exists (select from memberships m join people on people.id = m.person_id
    where people.login = n.login and m.program = n.program)
  and c.id = (select k.contact_id from cases k where k.id = n.case_id))`;

/**
 * For an entry `n`: the number of its case. A contract number may be a whole message; the sandbox has no ticket
 * numbers.
 */
export const caseNumber = sql`case n.process
  when 'conversation' then (select coalesce(c.inn, left(c.contract_number, 100)) from conversations c where c.id = n.case_id)
  when 'ticket' then (select t.helpdesk_ref from tickets t where t.id = n.case_id and t.helpdesk_ref not like 'sandbox%') end`;

/** For an entry `n`: the due time of its case. */
export const caseDueAt = sql`case n.process
  when 'conversation' then (select t.next_at from case_timetables t where t.case_id = n.case_id)
  when 'ticket' then (select t.due_at from tickets t where t.id = n.case_id and t.closed_at is null)
  else least((select min(p.due_at) from payments p where p.package_id = n.case_id and p.held_why is not null and p.decision is null),
    (select min(r.due_at) from refunds r where r.package_id = n.case_id
      and r.status in ('awaiting-approval', 'declined', 'to-hand-out', 'unknown', 'refused'))) end`;

/** In the order of notification. */
export async function listNotifications(em: Em, filter: NotificationFilter): Promise<NotificationRecord[]> {
  const { login, unread, newestFirst, after, limit } = filter;
  return rows<NotificationRecord>(
    em,
    sql`select id, at, kind, program, process, case_id as "caseId", count, ${caseNumber} as number, ${caseDueAt} as "dueAt",
        details, read_at as "readAt", ${customerName} as "customerName" from notifications n
      where login = ${login} and (read_at is null or not ${unread}::boolean)${beyond(after, newestFirst)}
      order by id ${newestFirst ? sql`desc` : sql``} limit ${limit}`,
  );
}

function beyond(after: string | null, newestFirst: boolean): RawBuilder<unknown> {
  return after === null ? sql`` : sql` and id ${newestFirst ? sql`<` : sql`>`} ${after}::bigint`;
}

export async function countUnreadNotifications(em: Em, login: string): Promise<number> {
  return em.count(Notification, { login, readAt: null });
}
