import { type CaseRow, caseRow } from '../case-row.ts';
import { type RecordedTicket, recordedTicket } from '../ticket/process.ts';
import type { AnnouncedStep } from '../timetable.ts';
import type { RemainingNotifications } from '../remaining-notifications.ts';
import { moneyNotifications } from './money-tasks.ts';
import { packageNext } from './next.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { servicePackage } from './process.ts';
import type { Move } from './state.ts';
import { visitsLeft } from './visits.ts';

/** A move in the form in which it is written. `next` is what happens after all moves written together. */
export type RecordedMove = Move & {
  visitsLeft: number;
  row: CaseRow;
  teamTickets: RecordedTicket[];
  next: readonly AnnouncedStep[];
  /** The notifications about its money that are still true. */
  stillShown: readonly RemainingNotifications[];
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
  const { state } = move;
  const row = caseRow(servicePackage, servicePackage.found(policy, state), state);
  const teamTickets = move.tickets.map((ticket) => recordedTicket(policy.tickets, ticket));
  return {
    ...move,
    row,
    visitsLeft: visitsLeft(state),
    teamTickets,
    next,
    stillShown: moneyNotifications(policy, state),
  };
}
