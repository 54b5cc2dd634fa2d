import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import { Notification } from '../entities/log.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import { caseDueAt, caseNumber } from './case-notices.ts';

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
