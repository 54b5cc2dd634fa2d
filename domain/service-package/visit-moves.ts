// Owns what happens to a visit: added, moved, cancelled, held (FK-18 to FK-20). Refuses to ask whether it may.
import type { Instant } from '../calendar/instant.ts';
import { chaseMovedTo } from './chase.ts';
import { finished } from './finishing.ts';
import { type Does, entryOf, moveTo } from './move.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { together } from './process-tickets.ts';
import { opensSameDay } from './same-day.ts';
import type { Move, ServicePackageState, Visit } from './state.ts';
import { anchoredAt } from './validity.ts';
import { type Standing, standingOf, visitOf } from './visits.ts';

export type PlannedVisit = { visitId: string; startsAt: Instant };

export function addVisit(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { visitId, startsAt }: PlannedVisit,
  by: string,
  at: Instant,
): Move[] {
  const visits: Visit[] = [...before.visits, { id: visitId, startsAt, status: 'planned' }];
  const entry = entryOf(at, 'visit-added', by, policy.rules['visit-added'], { visit: visitId, startsAt });
  return planned(policy, before, visits, { entries: [entry] }, at);
}

/** FK-18: only what is still free moves; asked before. */
export function rescheduleVisit(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { visitId, startsAt }: PlannedVisit,
  by: string,
  at: Instant,
): Move[] {
  const details = { visit: visitId, from: visitOf(before, visitId).startsAt, to: startsAt };
  const entry = entryOf(at, 'visit-rescheduled', by, policy.rules['visit-changed'], details);
  return planned(policy, before, withVisit(before, visitId, { startsAt }), { entries: [entry] }, at);
}

const OUTCOMES = {
  // FK-18: in time, the visit returns to the balance.
  free: { status: 'cancelled', rule: 'visit-changed' },
  late: { status: 'counted', rule: 'visit-counted' },
  // FK-19: complete at once, and never again another day.
  'same-day': { status: 'completed', rule: 'visit-same-day' },
} as const satisfies Record<Standing, { status: Visit['status']; rule: keyof ServicePackagePolicy['rules'] }>;

/** The customer cancels a visit; when they do so decides what becomes of it. */
export function cancelVisit(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  visitId: string,
  by: string,
  at: Instant,
): Move[] {
  const standing = standingOf(policy, visitOf(before, visitId), at);
  const { status, rule } = OUTCOMES[standing];
  const details = { visit: visitId, status };
  const cancelled: Does = { entries: [entryOf(at, 'visit-cancelled', by, policy.rules[rule], details)] };
  const visits = withVisit(before, visitId, { status });
  if (standing !== 'same-day') return planned(policy, before, visits, cancelled, at);
  const { does, settled } = opensSameDay(policy, visitId, at);
  const marked = { ...before, sameDaySettled: [...before.sameDaySettled, ...settled] };
  return planned(policy, marked, visits, together(cancelled, does), at);
}

/**
 * The visit was held, in the grace too (FK-14). One that was forfeited although it had begun before the package ended was
 * held all the same: whoever forgot to say so may say it later.
 */
export function completeVisit(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  visitId: string,
  by: string,
  at: Instant,
): Move[] {
  const wasForfeited = visitOf(before, visitId).status === 'forfeited';
  const marked = { ...before, forfeited: before.forfeited - Number(wasForfeited) };
  const entry = entryOf(at, 'visit-completed', by, policy.rules['visit-completed'], { visit: visitId });
  return planned(policy, marked, withVisit(before, visitId, { status: 'completed' }), { entries: [entry] }, at);
}

// What hangs on the plan: the validity and the chase of an unpaid package, the end of one that is used up.
function planned(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  visits: readonly Visit[],
  does: Does,
  at: Instant,
): Move[] {
  const changed = { ...before, visits };
  const fields = { visits, ...anchoredAt(policy, changed, at) };
  const chase = chaseMovedTo(policy, { ...changed, ...fields }, at);
  const move = moveTo(policy, before, at, fields, together(does, chase));
  return [move, ...finished(policy, move.state, at)];
}

function withVisit(state: ServicePackageState, visitId: string, fields: Partial<Visit>): Visit[] {
  return state.visits.map((visit) => (visit.id === visitId ? { ...visit, ...fields } : visit));
}
