import type { Instant } from '../calendar/instant.ts';
import type { Refusal } from '../refusal.ts';
import { refusalOfTicketCommand, type TicketCommand } from '../ticket/commands.ts';
import { moveOfDeskCommand } from '../ticket/moves.ts';
import type { TicketState } from '../ticket/state.ts';
import { recordChaseCall } from './chase.ts';
import { chaseTicket } from './chase-times.ts';
import { recordExpiryCall } from './expiry.ts';
import { keepCall, type RecordCall } from './later-call.ts';
import { moveTo, ticketParts, withoutOpenRequests } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { packageFactsOf, resultFacts } from './result-facts.ts';
import { recordSameDayCall } from './same-day.ts';
import { visitOfTicket } from './same-day-tickets.ts';
import type { Move, ServicePackageState } from './state.ts';

export type OnTicket = { ticketId: string; command: TicketCommand };

/** @throws RangeError for a ticket that the package does not have: the caller has looked it up before */
export function ticketOf({ tickets }: Pick<ServicePackageState, 'tickets'>, ticketId: string): TicketState {
  const found = tickets.find(({ id }) => id === ticketId);
  if (found === undefined) throw new RangeError(`the package has no ticket ${ticketId}`);
  return found;
}

/** Why a command on a ticket is refused, or `null`: by the ticket's rules and the package's facts. */
export function refusalOfPackageTicket(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  { ticketId, command }: OnTicket,
  now: Instant,
): Refusal | null {
  const ticket = ticketOf(state, ticketId);
  const facts = resultFacts(policy, packageFactsOf(state), ticketId, now);
  return refusalOfTicketCommand(policy.tickets, ticket, command, now, facts);
}

/** Carries out a command on a ticket that is not refused. */
export function movesOfPackageTicket(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { ticketId, command }: OnTicket,
  at: Instant,
): Move[] {
  const moves = movesOfTicket(policy, before, { ticketId, command }, at);
  return [...moves, ...endOfAsking(policy, moves.at(-1)?.state ?? before, at)];
}

function movesOfTicket(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { ticketId, command }: OnTicket,
  at: Instant,
): Move[] {
  const ticket = ticketOf(before, ticketId);
  if (command.kind === 'record-call') return recordCall(policy, before, ticket, command, at);
  const moved = moveOfDeskCommand(policy.tickets, ticket, command, at);
  return moved === null ? [] : [moveTo(policy, before, at, {}, ticketParts(moved))];
}

// FK-12: once the ticket of the last call is closed, the customer is no longer asked to pay.
function endOfAsking(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): Move[] {
  const { paymentRequests, payments } = withoutOpenRequests(state.paymentRequests);
  const isClosed = chaseTicket(policy, state)?.status === 'closed';
  if (state.stage !== 'cancelled' || !isClosed || payments.length === 0) return [];
  return [moveTo(policy, state, at, { paymentRequests }, { payments })];
}

function recordCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  ticket: TicketState,
  command: RecordCall,
  at: Instant,
): Move[] {
  if (ticket.id === policy.chase.ticket) return recordChaseCall(policy, before, ticket, command, at);
  if (ticket.id === policy.validity.ticket) return [recordExpiryCall(policy, before, ticket, command, at)];
  // A ticket of another kind asks for something else.
  return visitOfTicket(policy, ticket.id) === null
    ? [keepCall(policy, before, ticket, command, at)]
    : [recordSameDayCall(policy, before, ticket, command, at)];
}
