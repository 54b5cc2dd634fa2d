import type { RawBuilder } from 'kysely';
import type { Scope } from '../../domain/access/scopes.ts';
import type { AccessFacts } from '../../domain/access/conversation-access.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { CasePolicy } from '../../domain/conversation/policy.ts';
import type { GivenAnswer } from '../../domain/conversation/questions.ts';
import type { ReplyStep } from '../../domain/conversation/replies.ts';
import type { IntakeStep } from '../../domain/conversation/intake.ts';
import type { Stage } from '../../domain/conversation/state.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { given, row, rows, sql } from '../sql.ts';
import { readPolicy } from './policies.ts';
import { inOrder, keysOfKind, type Reach } from './case-list.ts';
import { conversationIds, type ConversationFilter } from './conversation-list.ts';

/** The previous or next conversation, with the facts that decide access to it. */
export type Linked = AccessFacts & { id: string };

/** A stored conversation with its timetable; instants in UTC. */
export type ConversationRecord = {
  id: string;
  /** The policy that the request keeps; `null` in the intake, which has none. */
  policy: CasePolicy | null;
  program: string;
  customerId: string;
  previous: Linked | null;
  successor: Linked | null;
  stage: Stage;
  intakeStep: IntakeStep | null;
  /** The number of the customer's messages in the intake; `abandoned`: it ended there without any. */
  intakeAnswers: number;
  /** Those that answered no question. */
  wrongAnswers: number;
  abandoned: boolean;
  version: number;
  category: string | null;
  queue: string | null;
  addressedRoles: string[];
  overdue: boolean;
  assignee: string | null;
  scopes: Scope[];
  /** The assignee's name and roles in the program; not read for lists. */
  assigneeName: string | null;
  assigneeRoles: string[];
  contractNumber: string | null;
  inn: string | null;
  /** `null` where only the two numbers are kept, as in earlier conversations; read by `answersOf`. */
  givenAnswers: GivenAnswer[] | null;
  openedAt: Instant;
  requestedAt: Instant | null;
  waitingSince: Instant | null;
  acceptedAt: Instant | null;
  closedAt: Instant | null;
  /**
   * The reply clock, see `domain/conversation/replies.ts`; `watchedUntil` is the latest time of its workflow's next
   * look.
   */
  awaitingReplySince: Instant | null;
  silentSince: Instant | null;
  replySteps: ReplyStep[];
  watchedUntil: Instant | null;
  disposition: string | null;
  dispositionText: string | null;
  rating: number | null;
  lastSeq: number;
  next: PlannedStep[];
  /** The customer's messages since the reader last read; answers to the intake's questions do not count. */
  unread: number;
  /** Another one after each change of the record's row. */
  stamp: string;
};

type Row = Omit<ConversationRecord, 'policy'> & { policyDigest: string | null };

const columns = sql`c.id, k.policy_digest as "policyDigest", c.program, c.customer_id as "customerId",
  (select ${linked('p')} from cases p where p.id = c.previous_id) as previous,
  (select ${linked('s')} from cases s join conversations sc on sc.id = s.id where sc.previous_id = c.id) as successor, k.stage, c.intake_step as "intakeStep",
  c.intake_answers as "intakeAnswers", c.wrong_answers as "wrongAnswers", c.abandoned,
  k.version, c.category, k.queue, coalesce(k.state -> 'addressedRoles', '[]'::jsonb) as "addressedRoles", k.overdue,
  k.assignee, k.scopes, c.contract_number as "contractNumber", c.inn, c.given_answers as "givenAnswers", c.opened_at as "openedAt",
  c.requested_at as "requestedAt", c.waiting_since as "waitingSince", c.accepted_at as "acceptedAt", c.closed_at as "closedAt",
  c.awaiting_reply_since as "awaitingReplySince", c.silent_since as "silentSince", c.reply_steps as "replySteps",
  c.watched_until as "watchedUntil", c.disposition,
  c.disposition_text as "dispositionText", c.rating, c.last_seq as "lastSeq", c.xmin::text as stamp,
  coalesce(t.steps, '[]'::jsonb) as next`;

function linked(alias: string): RawBuilder<unknown> {
  const of = sql.table(alias);
  return sql`jsonb_build_object('id', ${of}.id, 'assignee', ${of}.assignee, 'scopes', ${of}.scopes)`;
}

// The name of an app that is the assignee of `c`, as written by `appLogin`; null for a person.
const appName = sql`case when starts_with(k.assignee, 'app:' || c.program || ':') then substr(k.assignee, length(c.program) + 6) end`;

// Only the customer's view shows these, and customers have no lists.
const attendant = sql`coalesce((select name from people p where p.login = k.assignee), ${appName}) as "assigneeName",
  array(select m.role from memberships m join people p on p.id = m.person_id
    where p.login = k.assignee and m.program = c.program
    union select unnest(app.roles) from api_keys app
      where app.program = c.program and app.name = ${appName} and app.revoked_at is null and app.ended_at is null) as "assigneeRoles"`;
const noAttendant = sql`null as "assigneeName", '{}'::text[] as "assigneeRoles"`;

