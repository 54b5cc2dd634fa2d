// Owns why a visit is not added, moved, cancelled or completed (FK-13, FK-14, FK-18, FK-19). Refuses to know who asks.
import type { Instant } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { ServicePackageState, Visit } from './state.ts';
import { refusalOfDates } from './validity.ts';
import { freeUntil, plannedVisits, standingOf, visitsLeft } from './visits.ts';

export type VisitCommand =
  | { kind: 'add-visit'; visitId: string; startsAt: Instant }
  | { kind: 'reschedule-visit'; visitId: string; startsAt: Instant }
  | { kind: 'cancel-visit'; visitId: string }
  | { kind: 'complete-visit'; visitId: string };

/** Why this is not done to a visit, or `null`. */
export function refusalOfVisitCommand(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  command: VisitCommand,
  now: Instant,
): Refusal | null {
  if (state.stage === 'cancelled') return refusal('already-cancelled', 'the package is cancelled');
  if (command.kind === 'add-visit') {
    const isLeft = visitsLeft(state) > plannedVisits(state).length;
    if (!isLeft) return refusal('no-visits-left', 'every visit of the package is used or planned');
    return refusalOfTime(policy, state, [...plannedVisits(state), command], command.startsAt, now);
  }
  const visit = state.visits.find(({ id }) => id === command.visitId);
  if (visit === undefined) return refusal('visit-unknown', 'the package has no such visit');
  if (command.kind === 'complete-visit') return refusalOfCompletion(state, visit);
  const over = refusalOfStatus(visit);
  if (over !== null || command.kind === 'cancel-visit') return over;
  if (standingOf(policy, visit, now) !== 'free') {
    return refusal('visit-too-late', 'it can no longer be moved', { freeUntil: freeUntil(policy, visit) });
  }
  const others = plannedVisits(state).filter(({ id }) => id !== visit.id);
  return refusalOfTime(policy, state, [...others, command], command.startsAt, now);
}

function refusalOfStatus({ status }: Visit): Refusal | null {
  if (status === 'planned') return null;
  return status === 'cancelled'
    ? refusal('already-cancelled', 'the visit is cancelled')
    : refusal('visit-over', 'the visit is over', { visitStatus: status });
}

// FK-13: a visit is paid before it is held.
function refusalOfCompletion(state: ServicePackageState, visit: Visit): Refusal | null {
  if (state.payment === null) return refusal('not-paid', 'a visit is held once the package is paid');
  const { deactivatedAt } = state;
  const wasHeld = visit.status === 'forfeited' && deactivatedAt !== null && visit.startsAt <= deactivatedAt;
  return wasHeld ? null : refusalOfStatus(visit);
}

function refusalOfTime(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  visits: readonly Pick<Visit, 'startsAt'>[],
  startsAt: Instant,
  now: Instant,
): Refusal | null {
  if (startsAt <= now) return refusal('visit-in-past', 'a visit lies in the past');
  // A visit of a paid package that was planned before stays where it is allowed to be; only the new one is asked.
  return state.payment === null ? refusalOfDates(policy, visits, null) : refusalOfDates(policy, [{ startsAt }], state);
}
