// Owns the reading of the live log in the order of its transactions, with what a stream needs to decide who sees it.
import type { AccessFacts } from '../../domain/access/conversation-access.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';
import { type MessageRecord, messageColumns, messageRecordOf } from './messages.ts';

/** A place in the log: the transaction and the event within it. */
export type LiveCursor = { xid: string; id: string };

export type LiveNotification = {
  id: string;
  login: string;
  at: string;
  kind: string;
  program: string;
  conversationId: string;
  details: Record<string, unknown> | null;
  /** Set when the event says that it has been read, on whichever screen. */
  readAt: string | null;
};

export type LiveEventRecord = {
  cursor: LiveCursor;
  kind: 'conversation' | 'message' | 'notification' | 'service-package' | 'ticket';
  program: string;
  caseId: string;
  customerId: string | null;
  facts: AccessFacts | null;
  before: AccessFacts | null;
  message: MessageRecord | null;
  notification: LiveNotification | null;
};

export const START_OF_LOG: LiveCursor = { xid: '0', id: '0' };

/** The newest place such that every event up to it can be read. */
export async function liveCursorNow(em: Em): Promise<LiveCursor> {
  const found = await row<LiveCursor>(
    em,
    sql`select xid::text, id::text from live_events where xid < pg_snapshot_xmin(pg_current_snapshot())
      order by live_events.xid desc, live_events.id desc limit 1`,
  );
  return found ?? START_OF_LOG;
}

/** True when nothing after a place has been forgotten, so that a stream can go on from it. */
export async function isInLog(em: Em, cursor: LiveCursor): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from live_events where xid = ${cursor.xid}::xid8 and id = ${cursor.id}::bigint`,
  );
  return found !== null;
}

/**
 * Events after a place. `settled` is false when a transaction that is still open may add one before the latest: what is
 * behind it is held back until it ends, so that a stream that resumes has missed nothing.
 */
export async function readLiveEvents(
  em: Em,
  after: LiveCursor,
  limit: number,
): Promise<{ events: LiveEventRecord[]; settled: boolean }> {
  const found = await rows<Row>(
    em,
    sql`select e.xid::text as "eventXid", e.id::text as "eventId", e.kind, e.program, e.case_id as "caseId", e.before,
      e.xid < pg_snapshot_xmin(pg_current_snapshot()) as settled, c.customer_id as "customerId", c.stage, c.queue,
      c.visited_queues as "visitedQueues", c.addressed_roles as "addressedRoles", c.assignee,
      case when m.id is null then null else (select to_jsonb(r) from (select ${messageColumns}) as r) end as message,
      case when n.id is null then null else jsonb_build_object('id', n.id::text, 'login', n.login, 'at', n.at, 'kind', n.kind,
        'program', n.program, 'conversationId', n.case_id, 'details', n.details,
        'readAt', n.read_at) end as notification
      from live_events e left join conversations c on c.id = e.case_id
      left join messages m on m.conversation_id = e.case_id and m.seq = e.message_seq
      left join notifications n on n.id = e.notification_id
      where (e.xid, e.id) > (${after.xid}::xid8, ${after.id}::bigint) order by e.xid, e.id limit ${limit}`,
  );
  const settled = found.every((event) => event.settled);
  return { events: found.filter((event) => event.settled).map(eventOf), settled };
}

type Row = AccessFacts & {
  eventXid: string;
  eventId: string;
  kind: LiveEventRecord['kind'];
  program: string;
  caseId: string;
  before: AccessFacts | null;
  settled: boolean;
  customerId: string | null;
  message: MessageRecord | null;
  notification: LiveNotification | null;
};

function eventOf(found: Row): LiveEventRecord {
  const { stage, queue, visitedQueues, addressedRoles, assignee, notification } = found;
  return {
    cursor: { xid: found.eventXid, id: found.eventId },
    kind: found.kind,
    program: found.program,
    caseId: found.caseId,
    customerId: found.customerId,
    facts: found.customerId === null ? null : { stage, queue, visitedQueues, addressedRoles, assignee },
    before: found.before,
    message: found.message === null ? null : messageRecordOf(found.message),
    notification:
      notification === null
        ? null
        : { ...notification, at: instantOf(notification.at), readAt: instantOf(notification.readAt) },
  };
}
