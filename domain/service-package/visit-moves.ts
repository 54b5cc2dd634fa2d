import type { Instant } from '../calendar/instant.ts';
import { chaseMovedTo } from './chase.ts';
import { finished } from './finishing.ts';
import { callsAfterPlanning } from './grace-calls.ts';
import { kindOf } from './methods.ts';
import { type MoveParts, entryOf, moveTo } from './move-parts.ts';
import type { NewCollection } from './collection.ts';
import { requestPayment } from './payment-requests.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { together } from './process-tickets.ts';
import { asksToPayBack } from './returned-visits.ts';
import { opensSameDay } from './same-day.ts';
import type { Move, ServicePackageState, Visit } from './state.ts';
import { anchoredAt } from './validity.ts';
import { closesRecordTickets } from './visit-recording.ts';
import { type Standing, standingOf, visitOf } from './visits.ts';

export type PlannedVisit = { visitId: string; startsAt: Instant; collection?: NewCollection | null };

export function addVisit(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { visitId, startsAt, collection }: PlannedVisit,
  by: string,
  at: Instant,
): Move[] {
  const visits: Visit[] = [...before.visits, { id: visitId, startsAt, status: 'planned' }];
  const entry = entryOf(at, 'visit-added', by, policy.rules['visit-added'], { visit: visitId, startsAt });
  return withCollection(policy, planned(policy, before, visits, { entries: [entry] }, at), collection, by);
}

/** FK-18: moves a visit that can still be changed free of charge; the refusal is checked before. */
export function rescheduleVisit(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { visitId, startsAt, collection }: PlannedVisit,
  by: string,
  at: Instant,
): Move[] {
  const details = { visit: visitId, from: visitOf(before, visitId).startsAt, to: startsAt };
  const entry = entryOf(at, 'visit-rescheduled', by, policy.rules['visit-changed'], details);
  const moves = planned(policy, before, withVisit(before, visitId, { startsAt }), { entries: [entry] }, at);
  return withCollection(policy, moves, collection, by);
}

// FK-02: a new time or place of the cash collection is a new request, which the provider gets.
function withCollection(
  policy: ServicePackagePolicy,
  moves: readonly Move[],
  collection: NewCollection | null | undefined,
  by: string,
): Move[] {
  const last = moves.at(-1);
  if (!collection || last === undefined) return [...moves];
  const collected = last.state.paymentRequests.find((one) => one.status === 'open' && kindOf(one) === 'collection');
  const asked = { requestId: collection.requestId, method: collected?.method ?? 'cash', collection };
  return [...moves, requestPayment(policy, last.state, asked, by, last.at)];
}

const OUTCOMES = {
  // FK-18: in time, so the visit returns to the balance.
  free: { status: 'cancelled', rule: 'visit-changed' },
  late: { status: 'counted', rule: 'visit-counted' },
  // FK-19: completed at once, and never moved to another day.
  'same-day': { status: 'completed', rule: 'visit-same-day' },
} as const satisfies Record<Standing, { status: Visit['status']; rule: keyof ServicePackagePolicy['rules'] }>;

/** FK-18 to FK-20: the customer cancels a visit; the time of cancelling decides its outcome. */
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
  const cancelled: MoveParts = { entries: [entryOf(at, 'visit-cancelled', by, policy.rules[rule], details)] };
  const visits = withVisit(before, visitId, { status });
  if (standing !== 'same-day') return planned(policy, before, visits, cancelled, at);
  const { parts, settled } = opensSameDay(policy, visitId, at);
  const marked = { ...before, sameDaySettled: [...before.sameDaySettled, ...settled] };
  return planned(policy, marked, visits, together(cancelled, parts), at);
}

/**
 * A move of changed visits with everything that depends on them: an unpaid package's validity and chase, the calls of
 * the grace, tickets for records and for money back, the end of a used-up package.
 */
export function planned(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  visits: readonly Visit[],
  parts: MoveParts,
  at: Instant,
): Move[] {
  const changed = { ...before, visits };
  const anchored = { visits, ...anchoredAt(policy, changed, at) };
  const chase = chaseMovedTo(policy, { ...changed, ...anchored }, at);
  const calls = callsAfterPlanning(policy, before, changed, at);
  const recorded = closesRecordTickets(policy, before, visits, at);
  const paysBack = asksToPayBack(policy, changed, at);
  const move = moveTo(
    policy,
    before,
    at,
    { ...anchored, ...calls.fields },
    together(parts, recorded, chase, calls.parts, paysBack),
  );
  return [move, ...finished(policy, move.state, at)];
}

export function withVisit(state: ServicePackageState, visitId: string, fields: Partial<Visit>): Visit[] {
  return state.visits.map((visit) => (visit.id === visitId ? { ...visit, ...fields } : visit));
}
