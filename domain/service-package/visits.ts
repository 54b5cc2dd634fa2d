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

/** Bought − completed − counted − forfeited; planned visits are still left. */
export function visitsLeft(state: Counted): number {
  return state.bought - visitsUsed(state) - state.forfeited;
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
