// Owns what people ask of a ticket and why it may be refused. Refuses to change anything: that is `moves.ts`.
import type { Staff } from '../access/conversation-access.ts';
import { type Instant, later } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { refusalOfTicketAction } from './access.ts';
import { type TicketPolicy, type TicketType, ticketType } from './policy.ts';
import type { CallOutcome, TicketState } from './state.ts';

/** A person's wish; words are notes in the database and only their ids are here. */
export type TicketCommand = { by: Staff } & (
  | { kind: 'take' }
  | { kind: 'assign'; to: Staff }
  | { kind: 'wait'; until: Instant }
  | { kind: 'record-call'; outcome: CallOutcome; noteId: string | null }
  | { kind: 'close'; result: string | null; noteId: string | null }
);

/** What a command's refusal depends on; a record has it as well as a running case. */
export type TicketFacts = Pick<TicketState, 'type' | 'status' | 'calls'>;

/**
 * Why a command is refused in this state, or `null`. A process that owns the ticket may refuse a call besides.
 * `now` is when it is asked.
 */
export function refusalOfTicketCommand(
  policy: TicketPolicy,
  ticket: TicketFacts,
  command: TicketCommand,
  now: Instant,
): Refusal | null {
  const type = ticketType(policy, ticket.type);
  const denied = refusalOfTicketAction(type, command.kind, command.by);
  if (denied !== null) return denied;
  if (ticket.status === 'closed') return refusal('ticket-closed', 'the ticket is closed');
  switch (command.kind) {
    case 'take':
      return null;
    case 'assign':
      return refusalOfAssignee(type, command.to);
    case 'wait':
      return command.until > now ? null : refusal('due-in-past', 'it would be overdue at once');
    case 'record-call':
      return isRecordedTwice(policy, ticket, now) ? callAlreadyRecorded() : null;
    case 'close':
      return refusalOfResult(type, command.result);
  }
}

export function callAlreadyRecorded(): Refusal {
  return refusal('call-already-recorded', 'this call has been recorded; the next one is due later');
}

// Two people who record the same call must not have it counted as two: the second one may cancel a package.
function isRecordedTwice(policy: TicketPolicy, { calls }: TicketFacts, now: Instant): boolean {
  const last = calls.at(-1);
  return last !== undefined && now < later(last.at, policy.sameCallWithin);
}

function refusalOfAssignee(type: TicketType, to: Staff): Refusal | null {
  return refusalOfTicketAction(type, 'take', to) === null
    ? null
    : refusal('person-unknown', 'nobody who works such tickets has this login');
}

/** FK-22: one of the type's results, always. */
function refusalOfResult(type: TicketType, result: string | null): Refusal | null {
  return result !== null && type.results.includes(result)
    ? null
    : refusal('result-required', `closing needs one of the results: ${type.results.join(', ')}`);
}
