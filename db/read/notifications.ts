// Owns the reading of what somebody has been told. Refuses to read for anybody else.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';

export type NotificationRecord = {
  id: string;
  at: Instant;
  kind: string;
  program: string;
  conversationId: string;
  details: Record<string, unknown> | null;
  readAt: Instant | null;
};

export type NotificationFilter = { login: string; unread: boolean; after: string; limit: number };

/** Oldest first. */
export async function listNotifications(em: Em, filter: NotificationFilter): Promise<NotificationRecord[]> {
  const found = await rows<NotificationRecord>(
    em,
    sql`select id, at, kind, program, case_id as "conversationId", details, read_at as "readAt" from notifications
      where login = ${filter.login} and id > ${filter.after}::bigint and (read_at is null or not ${filter.unread}::boolean)
      order by id limit ${filter.limit}`,
  );
  return found.map((one) => ({ ...one, at: instantOf(one.at), readAt: instantOf(one.readAt) }));
}

export async function countUnreadNotifications(em: Em, login: string): Promise<number> {
  const found = await row<{ unread: number }>(
    em,
    sql`select count(*)::int as unread from notifications where login = ${login} and read_at is null`,
  );
  return found?.unread ?? 0;
}
