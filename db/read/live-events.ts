// Events are read in the order of their numbers, with the data that decides who may see them.
import type { AccessFacts } from '../../domain/access/conversation-access.ts';
import type { Scope } from '../../domain/access/scopes.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';
import { caseDueAt, caseNumber } from './case-notices.ts';
import { readShared, type SharedConversation } from './conversations.ts';
import { type MessageRecord, messageColumns } from './messages.ts';

/** A place in the log: the event's number, and its transaction, which tells it from a place in another log. */
export type LiveCursor = { id: string; xid: string };

export type LiveNotification = {
  id: string;
  login: string;
  at: string;
  kind: string;
  program: string;
  process: string;
  caseId: string;
  count: number;
  number: string | null;
  dueAt: string | null;
  details: Record<string, unknown> | null;
  /** Set when the event says that it was read, on any screen. */
  readAt: string | null;
};

/** A message that is not stored: who took a case, whose entries are withdrawn, or how far a replay is. */
export type ToldLive = {
  process?: string;
  /** By name, or by role. */
  logins?: readonly string[];
  roles?: readonly string[];
  login?: string;
  except?: string;
  details?: Record<string, unknown>;
};

export type LiveEventRecord = {
  cursor: LiveCursor;
  /** `message`, `notification`, `withdrawn`, `taken`, `replay`, or the process of a case that has changed. */
  kind: string;
  program: string;
  caseId: string;
  customerId: string | null;
  /** Of the event's case. */
  scopes: readonly Scope[];
  facts: AccessFacts | null;
  /** For an event about a conversation: the data that its readers see. */
  conversation: SharedConversation | null;
  /** The scopes that a conversation had before its move, or a case before its removal. */
  before: readonly Scope[] | null;
  message: MessageRecord | null;
  notification: LiveNotification | null;
  told: ToldLive | null;
};

// Excludes nothing. The planner expects few rows between two bounds, so even a plan for an empty log uses the index.
const BEYOND_ALL = sql`9223372036854775807`;

export const START_OF_LOG: LiveCursor = { id: '0', xid: '0' };

/**
 * The newest place. A stream must not begin there yet: an earlier event may still be uncommitted, see `openWriters`.
 */
export async function newestPlace(em: Em): Promise<LiveCursor> {
  const found = await row<LiveCursor>(
    em,
    sql`select id::text, xid::text from live_events order by live_events.id desc limit 1`,
  );
  return found ?? START_OF_LOG;
}

/**
 * The open transactions that have written to the log. An insertion locks the table before its events get their numbers,
 * and a commit becomes visible before the lock is released. So a number that was missing in an earlier read belongs to
 * one of these, or will never come.
 */
export async function openWriters(em: Em): Promise<{ transaction: string; pid: number | null }[]> {
  return rows(
    em,
    sql`select virtualtransaction as transaction, pid from pg_locks where locktype = 'relation' and granted
      and database = (select oid from pg_database where datname = current_database())
      and relation = 'live_events'::regclass and mode = 'RowExclusiveLock'`,
  );
}

/** True when nothing after a place was purged, so a stream can continue from it. */
export async function isInLog(em: Em, cursor: LiveCursor): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from live_events where xid = ${cursor.xid}::xid8 and id = ${cursor.id}::bigint`,
  );
  return found !== null;
}

/**
 * Events after a place, up to the first missing number. Its transaction may still be open, so later events are held
 * back: a stream that resumes then has missed nothing. Missing numbers up to `settledUpTo` will never come. `newest` is
 * the last event found, held back or not.
 */
export async function readLiveEvents(
  em: Em,
  { after, settledUpTo = after.id }: { after: LiveCursor; settledUpTo?: string },
  limit: number,
): Promise<{ events: LiveEventRecord[]; settled: boolean; newest: string }> {
  const found = await rows<Row>(
    em,
    sql`select e.xid::text as "eventXid", e.id::text as "eventId", e.kind, e.program, e.case_id as "caseId", e.before, e.told,
        e.notification_id::text as "notificationId",
        (select c.customer_id from conversations c where c.id = e.case_id) as "customerId",
        coalesce((select k.scopes from cases k where k.id = e.case_id), '{}') as scopes,
        (select k.assignee from cases k where k.id = e.case_id) as assignee,
        case when e.message_seq is not null then (select to_jsonb(r) from (select ${messageColumns} from messages m
          where m.conversation_id = e.case_id and m.seq = e.message_seq) as r) end as message
      from (select * from live_events where id > (select ${after.id}::bigint) and id <= ${BEYOND_ALL}
        order by id limit ${sql.lit(limit)}) as e order by e.id`,
  );
  const missing = found.findIndex(({ eventId }, at) => {
    const isNext = BigInt(eventId) === BigInt(found[at - 1]?.eventId ?? after.id) + 1n;
    return !isNext && BigInt(eventId) > BigInt(settledUpTo);
  });
  const settled = missing === -1;
  const reached = settled ? found : found.slice(0, missing);
  const conversations = await readShared(em, [...new Set(reached.filter(isShared).map(({ caseId }) => caseId))]);
  const notifications = await readTold(em, reached);
  const events = reached.map((one) => eventOf(one, conversations, notifications));
  return { events, settled, newest: found.at(-1)?.eventId ?? after.id };
}

type Row = AccessFacts & {
  eventXid: string;
  eventId: string;
  kind: LiveEventRecord['kind'];
  program: string;
  caseId: string;
  before: readonly Scope[] | null;
  customerId: string | null;
  message: MessageRecord | null;
  notificationId: string | null;
  told: ToldLive | null;
};

/** True for a change of a case whose customer reads along: other events have more than the case's id. */
function isShared({ customerId, message, notificationId, told }: Row): boolean {
  return customerId !== null && message === null && notificationId === null && told === null;
}

/** The notifications that some events name, by id. Most pages of the log name none. */
async function readTold(em: Em, events: readonly Row[]): Promise<Map<string, LiveNotification>> {
  const ids = events.flatMap(({ notificationId }) => notificationId ?? []);
  if (ids.length === 0) return new Map();
  const found = await rows<LiveNotification>(
    em,
    sql`select n.id::text, n.login, n.at, n.kind, n.program, n.process, n.case_id as "caseId", n.count, ${caseNumber} as number,
        ${caseDueAt} as "dueAt", n.details, n.read_at as "readAt"
      from notifications n where n.id = any(${ids}::bigint[])`,
  );
  return new Map(found.map((one) => [one.id, one]));
}

function eventOf(
  found: Row,
  conversations: ReadonlyMap<string, SharedConversation>,
  notifications: ReadonlyMap<string, LiveNotification>,
): LiveEventRecord {
  const conversation = isShared(found) ? (conversations.get(found.caseId) ?? null) : null;
  // The data that is sent decides who may see it: the case may have moved since the log was read.
  const { scopes, assignee } = conversation ?? found;
  return {
    cursor: { id: found.eventId, xid: found.eventXid },
    kind: found.kind,
    program: found.program,
    caseId: found.caseId,
    customerId: found.customerId,
    scopes,
    facts: found.customerId === null ? null : { scopes, assignee },
    conversation,
    before: found.before,
    message: found.message === null ? null : { ...found.message, at: instantOf(found.message.at) },
    notification: found.notificationId === null ? null : (notifications.get(found.notificationId) ?? null),
    told: found.told,
  };
}
