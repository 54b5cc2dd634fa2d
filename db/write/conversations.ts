import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { IntakeStep } from '../../domain/conversation/intake.ts';
import type { KeptAnswers } from '../../domain/conversation/questions.ts';
import type { PlannedStep, TimelineEntry } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { json, parts, row, rows, sql } from '../sql.ts';
import { caseInsertion, IN_INTAKE, movedColumns, scopeParts } from './cases.ts';
import { LIVE_CHANNEL } from './live-events.ts';
import type { Beside } from './messages.ts';
import { timelineInsertion, timetableReplacement } from './timeline.ts';

export type NewConversation = {
  id: string;
  program: string;
  customerId: string;
  previousId: string | null;
  intakeStep: IntakeStep;
  /** What the customer has already answered; nothing by default. */
  given?: KeptAnswers;
  /** The number of the customer's messages at its beginning; none by default. */
  answers?: number;
  /** The steps ahead; none by default. */
  next?: readonly PlannedStep[];
};

// The process name in the timetables of intakes; a request's timetable has its own process.
const INTAKE = 'intake';

const NOTHING: KeptAnswers = { givenAnswers: null, contractNumber: null, inn: null };

export async function insertCustomer(
  em: Em,
  customer: { id: string; program: string; tokenHash: string },
  at: Instant,
): Promise<void> {
  await rows(
    em,
    sql`insert into customers (id, program, token_hash, created_at)
      values (${customer.id}::uuid, ${customer.program}, ${customer.tokenHash}, ${at}::timestamptz)`,
  );
}

export async function insertConversation(em: Em, conversation: NewConversation, at: Instant): Promise<void> {
  const { id, given = NOTHING, answers = 0, next = [] } = conversation;
  const { contractNumber, inn, givenAnswers } = given;
  const planned = next.length === 0 ? null : timetableReplacement(id, INTAKE, next);
  const { program } = conversation;
  const intake = { id, process: 'conversation', program, policyDigest: null, contactId: null, openedAt: at };
  await rows(
    em,
    sql`with moved as (${caseInsertion(intake, IN_INTAKE)}), header as (insert into conversations
        (id, program, customer_id, previous_id, intake_step, intake_answers, contract_number, inn, given_answers, opened_at)
      values (${id}::uuid, ${conversation.program}, ${conversation.customerId}::uuid, ${conversation.previousId}::uuid,
        ${conversation.intakeStep}, ${answers}, ${contractNumber}, ${inn}, ${givenAnswers && json(givenAnswers)},
        ${at}::timestamptz)
      returning program)${parts({ planned })} select 1`,
  );
}

/**
 * The effect of a customer's message on an intake; `given` are all its answers, and `next` the steps ahead, if they have
 * changed.
 */
export type IntakeChange = {
  step: IntakeStep;
  answers: number;
  wrongAnswers: number;
  given: KeptAnswers | null;
  next: readonly PlannedStep[] | null;
};

/** An intake that goes on, written with its messages. */
export function intakeBeside(id: string, change: IntakeChange, entries: readonly TimelineEntry[]): Beside {
  const { step, answers, wrongAnswers, given, next } = change;
  return {
    columns: sql`intake_step = ${step}, intake_answers = ${answers}, wrong_answers = ${wrongAnswers}${given === null ? sql`` : sql`, ${answerColumns(given)}`}`,
    parts: {
      planned: next && timetableReplacement(id, INTAKE, next),
      passed: entries.length === 0 ? null : timelineInsertion(id, entries),
    },
  };
}

/** Removes an intake's steps, because its program no longer has such a rule. */
export async function forgetIntakeTimes(em: Em, id: string): Promise<void> {
  await rows(em, sql`delete from case_timetables where case_id = ${id}::uuid and process = ${INTAKE}`);
}

/** Ends an intake without a request; it is kept like any closed conversation (CDEK-23). Must hold the case's lock. */
export async function writeAbandonment(
  em: Em,
  id: string,
  { entry, listed }: { entry: TimelineEntry; listed: readonly string[] },
): Promise<void> {
  const { at } = entry;
  await rows(
    em,
    sql`with moved as (update cases set stage = 'closed', open = false, scopes = ${listed}::text[]
        where id = ${id}::uuid and stage = 'intake' returning ${movedColumns})${parts(scopeParts(listed))},
      header as (update conversations set intake_step = null, abandoned = true, closed_at = ${at}::timestamptz
        from moved where conversations.id = moved.id returning moved.program),
      passed as (${timelineInsertion(id, [entry])}), planned as (${timetableReplacement(id, INTAKE, [])}),
      logged as (insert into live_events (kind, program, case_id, at)
        select 'conversation', program, ${id}::uuid, ${at}::timestamptz from header)
      select pg_notify(${LIVE_CHANNEL}, '') from header`,
  );
}

/** The answers, and the two numbers of lists and reports that they hold. */
function answerColumns({ contractNumber, inn, givenAnswers }: KeptAnswers): RawBuilder<unknown> {
  return sql`contract_number = ${contractNumber}::text, inn = ${inn}::text, given_answers = ${givenAnswers && json(givenAnswers)}`;
}

/** CDEK-05: replaces the answers. They are not part of the stage, so no workflow needs them (decision 0012). */
export async function writeAnswers(em: Em, id: string, given: KeptAnswers): Promise<void> {
  await rows(em, sql`update conversations set ${answerColumns(given)} where id = ${id}::uuid`);
}

/** CDEK-17: the first score stays. Returns whether this was it. */
export async function writeRating(em: Em, id: string, score: number, at: Instant): Promise<boolean> {
  const written = await row(
    em,
    sql`update conversations set rating = ${score}, rated_at = ${at}::timestamptz
      where id = ${id}::uuid and closed_at is not null and rating is null returning 1`,
  );
  return written !== null;
}

/** Remembers how far a person has read; never moves back. */
export async function writeReadMark(em: Em, login: string, id: string, seq: number): Promise<void> {
  await rows(
    em,
    sql`insert into read_marks (login, conversation_id, seq)
      select ${login}, id, least(${seq}::int, last_seq) from conversations where id = ${id}::uuid
      on conflict (login, conversation_id) do update set seq = greatest(read_marks.seq, excluded.seq)`,
  );
}
