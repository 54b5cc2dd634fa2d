// Owns the reading of the live log in the order of its numbers, with what a stream needs to decide who sees it.
import type { AccessFacts } from '../../domain/access/conversation-access.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';
import { readShared, type SharedConversation } from './conversations.ts';
import { type MessageRecord, messageColumns, messageRecordOf } from './messages.ts';
import { caseDueAt, caseNumber, type CaseProcess } from './notifications.ts';

/** A place in the log: the event's number, and its transaction, which tells the place from one in another log. */
export type LiveCursor = { id: string; xid: string };

export type LiveNotification = {
  id: string;
  login: string;
  at: string;
  kind: string;
  program: string;
  process: CaseProcess;
  caseId: string;
  count: number;
  number: string | null;
  dueAt: string | null;
  details: Record<string, unknown> | null;
  /** Set when the event says that it has been read, on whichever screen. */
  readAt: string | null;
};

/** What is told to several at once and kept for nobody: who took a case, or whose entries are gone. */
export type ToldLive = {
  process: CaseProcess;
  /** By name, or by role. */
  logins?: readonly string[];
  roles?: readonly string[];
  login?: string;
  except?: string;
  details?: Record<string, unknown>;
};

export type LiveEventRecord = {
  cursor: LiveCursor;
  kind: 'conversation' | 'message' | 'notification' | 'withdrawn' | 'taken' | 'service-package' | 'ticket';
  program: string;
  caseId: string;
  customerId: string | null;
  facts: AccessFacts | null;
  /** Of an event about a conversation: what its readers are shown of it. */
  conversation: SharedConversation | null;
  before: AccessFacts | null;
  message: MessageRecord | null;
  notification: LiveNotification | null;
  told: ToldLive | null;
};

export const START_OF_LOG: LiveCursor = { id: '0', xid: '0' };

/** The newest place. Not yet one to begin from: an event before it may still be on its way, see `openWriters`. */
export async function newestPlace(em: Em): Promise<LiveCursor> {
  const found = await row<LiveCursor>(
    em,
    sql`select id::text, xid::text from live_events order by live_events.id desc limit 1`,
  );
  return found ?? START_OF_LOG;
}

/**
 * The transactions that have written to the log and are still open, whoever they are. An insertion locks the table before
 * its events get their numbers, and a commit can be seen before it lets go of the lock: so a number that was missing from
 * a read before this one belongs to one of these, or will never come.
 */
export async function openWriters(em: Em): Promise<{ transaction: string; pid: number | null }[]> {
  return rows(
    em,
    sql`select virtualtransaction as transaction, pid from pg_locks where locktype = 'relation' and granted
      and database = (select oid from pg_database where datname = current_database())
      and relation = 'live_events'::regclass and mode = 'RowExclusiveLock'`,
  );
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
 * Events after a place, up to the first number that is missing: its transaction may still be open, and what is behind it
 * is held back, so that a stream that resumes has missed nothing. Numbers up to `settledUpTo` are known not to come.
 * `newest` is the last event that was seen, held back or not.
 */
export async function readLiveEvents(
  em: Em,
  { after, settledUpTo = after.id }: { after: LiveCursor; settledUpTo?: string },
  limit: number,
): Promise<{ events: LiveEventRecord[]; settled: boolean; newest: string }> {
  const found = await rows<Row>(
    em,
    sql`select e.xid::text as "eventXid", e.id::text as "eventId", e.kind, e.program, e.case_id as "caseId", e.before, e.told,
      c.customer_id as "customerId", c.stage, c.queue,
      c.visited_queues as "visitedQueues", c.addressed_roles as "addressedRoles", c.assignee, c.continued_by as "continuedBy",
      case when m.id is null then null else (select to_jsonb(r) from (select ${messageColumns}) as r) end as message,
      case when n.id is null then null else jsonb_build_object('id', n.id::text, 'login', n.login, 'at', n.at, 'kind', n.kind,
        'program', n.program, 'process', n.process, 'caseId', n.case_id,
        'count', n.count, 'number', ${caseNumber}, 'dueAt', ${caseDueAt}, 'details', n.details,
        'readAt', n.read_at) end as notification
      from live_events e left join conversations c on c.id = e.case_id
      left join messages m on m.conversation_id = e.case_id and m.seq = e.message_seq
      left join notifications n on n.id = e.notification_id
      where e.id > ${after.id}::bigint order by e.id limit ${limit}`,
  );
  const missing = found.findIndex(({ eventId }, at) => {
    const isNext = BigInt(eventId) === BigInt(found[at - 1]?.eventId ?? after.id) + 1n;
    return !isNext && BigInt(eventId) > BigInt(settledUpTo);
  });
  const settled = missing === -1;
  const reached = settled ? found : found.slice(0, missing);
  const told = new Set(reached.filter(({ kind }) => kind === 'conversation').map(({ caseId }) => caseId));
  const conversations = await readShared(em, [...told]);
  const events = reached.map((one) => eventOf(one, conversations));
  return { events, settled, newest: found.at(-1)?.eventId ?? after.id };
}

type Row = AccessFacts & {
  eventXid: string;
  eventId: string;
  kind: LiveEventRecord['kind'];
  program: string;
  caseId: string;
  before: AccessFacts | null;
  customerId: string | null;
  message: MessageRecord | null;
  notification: LiveNotification | null;
  told: ToldLive | null;
};

function eventOf(found: Row, conversations: ReadonlyMap<string, SharedConversation>): LiveEventRecord {
  const { notification } = found;
  const conversation = found.kind === 'conversation' ? (conversations.get(found.caseId) ?? null) : null;
  // Who may see it is decided by what is sent: it may have moved on since the log was read.
  const { stage, queue, visitedQueues, addressedRoles, assignee, continuedBy = null } = conversation ?? found;
  return {
    cursor: { id: found.eventId, xid: found.eventXid },
    kind: found.kind,
    program: found.program,
    caseId: found.caseId,
    customerId: found.customerId,
    facts: found.customerId === null ? null : { stage, queue, visitedQueues, addressedRoles, assignee, continuedBy },
    conversation,
    before: found.before,
    message: found.message === null ? null : messageRecordOf(found.message),
    notification:
      notification === null
        ? null
        : {
            ...notification,
            at: instantOf(notification.at),
            readAt: instantOf(notification.readAt),
            dueAt: instantOf(notification.dueAt),
          },
    told: found.told,
  };
}