/** The number of customer messages in `c` after a message, by its number. */
function saidAfter(seq: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select count(*)::int from messages m where m.conversation_id = c.id and m.author = 'customer' and m.answers is null
    and m.seq > ${seq})`;
}

/** The number of customer messages in `c` since a person last read. */
export function unreadBy(login: string | RawBuilder<unknown> | null): RawBuilder<unknown> {
  return saidAfter(
    sql`coalesce((select r.seq from read_marks r where r.login = (${login})::text and r.conversation_id = c.id), 0)`,
  );
}

async function recordOf(em: Em, { policyDigest, ...found }: Row): Promise<ConversationRecord> {
  const policy = policyDigest === null ? null : await readPolicy<CasePolicy>(em, policyDigest);
  return { ...found, policy };
}

/** One conversation, whatever the reader may see; `login` decides whose unread messages are counted. */
export async function readConversation(em: Em, id: string, login: string | null): Promise<ConversationRecord | null> {
  const found = await row<Row>(
    em,
    sql`select ${columns}, ${attendant}, ${unreadBy(login)} as unread from conversations c join cases k on k.id = c.id left join case_timetables t on t.case_id = c.id
      where c.id = ${id}::uuid`,
  );
  return found === null ? null : recordOf(em, found);
}

/** A conversation that a request is about. `toWrite` leaves out what only a view shows. */
export type About = { id: string; toWrite: boolean };

/** Who asks, and the conversation that they ask about; `null` where there is none. */
export type Asked<Who> = { who: Who | null; conversation: ConversationRecord | null };

/**
 * Reads who asks as a JSON value, and the conversation with their unread messages, in one statement. `login` is an
 * expression over `who`; it is `null` for customers, who have no unread messages.
 */
export async function readAsked<Who>(
  em: Em,
  asked: { who: RawBuilder<unknown>; login: RawBuilder<unknown> | null; about: About | null },
): Promise<Asked<Who>> {
  const { who, login, about } = asked;
  if (about === null) {
    const found = await row<{ who: Who | null }>(em, sql`select (${who}) as who`);
    return { who: found?.who ?? null, conversation: null };
  }
  const shown = about.toWrite ? noAttendant : attendant;
  const unread = about.toWrite || login === null ? sql`0` : unreadBy(login);
  const found = await row<{ who: Who | null } & Row>(
    em,
    sql`select who, ${columns}, ${shown}, ${unread} as unread from (select (${who}) as who offset 0) as asking
      left join conversations c on c.id = ${about.id}::uuid left join cases k on k.id = c.id
      left join case_timetables t on t.case_id = c.id`,
  );
  if (found === null) return { who: null, conversation: null };
  const { who: acting, ...conversation } = found;
  // An id that no conversation has leaves all its columns empty.
  return {
    who: acting,
    conversation: (conversation.id as string | null) === null ? null : await recordOf(em, conversation),
  };
}

/** `unread` is for people who have not read anything yet; `unreadBy` has the counts of the others, by login. */
export type SharedConversation = ConversationRecord & { unreadBy: Readonly<Record<string, number>> };

/** Conversations for several readers at once, by id, for live updates. */
export async function readShared(em: Em, ids: readonly string[]): Promise<Map<string, SharedConversation>> {
  if (ids.length === 0) return new Map();
  const found = await rows<Row & Pick<SharedConversation, 'unreadBy'>>(
    em,
    sql`select ${columns}, ${attendant}, ${unreadBy(null)} as unread, coalesce((select
        jsonb_object_agg(r.login, ${saidAfter(sql`r.seq`)}) from read_marks r where r.conversation_id = c.id), '{}') as "unreadBy"
      from conversations c join cases k on k.id = c.id left join case_timetables t on t.case_id = c.id where c.id = any(${ids}::uuid[])`,
  );
  const records = await Promise.all(
    found.map(async (one) => ({ ...(await recordOf(em, one)), unreadBy: one.unreadBy })),
  );
  return new Map(records.map((one) => [one.id, one]));
}

/** The conversations in a staff member's reach, by opening time. */
export async function listConversations(em: Em, filter: ConversationFilter): Promise<ConversationRecord[]> {
  const listed = conversationIds(filter);
  if (listed === null) return [];
  const found = await rows<Row>(
    em,
    sql`${listed.found} select ${columns}, ${noAttendant}, ${unreadBy(filter.login)} as unread from (${listed.ids}) as listed
      join conversations c on c.id = listed.id join cases k on k.id = c.id left join case_timetables t on t.case_id = c.id
      order by ${inOrder(filter)} limit ${filter.limit}`,
  );
  return Promise.all(found.map((one) => recordOf(em, one)));
}

/** Counts of requests that need the person, on all pages. */
export type ConversationCounts = {
  /** Requests that wait for one of their roles. */
  waiting: number;
  /** The overdue ones among those. */
  overdue: number;
  /** Their own open requests. */
  mine: number;
  /** Unread customer messages in those. */
  unread: number;
  /** Their own requests with unread messages, or with a customer who waits for a reply. */
  attention: number;
};

/** Counts everything in a person's reach. */
export async function countConversations(
  em: Em,
  { login, reach }: { login: string; reach: readonly Reach[] },
): Promise<ConversationCounts> {
  const addressed = reach.flatMap((one) => keysOfKind(one, 'addressed').map((key) => ({ program: one.program, key })));
  const found = await row<ConversationCounts>(
    em,
    sql`select * from (select count(*)::int as waiting, (count(*) filter (where overdue))::int as overdue from (
        select distinct k.id, k.overdue from ${given(addressed, sql`program text, key text`)}
        join case_scopes s on s.program = given.program and s.process = 'conversation' and s.key = given.key and s.stage = 'waiting'
        join cases k on k.id = s.case_id) as waiting) as addressed,
      (select count(*)::int as mine, coalesce(sum(unread), 0)::int as unread,
          (count(*) filter (where unread > 0 or awaits))::int as attention
        from (select ${unreadBy(login)} as unread, c.awaiting_reply_since is not null as awaits
          from cases k join conversations c on c.id = k.id
          where k.assignee = ${login} and k.process = 'conversation' and k.stage = 'assigned'
            and k.program = any(${reach.map(({ program }) => program)}::text[])) as held) as own`,
  );
  return found ?? { waiting: 0, overdue: 0, mine: 0, unread: 0, attention: 0 };
}
