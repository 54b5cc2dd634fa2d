// Owns what is kept of a package beside its state, so that lists and boards can ask for it. Refuses to keep it.
import { ticketType } from '../ticket/policy.ts';
import type { TicketState } from '../ticket/state.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { Move } from './state.ts';
import { visitsLeft } from './visits.ts';

/** A ticket with whose it is, as its type says. */
export type TeamTicket = { ticket: TicketState; team: string; lead: string };

/** A move as it is written. */
export type RecordedMove = Move & { visitsLeft: number; teamTickets: TeamTicket[] };

export function recordedMove(policy: ServicePackagePolicy, move: Move): RecordedMove {
  const teamTickets = move.tickets.map((ticket) => {
    const { team, lead } = ticketType(policy.tickets, ticket.type);
    return { ticket, team, lead };
  });
  return { ...move, visitsLeft: visitsLeft(move.state), teamTickets };
}
