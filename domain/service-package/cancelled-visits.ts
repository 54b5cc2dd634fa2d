import type { Instant } from '../calendar/instant.ts';
import type { TimelineEntry } from '../timetable.ts';
import { entryOf } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { ServicePackageState, Visit } from './state.ts';
import { withoutPlannedVisits } from './unpaid-cancellation.ts';
import { isPast, plannedVisits, standingOf } from './visits.ts';

/** `unrecorded`: its day is over and there is no record; it must be recorded before the package is cancelled. */
export type CancelledVisit = Pick<Visit, 'id' | 'startsAt'> & {
  becomes: 'completed' | 'counted' | 'returned' | 'unrecorded';
};

const BECOMES = { free: 'returned', late: 'counted', 'same-day': 'completed' } as const;
const RULES = { counted: 'visit-counted', completed: 'visit-same-day' } as const;

/**
 * The planned visits, earliest first, each with its outcome (FK-18, FK-19, FK-21). An unpaid package returns them all.
 */
export function cancelledVisits(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  now: Instant,
): CancelledVisit[] {
  return plannedVisits(state).map((visit) => ({
    id: visit.id,
    startsAt: visit.startsAt,
    becomes: becomes(policy, state, visit, now),
  }));
}

function becomes(
  policy: ServicePackagePolicy,
  { payment }: ServicePackageState,
  visit: Visit,
  now: Instant,
): CancelledVisit['becomes'] {
  if (payment === null) return 'returned';
  return isPast(policy, visit, now) ? 'unrecorded' : BECOMES[standingOf(policy, visit, now)];
}

/** The state's fields and the timeline after these visits got their outcomes. None of them may be unrecorded. */
export function withCancelledVisits(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  cancelled: readonly CancelledVisit[],
  by: string,
  at: Instant,
): {
  fields: Pick<ServicePackageState, 'visits' | 'cancelledWithPackage' | 'usedWithPackage'>;
  entries: TimelineEntry[];
} {
  const used = cancelled.flatMap(({ id, becomes: status }) =>
    status === 'completed' || status === 'counted' ? [{ id, status }] : [],
  );
  const visits = before.visits.map((visit) => ({ ...visit, ...used.find(({ id }) => id === visit.id) }));
  const fields = withoutPlannedVisits({ ...before, visits });
  return {
    fields: used.length === 0 ? fields : { ...fields, usedWithPackage: used.map(({ id }) => id) },
    entries: used.map(({ id, status }) =>
      entryOf(at, 'visit-cancelled', by, policy.rules[RULES[status]], { visit: id, status }),
    ),
  };
}
