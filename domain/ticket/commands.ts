import type { Staff } from '../access/conversation-access.ts';
import type { LeavingReason } from '../access/held.ts';
import { type Instant, later, localDate } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { refusalOfTicketAction } from './access.ts';
import { type TicketPolicy, type TicketType, ticketType } from './policy.ts';
import { type Closing, NO_FACTS, refusalOfResult, type ResultFacts } from './results.ts';
import type { CallOutcome, RecordedCall, TicketState } from './state.ts';

/** A person's command; texts are notes in the database, and only their ids are here. */
export type TicketCommand = { by: Staff } & (
  | { kind: 'take' }
  | { kind: 'assign'; to: Staff }
  | { kind: 'wait'; until: Instant }
  | { kind: 'record-call'; outcome: CallOutcome; noteId: string | null }
  | ({ kind: 'close'; noteId: string | null } & Closing)
  /** Careline asks; `by` is the assignee, who may no longer hold such tickets. */
  | { kind: 'give-back'; because: 'left'; how: LeavingReason }
);

/** The facts that decide a refusal; a record has them as well as a running case. */
export type TicketFacts = Pick<TicketState, 'type' | 'status' | 'calls' | 'result' | 'assignee'>;

/**
 * Why a command is refused in this state, or `null`. The ticket's process may refuse a call for other reasons.
 * `now` is the time of asking; `facts` describe the ticket's case.
 */
export function refusalOfTicketCommand(
  policy: TicketPolicy,
  ticket: TicketFacts,
  command: TicketCommand,
  now: Instant,
  facts: ResultFacts = NO_FACTS,
): Refusal | null {
  if (command.kind === 'give-back') return refusalOfGivingBack(ticket, command.by);
  const type = ticketType(policy, ticket.type);
  const denied = refusalOfTicketAction(type, command.kind, command.by);
  if (denied !== null) return denied;
  if (ticket.status === 'closed' && !reopens(policy, ticket, command, now)) {
    return refusal('ticket-closed', 'the ticket is closed');
  }
  switch (command.kind) {
    case 'take':
      return null;
    case 'assign':
      return refusalOfAssignee(type, command.to);
    case 'wait':
      return refusalOfWait(policy, command.until, now);
    case 'record-call':
      return isRecordedTwice(policy, ticket, command.outcome, now) ? callAlreadyRecorded() : null;
    case 'close':
      return refusalOfResult(type, command, facts);
  }
}

// A person who has left holds no role to check. Work that is no longer theirs stays where it is.
function refusalOfGivingBack({ status, assignee }: TicketFacts, { login }: Staff): Refusal | null {
  if (status === 'closed') return refusal('ticket-closed', 'the ticket is closed');
  return assignee === login ? null : refusal('not-assignee', 'it is not theirs any more', { assignee });
}

function refusalOfWait({ longestWait }: TicketPolicy, until: Instant, now: Instant): Refusal | null {
  if (until <= now) return refusal('due-in-past', 'it would be overdue at once');
  const latest = longestWait === undefined ? null : later(now, longestWait);
  if (latest === null || until <= latest) return null;
  return refusal('wait-too-long', 'it would be forgotten', { latest });
}

function callAlreadyRecorded(): Refusal {
  return refusal('call-already-recorded', 'this call has just been recorded');
}

// Two people may record the same call. It must count once: a second unanswered call may cancel a package.
function isRecordedTwice(policy: TicketPolicy, { calls }: TicketFacts, outcome: CallOutcome, now: Instant): boolean {
  const last = calls.at(-1);
  return last !== undefined && last.outcome === outcome && now < later(last.at, policy.sameCallWithin);
}

// After an unanswered call the customer calls back on the same day.
function reopens(policy: TicketPolicy, ticket: TicketFacts, command: TicketCommand, now: Instant): boolean {
  return (
    ticket.result === policy.noAnswerResult &&
    command.kind === 'record-call' &&
    answersMissedCall(policy, ticket, command.outcome, now)
  );
}

/** True for a call that reaches the customer on the civil day of an unanswered due call. */
export function answersMissedCall(
  { workingHours: { timeZone } }: TicketPolicy,
  { calls }: Pick<TicketState, 'calls'>,
  outcome: CallOutcome,
  at: Instant,
): boolean {
  const today = localDate(at, timeZone);
  const isMissed = (call: RecordedCall) =>
    call.outcome === 'no-answer' && call.step !== null && localDate(call.at, timeZone) === today;
  return outcome === 'answered' && calls.some(isMissed);
}

function refusalOfAssignee(type: TicketType, to: Staff): Refusal | null {
  return refusalOfTicketAction(type, 'take', to) === null
    ? null
    : refusal('person-unknown', 'no one who works on such tickets has this login');
}
