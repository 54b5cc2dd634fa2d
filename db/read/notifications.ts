// Owns the reading of what somebody has been told, with what is known now of the case. Refuses to read for anybody else.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';

/** A process of which people are told. */
export type CaseProcess = 'conversation' | 'ticket' | 'service-package';

export type NotificationRecord = {
  id: string;
  at: Instant;
  kind: string;
  program: string;
  process: CaseProcess;
  caseId: string;
  /** How often they were told of the case since it was last theirs to look at. */
  count: number;
  /** Contract number or INN of a request, the help desk's number of a ticket. */
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

// Read, not kept: whoever no longer works in the program is not told the name.
const customerName = sql`(select c.name from contacts c where exists (select from memberships m join people on people.id = m.person_id
    where people.login = n.login and m.program = n.program)
  and c.id = coalesce((select t.contact_id from tickets t where n.process = 'ticket' and t.id = n.case_id),
    (select p.contact_id from service_packages p where n.process = 'service-package' and p.id = n.case_id)))`;

/** Of an entry `n`: the number by which its case is known. A contract number may be a whole message; a sandbox gives none. */
export const caseNumber = sql`case n.process
  when 'conversation' then (select coalesce(c.inn, left(c.contract_number, 100)) from conversations c where c.id = n.case_id)
  when 'ticket' then (select t.helpdesk_ref from tickets t where t.id = n.case_id and t.helpdesk_ref not like 'sandbox%') end`;

/** Of an entry `n`: when its case falls due. */
export const caseDueAt = sql`case n.process
  when 'conversation' then (select t.next_at from case_timetables t where t.case_id = n.case_id)
  when 'ticket' then (select t.due_at from tickets t where t.id = n.case_id and t.status <> 'closed')
  else least((select min(p.due_at) from payments p where p.package_id = n.case_id and p.held_why is not null and p.decision is null),
    (select min(r.due_at) from refunds r where r.package_id = n.case_id
      and r.status in ('awaiting-approval', 'declined', 'to-hand-out', 'unknown', 'refused'))) end`;

/** In the order in which they were told. */
export async function listNotifications(em: Em, filter: NotificationFilter): Promise<NotificationRecord[]> {
  const { login, unread, newestFirst, after, limit } = filter;
  const found = await rows<NotificationRecord>(
    em,
    sql`select id, at, kind, program, process, case_id as "caseId", count, ${caseNumber} as number, ${caseDueAt} as "dueAt",
        details, read_at as "readAt", ${customerName} as "customerName" from notifications n
      where login = ${login} and (read_at is null or not ${unread}::boolean)${beyond(after, newestFirst)}
      order by id ${newestFirst ? sql`desc` : sql``} limit ${limit}`,
  );
  return found.map((one) => ({
    ...one,
    at: instantOf(one.at),
    readAt: instantOf(one.readAt),
    dueAt: instantOf(one.dueAt),
  }));
}

function beyond(after: string | null, newestFirst: boolean): RawBuilder<unknown> {
  return after === null ? sql`` : sql` and id ${newestFirst ? sql`<` : sql`>`} ${after}::bigint`;
}

export async function countUnreadNotifications(em: Em, login: string): Promise<number> {
  const found = await row<{ unread: number }>(
    em,
    sql`select count(*)::int as unread from notifications where login = ${login} and read_at is null`,
  );
  return found?.unread ?? 0;
}
