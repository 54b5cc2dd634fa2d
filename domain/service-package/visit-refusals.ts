import type { Instant } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type NewCollection, refusalOfMovedCollection } from './collection.ts';
import { refusalOfFarVisit } from './far-ahead.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { ServicePackageState, Visit } from './state.ts';
import { refusalOfDates, termsOf } from './validity.ts';
import type { CorrectedStatus, VisitOutcome } from './visit-records.ts';
import { dayBegins } from './visit-recording.ts';
import { forfeitedWithoutDate, freeUntil, plannedVisits, standingOf, visitsWithoutDate } from './visits.ts';

/** Options of a planned visit: another cash collection (FK-02), and the confirmation of a far date (FK-03). */
export type Planning = { collection?: NewCollection | null; confirmFarAhead?: boolean };

export type VisitCommand =
  | ({ kind: 'add-visit'; visitId: string; startsAt: Instant } & Planning)
  | ({ kind: 'reschedule-visit'; visitId: string; startsAt: Instant } & Planning)
  | { kind: 'cancel-visit'; visitId: string }
  | { kind: 'complete-visit'; visitId: string }
  | { kind: 'record-visit'; visitId: string; outcome: VisitOutcome; noteId: string | null }
  | { kind: 'correct-visit'; visitId: string; status: CorrectedStatus; noteId: string | null };

const NOT_PAID = refusal('not-paid', 'a visit is held once the package is paid');
const NONE_LEFT = 'every visit of the package is used or planned';

/** Why a command on a visit is refused, or `null` (FK-13, FK-14, FK-18, FK-19). */
export function refusalOfVisitCommand(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  command: VisitCommand,
  now: Instant,
): Refusal | null {
  if (command.kind === 'add-visit') return refusalOfAdding(policy, state, command, now);
  const visit = state.visits.find(({ id }) => id === command.visitId);
  if (visit === undefined) return refusal('visit-unknown', 'the package has no such visit');
  if (state.stage === 'cancelled') return refusalOfCancelled(state, command);
  if (command.kind === 'complete-visit' || command.kind === 'record-visit') {
    const isAnyTime = command.kind === 'complete-visit' && policy.visits.record === undefined;
    return refusalOfRecord(state, visit) ?? (isAnyTime ? null : refusalOfDay(policy, visit, now));
  }
  if (command.kind === 'correct-visit') return refusalOfCorrection(policy, state, visit, command.status, now);
  const over = refusalOfStatus(visit);
  if (over !== null || command.kind === 'cancel-visit') return over;
  if (standingOf(policy, visit, now) !== 'free') {
    return refusal('visit-too-late', 'it can no longer be moved', { freeUntil: freeUntil(policy, visit) });
  }
  const others = plannedVisits(state).filter(({ id }) => id !== visit.id);
  return refusalOfTime(policy, state, others, command, now);
}

function refusalOfAdding(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  visit: Extract<VisitCommand, { kind: 'add-visit' }>,
  now: Instant,
): Refusal | null {
  if (state.stage === 'cancelled') return refusalOfCancelled(state, visit);
  if (visitsWithoutDate(state) === 0) return refusal('no-visits-left', NONE_LEFT);
  return refusalOfTime(policy, state, plannedVisits(state), visit, now);
}

function refusalOfStatus({ status }: Visit): Refusal | null {
  if (status === 'planned') return null;
  return status === 'cancelled'
    ? refusal('already-cancelled', 'the visit is cancelled')
    : refusal('visit-over', 'the visit is over', { visitStatus: status });
}

// FK-21: the refund of a paid package was calculated from the records of its visits.
function refusalOfCancelled({ payment }: ServicePackageState, { kind }: VisitCommand): Refusal {
  return kind === 'correct-visit' && payment !== null
    ? refusal('cancellation-settled', 'the package was cancelled, and its money was settled by these records')
    : refusal('already-cancelled', 'the package is cancelled');
}

// FK-13: a visit must be paid before it takes place.
function refusalOfRecord(state: ServicePackageState, visit: Visit): Refusal | null {
  if (state.payment === null) return NOT_PAID;
  const { deactivatedAt } = state;
  const wasHeld = visit.status === 'forfeited' && deactivatedAt !== null && visit.startsAt <= deactivatedAt;
  return wasHeld ? null : refusalOfStatus(visit);
}

function refusalOfDay(policy: ServicePackagePolicy, visit: Visit, now: Instant): Refusal | null {
  const from = dayBegins(policy, visit);
  return from <= now ? null : refusal('not-yet', 'a visit is recorded from its day on', { recordedFrom: from });
}

function refusalOfCorrection(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  visit: Visit,
  status: CorrectedStatus,
  now: Instant,
): Refusal | null {
  if (visit.status === 'planned') return refusal('visit-not-recorded', 'there is no record to correct');
  if (state.payment === null) return NOT_PAID;
  // A repeated correction changes nothing and leaves no trace.
  if (visit.status === status)
    return refusal('nothing-to-correct', 'the record says that already', { visitStatus: status });
  if (status === 'cancelled') return null;
  // A returned visit counts as used after all, but only if it has not been planned again.
  const isSpent = visit.status === 'cancelled' && visitsWithoutDate(state) + forfeitedWithoutDate(state) === 0;
  return isSpent ? refusal('no-visits-left', NONE_LEFT) : refusalOfDay(policy, visit, now);
}

function refusalOfTime(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  others: readonly Pick<Visit, 'startsAt'>[],
  planned: Planning & { startsAt: Instant },
  now: Instant,
): Refusal | null {
  const { startsAt, collection, confirmFarAhead = false } = planned;
  if (startsAt <= now) return refusal('visit-in-past', 'a visit lies in the past');
  if (state.payment !== null) {
    if (collection) return refusal('already-paid', 'the package is paid');
    // Earlier visits of a paid package stay where they are; only the new date is checked.
    return refusalOfDates(policy, [{ startsAt }], state);
  }
  const firstVisitAt = [...others.map((visit) => visit.startsAt), startsAt].toSorted()[0] ?? startsAt;
  const isMoved = firstVisitAt !== state.firstVisitAt;
  return (
    refusalOfDates(policy, [...others, planned], termsOf(policy, state)) ??
    (isMoved ? refusalOfFarVisit(policy, firstVisitAt, confirmFarAhead, now) : null) ??
    refusalOfMovedCollection(policy, state, { firstVisitAt, collection: collection ?? null }, now)
  );
}
