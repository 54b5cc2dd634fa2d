import { startOfDay } from '../calendar/days.ts';
import { type Instant, later, localDate } from '../calendar/instant.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState, Visit } from './state.ts';

type Counted = Pick<ServicePackageState, 'bought' | 'visits' | 'forfeited'>;

/** Visits that took place, or that the customer lost by cancelling late. */
export function visitsUsed({ visits }: Pick<Counted, 'visits'>): number {
  return visits.filter(({ status }) => status === 'completed' || status === 'counted').length;
}

/** Bought − completed − counted − forfeited. Planned visits are still left, also past ones without a record. */
export function visitsLeft(state: Counted): number {
  return state.bought - visitsUsed(state) - state.forfeited;
}

/** Visits left without a date: the customer can still plan them (FK-17). */
export function visitsWithoutDate(state: Counted): number {
  return visitsLeft(state) - plannedVisits(state).length;
}

/** Visits that had no date when the end of the grace took them. */
export function forfeitedWithoutDate({ visits, forfeited }: Counted): number {
  return forfeited - visits.filter(({ status }) => status === 'forfeited').length;
}

/** True once the civil day of a visit is over. */
export function isPast(policy: ServicePackagePolicy, { startsAt }: Pick<Visit, 'startsAt'>, now: Instant): boolean {
  const zone = zoneOf(policy);
  return localDate(startsAt, zone) < localDate(now, zone);
}

/** Planned visits whose day is over without a record, earliest first. */
export function unrecordedVisits(policy: ServicePackagePolicy, state: Pick<Counted, 'visits'>, now: Instant): Visit[] {
  return plannedVisits(state).filter((visit) => isPast(policy, visit, now));
}

/** The visits left in texts to the customer: a past visit is not unused, even without its record. */
export function visitsUnused(policy: ServicePackagePolicy, state: Counted, now: Instant): number {
  return visitsLeft(state) - unrecordedVisits(policy, state, now).length;
}

/** The planned visits, earliest first. */
export function plannedVisits({ visits }: Pick<Counted, 'visits'>): Visit[] {
  return visits.filter(({ status }) => status === 'planned').toSorted(byStart);
}

/** @throws RangeError for an id that the package does not have: the caller has checked refusals before */
export function visitOf(state: Pick<Counted, 'visits'>, visitId: string): Visit {
  const found = state.visits.find(({ id }) => id === visitId);
  if (found === undefined) throw new RangeError(`the package has no visit ${visitId}`);
  return found;
}

/**
 * The effect of cancelling a visit now. `free`: its limit is not over, so it returns to the balance (FK-18). Afterwards
 * `same-day`: on its civil day, it is used in full (FK-19); `late`: it counts (FK-18).
 */
export type Standing = 'free' | 'late' | 'same-day';

export function standingOf(policy: ServicePackagePolicy, visit: Pick<Visit, 'startsAt'>, now: Instant): Standing {
  if (now <= freeUntil(policy, visit)) return 'free';
  const zone = zoneOf(policy);
  return localDate(visit.startsAt, zone) === localDate(now, zone) ? 'same-day' : 'late';
}

// FK-19: a limit of this length or longer lies before the visit's day, also on a day of 25 hours.
const WHOLE_DAY = 'PT24H';
const LAST_MOMENT = '-PT0.001S';

/**
 * FK-18: the last instant of a free change. Exactly 24 hours before, in elapsed time, is still in time. A limit in hours
 * may lie on the visit's own day.
 */
export function freeUntil(policy: ServicePackagePolicy, { startsAt }: Pick<Visit, 'startsAt'>): Instant {
  const { freeChange, cutOff } = policy.visits;
  const zone = zoneOf(policy);
  const dayBegins = startOfDay(localDate(startsAt, zone), zone);
  const until = later(cutOff === 'visit-start' ? startsAt : dayBegins, `-${freeChange}`);
  const isInHours = later(startsAt, freeChange) < later(startsAt, WHOLE_DAY);
  return isInHours || until < dayBegins ? until : later(dayBegins, LAST_MOMENT);
}

function byStart(one: Visit, other: Visit): number {
  if (one.startsAt === other.startsAt) return 0;
  return one.startsAt < other.startsAt ? -1 : 1;
}
