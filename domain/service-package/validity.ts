// Owns from when until when a package can be used: its month and the grace after it. Refuses to know stages.
import { daysBetween, daysLater, endOfDay, monthsLater, startOfDay } from '../calendar/days.ts';
import { type Instant, type LocalDate, localDate } from '../calendar/instant.ts';
import { closingOnOrAfter } from '../calendar/working-time.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type ExpiryCall, type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState, Visit } from './state.ts';
import { lastChance } from './chase-times.ts';
import { plannedVisits } from './visits.ts';

export type Validity = Pick<ServicePackageState, 'startsOn' | 'expiresOn' | 'graceEndsOn'>;

/** FK-14: a calendar month from the first visit's date, clipped, and two weeks more; the last days are part of each. */
export function validityFrom(policy: ServicePackagePolicy, startsOn: LocalDate): Validity {
  const expiresOn = monthsLater(startsOn, policy.validity.months);
  return { startsOn, expiresOn, graceEndsOn: daysLater(expiresOn, policy.validity.graceDays) };
}

/** The instant at which the month is over and the grace begins: day 1 after expiry. */
export function expiresAt(policy: ServicePackagePolicy, { expiresOn }: Validity): Instant {
  return endOfDay(expiresOn, zoneOf(policy));
}

/** The instant at which the grace is over (FK-17, end of day 14). */
export function graceEndsAt(policy: ServicePackagePolicy, { graceEndsOn }: Validity): Instant {
  return endOfDay(graceEndsOn, zoneOf(policy));
}

/** Day n is the expiry date + n (FK-17): from when its call may be made, and until when it must be. */
export function callTimes(policy: ServicePackagePolicy, { expiresOn }: Validity, day: number) {
  const date = daysLater(expiresOn, day);
  return { from: startOfDay(date, zoneOf(policy)), dueAt: closingOnOrAfter(policy.tickets.workingHours, date) };
}

/** FK-17: the day decides: the latest call whose day has come at an instant; the first one before that. */
export function callOfDay(policy: ServicePackagePolicy, { expiresOn }: Validity, at: Instant): ExpiryCall | undefined {
  const day = daysBetween(expiresOn, localDate(at, zoneOf(policy)));
  const { calls } = policy.validity;
  return calls.findLast((call) => call.day <= day) ?? calls[0];
}

/**
 * FK-14: the first visit's date, frozen now. Without a planned visit it is the last one known, or today where that is past:
 * nobody pays for days that are over.
 */
export function frozenValidity(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant) {
  const zone = zoneOf(policy);
  const first = plannedVisits(state)[0];
  const today = localDate(at, zone);
  const known = state.startsOn > today ? state.startsOn : today;
  return validityFrom(policy, first === undefined ? known : localDate(first.startsAt, zone));
}

/**
 * Why visits cannot lie where they do, or `null`: each in the validity, the grace included. `frozen` is what a paid package
 * has; without it the validity begins with the earliest of the visits.
 */
export function refusalOfDates(
  policy: ServicePackagePolicy,
  visits: readonly Pick<Visit, 'startsAt'>[],
  frozen: Validity | null,
): Refusal | null {
  const dates = visits.map(({ startsAt }) => localDate(startsAt, zoneOf(policy))).toSorted();
  const [first] = dates;
  if (first === undefined) return null;
  const { startsOn, graceEndsOn } = frozen ?? validityFrom(policy, first);
  return dates.every((date) => startsOn <= date && date <= graceEndsOn)
    ? null
    : refusal('outside-validity', 'the package cannot be used on that day', { startsOn, graceEndsOn });
}

/**
 * What the first visit decides, as long as nothing is paid: the validity and the chase (FK-09, FK-14). The deadline that was
 * promised is kept: moving a visit does not move it away.
 */
export function anchoredAt(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  at: Instant,
): Partial<ServicePackageState> {
  const first = plannedVisits(state)[0];
  if (state.payment !== null || first === undefined) return {};
  const validity = validityFrom(policy, localDate(first.startsAt, zoneOf(policy)));
  return first.startsAt === state.firstVisitAt
    ? validity
    : { ...validity, firstVisitAt: first.startsAt, firstVisitSetAt: at, payBy: lastChance(policy, state).until };
}
