import { ticketType } from '../ticket/policy.ts';
import type { TicketState } from '../ticket/state.ts';
import type { AnnouncedStep } from '../timetable.ts';
import type { StillTold } from '../told.ts';
import { moneyTold } from './money-tasks.ts';
import { packageNext } from './next.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { Move } from './state.ts';
import { visitsLeft } from './visits.ts';

/** A ticket with the team and lead of its type. */
export type TeamTicket = { ticket: TicketState; team: string; lead: string };

/** A move in the form in which it is written. `next` is what happens after all moves written together. */
export type RecordedMove = Move & {
  visitsLeft: number;
  teamTickets: TeamTicket[];
  next: readonly AnnouncedStep[];
  /** The notifications about its money that are still true. */
  stillTold: readonly StillTold[];
};

/** Moves that are written together. */
export function recordedMoves(policy: ServicePackagePolicy, moves: readonly Move[]): RecordedMove[] {
  const last = moves.at(-1);
  const next = last === undefined ? [] : packageNext(policy, last.state);
  return moves.map((move) => recordedMove(policy, move, next));
}

export function recordedMove(
  policy: ServicePackagePolicy,
  move: Move,
  next: readonly AnnouncedStep[] = packageNext(policy, move.state),
): RecordedMove {
  const teamTickets = move.tickets.map((ticket) => {
    const { team, lead } = ticketType(policy.tickets, ticket.type);
    return { ticket, team, lead };
  });
  return { ...move, visitsLeft: visitsLeft(move.state), teamTickets, next, stillTold: moneyTold(policy, move.state) };
}
