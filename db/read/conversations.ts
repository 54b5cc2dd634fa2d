// Owns the reading of conversations, one and many, the many only as far as somebody's scope reaches.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { IntakeStep } from '../../domain/conversation/intake.ts';
import type { Stage } from '../../domain/conversation/state.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';
import { type ConversationFilter, listedIds } from './conversation-scope.ts';

/** A conversation as it is stored, with its timetable; instants in UTC. */
export type ConversationRecord = {
  id: string;
  program: string;
  customerId: string;
  previousId: string | null;
  successorId: string | null;
  stage: Stage;
  intakeStep: IntakeStep | null;
  version: number;
  category: string | null;
  queue: string | null;
  visitedQueues: string[];
  addressedRoles: string[];
  overdue: boolean;
  assignee: string | null;
  contractNumber: string | null;
  inn: string | null;
  openedAt: Instant;
  requestedAt: Instant | null;
  waitingSince: Instant | null;
  acceptedAt: Instant | null;
  closedAt: Instant | null;
  disposition: string | null;
  dispositionText: string | null;
  rating: number | null;
  lastSeq: number;
  next: PlannedStep[];
  /** Customer messages that the reader has not marked as read. */
  unread: number;
};

const columns = sql`c.id, c.program, c.customer_id as "customerId", c.previous_id as "previousId",
  (select s.id from conversations s where s.previous_id = c.id) as "successorId", c.stage, c.intake_step as "intakeStep",
  c.version, c.category, c.queue, c.visited_queues as "visitedQueues", c.addressed_roles as "addressedRoles", c.overdue,
  c.assignee, c.contract_number as "contractNumber", c.inn, c.opened_at as "openedAt", c.requested_at as "requestedAt",
  c.waiting_since as "waitingSince", c.accepted_at as "acceptedAt", c.closed_at as "closedAt", c.disposition,
  c.disposition_text as "dispositionText", c.rating, c.last_seq as "lastSeq", coalesce(t.steps, '[]'::jsonb) as next`;

function unreadBy(login: string | null): RawBuilder<unknown> {
  return sql`(select count(*)::int from messages m where m.conversation_id = c.id and m.author = 'customer' and m.seq >
    coalesce((select r.seq from read_marks r where r.login = ${login}::text and r.conversation_id = c.id), 0)) as unread`;
}

const INSTANTS = ['openedAt', 'requestedAt', 'waitingSince', 'acceptedAt', 'closedAt'] as const;

function recordOf(found: ConversationRecord): ConversationRecord {
  const instants = Object.fromEntries(INSTANTS.map((name) => [name, instantOf(found[name])]));
  return { ...found, ...instants };
}

/** One conversation whatever the reader may see; `login` is whose unread messages are counted. */
export async function readConversation(em: Em, id: string, login: string | null): Promise<ConversationRecord | null> {
  const found = await row<ConversationRecord>(
    em,
    sql`select ${columns}, ${unreadBy(login)} from conversations c left join case_timetables t on t.case_id = c.id
      where c.id = ${id}::uuid`,
  );
  return found === null ? null : recordOf(found);
}

/** The requests that somebody has accepted and not closed. */
export async function listHeldBy(em: Em, login: string): Promise<{ id: string; program: string }[]> {
  return rows(
    em,
    sql`select id, program from conversations where assignee = ${login} and stage = 'assigned' order by id`,
  );
}

/** The conversations in a staff member's scope, oldest first. */
export async function listConversations(em: Em, filter: ConversationFilter): Promise<ConversationRecord[]> {
  const listed = listedIds(filter);
  if (listed === null) return [];
  const found = await rows<ConversationRecord>(
    em,
    sql`${listed.found} select ${columns}, ${unreadBy(filter.login)} from (${listed.ids}) as listed
      join conversations c on c.id = listed.id left join case_timetables t on t.case_id = c.id
      order by c.opened_at, c.id limit ${filter.limit}`,
  );
  return found.map(recordOf);
}
