// Owns the count of a package's visits and how a visit stands to its own time. Refuses to move one: that is `visit-moves.ts`.
import { startOfDay } from '../calendar/days.ts';
import { type Instant, later, localDate } from '../calendar/instant.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState, Visit } from './state.ts';

type Counted = Pick<ServicePackageState, 'bought' | 'visits' | 'forfeited'>;

/** Visits that the customer has had or lost by their own late word. */
export function visitsUsed({ visits }: Pick<Counted, 'visits'>): number {
  return visits.filter(({ status }) => status === 'completed' || status === 'counted').length;
}

/** Bought − completed − counted − forfeited; planned visits are still left, past ones without a record too. */
export function visitsLeft(state: Counted): number {
  return state.bought - visitsUsed(state) - state.forfeited;
}

/** Visits that are left and have no date: what the customer can still plan (FK-17). */
export function visitsWithoutDate(state: Counted): number {
  return visitsLeft(state) - plannedVisits(state).length;
}

/** Visits that had no date when they were lost at the end of the grace. */
export function forfeitedWithoutDate({ visits, forfeited }: Counted): number {
  return forfeited - visits.filter(({ status }) => status === 'forfeited').length;
}

/** True once the civil day of a visit is over. */
export function isPast(policy: ServicePackagePolicy, { startsAt }: Pick<Visit, 'startsAt'>, now: Instant): boolean {
  const zone = zoneOf(policy);
  return localDate(startsAt, zone) < localDate(now, zone);
}

/** Planned visits whose day is over, earliest first: held or not, there is no record of it. */
export function unrecordedVisits(policy: ServicePackagePolicy, state: Pick<Counted, 'visits'>, now: Instant): Visit[] {
  return plannedVisits(state).filter((visit) => isPast(policy, visit, now));
}

/** The visits that a customer is told are left: a past visit is not unused, although its record is missing. */
export function visitsUnused(policy: ServicePackagePolicy, state: Counted, now: Instant): number {
  return visitsLeft(state) - unrecordedVisits(policy, state, now).length;
}

/** The planned visits, earliest first. */
export function plannedVisits({ visits }: Pick<Counted, 'visits'>): Visit[] {
  return visits.filter(({ status }) => status === 'planned').toSorted(byStart);
}

/** @throws RangeError for an id that the package does not have: refusals were not asked before */
export function visitOf(state: Pick<Counted, 'visits'>, visitId: string): Visit {
  const found = state.visits.find(({ id }) => id === visitId);
  if (found === undefined) throw new RangeError(`the package has no visit ${visitId}`);
  return found;
}

/**
 * What cancelling now would mean. `same-day`: the civil day of the visit, used in full (FK-19); `late`: counted (FK-18);
 * `free`: it returns to the balance. The civil day goes first, also on a day of 25 hours.
 */
export type Standing = 'free' | 'late' | 'same-day';

export function standingOf(policy: ServicePackagePolicy, visit: Pick<Visit, 'startsAt'>, now: Instant): Standing {
  const zone = zoneOf(policy);
  if (localDate(visit.startsAt, zone) === localDate(now, zone)) return 'same-day';
  return now <= freeUntil(policy, visit) ? 'free' : 'late';
}

/** FK-18: the last instant at which changing is free: exactly 24 hours before, as elapsed time, is still in time. */
export function freeUntil(policy: ServicePackagePolicy, { startsAt }: Pick<Visit, 'startsAt'>): Instant {
  const { freeChange, cutOff } = policy.visits;
  const zone = zoneOf(policy);
  const from = cutOff === 'visit-start' ? startsAt : startOfDay(localDate(startsAt, zone), zone);
  return later(from, `-${freeChange}`);
}

function byStart(one: Visit, other: Visit): number {
  if (one.startsAt === other.startsAt) return 0;
  return one.startsAt < other.startsAt ? -1 : 1;
}
