// Owns what a command on one of a package's tickets means to the package: a recorded call moves it on. Refuses to know how.
import type { Instant } from '../calendar/instant.ts';
import type { Refusal } from '../refusal.ts';
import { refusalOfTicketCommand, type TicketCommand } from '../ticket/commands.ts';
import { moveOfDeskCommand } from '../ticket/moves.ts';
import type { TicketState } from '../ticket/state.ts';
import { type RecordCall, recordChaseCall, refusalOfChaseCall } from './chase.ts';
import { recordExpiryCall, refusalOfExpiryCall } from './expiry.ts';
import { moveTo, ticketDoes } from './move.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { recordSameDayCall } from './same-day.ts';
import type { Move, ServicePackageState } from './state.ts';

export type OnTicket = { ticketId: string; command: TicketCommand };

/** @throws RangeError for a ticket that the package does not have: it was looked up before */
export function ticketOf({ tickets }: Pick<ServicePackageState, 'tickets'>, ticketId: string): TicketState {
  const found = tickets.find(({ id }) => id === ticketId);
  if (found === undefined) throw new RangeError(`the package has no ticket ${ticketId}`);
  return found;
}

/** Why a command on a ticket is refused, or `null`: by the ticket's own rules, then by the package's. */
export function refusalOfPackageTicket(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  { ticketId, command }: OnTicket,
  now: Instant,
): Refusal | null {
  const ticket = ticketOf(state, ticketId);
  const refused = refusalOfTicketCommand(policy.tickets, ticket, command, now);
  if (refused !== null || command.kind !== 'record-call') return refused;
  if (ticketId === policy.chase.ticket) return refusalOfChaseCall(policy, state, ticket, now);
  return ticketId === policy.validity.ticket ? refusalOfExpiryCall(policy, state, ticket, now) : null;
}

/** Carries out a command on a ticket that is not refused. */
export function movesOfPackageTicket(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { ticketId, command }: OnTicket,
  at: Instant,
): Move[] {
  const ticket = ticketOf(before, ticketId);
  if (command.kind === 'record-call') return recordCall(policy, before, ticket, command, at);
  const moved = moveOfDeskCommand(policy.tickets, ticket, command, at);
  return moved === null ? [] : [moveTo(policy, before, at, {}, ticketDoes(moved))];
}

function recordCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  ticket: TicketState,
  command: RecordCall,
  at: Instant,
): Move[] {
  if (ticket.id === policy.chase.ticket) return recordChaseCall(policy, before, ticket, command, at);
  return ticket.id === policy.validity.ticket
    ? [recordExpiryCall(policy, before, ticket, command, at)]
    : [recordSameDayCall(policy, before, ticket, command, at)];
}
