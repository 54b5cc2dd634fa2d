import { daysBetween, daysLater, endOfDay, monthsLater, startOfDay } from '../calendar/days.ts';
import { type Instant, type LocalDate, localDate } from '../calendar/instant.ts';
import { closingOnOrAfter } from '../calendar/working-time.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type ExpiryCall, type ServicePackagePolicy, type ValidityTerms, zoneOf } from './policy.ts';
import type { ServicePackageState, Visit } from './state.ts';
import { lastChance } from './chase-times.ts';
import { plannedVisits } from './visits.ts';

export type Validity = Pick<ServicePackageState, 'startsOn' | 'expiresOn' | 'graceEndsOn'>;

/** FK-14: a calendar month from the first visit's date, clipped, plus two weeks; the last day belongs to each. */
export function validityFrom({ months, graceDays }: ValidityTerms, startsOn: LocalDate): Validity {
  const expiresOn = monthsLater(startsOn, months);
  return { startsOn, expiresOn, graceEndsOn: daysLater(expiresOn, graceDays) };
}

/** The terms that a package was sold with. */
export function termsOf(
  policy: ServicePackagePolicy,
  { catalogueItem }: Pick<ServicePackageState, 'catalogueItem'>,
): ValidityTerms {
  return catalogueItem?.validity ?? policy.validity;
}

/** When the month ends and the grace begins: day 1 after expiry. */
export function expiresAt(policy: ServicePackagePolicy, { expiresOn }: Validity): Instant {
  return endOfDay(expiresOn, zoneOf(policy));
}

/** When the grace ends (FK-17, end of day 14). */
export function graceEndsAt(policy: ServicePackagePolicy, { graceEndsOn }: Validity): Instant {
  return endOfDay(graceEndsOn, zoneOf(policy));
}

/** Day n is the expiry date + n (FK-17): the earliest and latest time of its call. */
export function callTimes(policy: ServicePackagePolicy, { expiresOn }: Validity, day: number) {
  const date = daysLater(expiresOn, day);
  return { from: startOfDay(date, zoneOf(policy)), dueAt: closingOnOrAfter(policy.tickets.workingHours, date) };
}

/** The calls whose day lies in the grace of this package: one of the catalogue may have a shorter grace. */
export function graceCalls(policy: ServicePackagePolicy, { expiresOn, graceEndsOn }: Validity): readonly ExpiryCall[] {
  const lastDay = daysBetween(expiresOn, graceEndsOn);
  return policy.validity.calls.filter(({ day }) => day <= lastDay);
}

/**
 * FK-17: the day decides. The latest call whose day has come at an instant; before that, the first one, unless the
 * program makes it not before its day.
 */
export function callOfDay(policy: ServicePackagePolicy, validity: Validity, at: Instant): ExpiryCall | undefined {
  const day = daysBetween(validity.expiresOn, localDate(at, zoneOf(policy)));
  const calls = graceCalls(policy, validity);
  const come = calls.findLast((call) => call.day <= day);
  return come ?? (calls[0]?.notBefore === true ? undefined : calls[0]);
}

/**
 * FK-14: freezes the validity at the first visit's date. Without a planned visit it is the last known date, or today if
 * that is past: customers do not pay for past days.
 */
export function frozenValidity(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant) {
  const zone = zoneOf(policy);
  const first = plannedVisits(state)[0];
  const today = localDate(at, zone);
  const known = state.startsOn > today ? state.startsOn : today;
  return validityFrom(termsOf(policy, state), first === undefined ? known : localDate(first.startsAt, zone));
}

/**
 * Why these dates are refused, or `null`: each visit must be within the validity, grace included. That is a paid
 * package's own, or by its terms one that begins with the earliest visit.
 */
export function refusalOfDates(
  policy: ServicePackagePolicy,
  visits: readonly Pick<Visit, 'startsAt'>[],
  valid: Validity | ValidityTerms,
): Refusal | null {
  const dates = visits.map(({ startsAt }) => localDate(startsAt, zoneOf(policy))).toSorted();
  const [first] = dates;
  if (first === undefined) return null;
  const { startsOn, graceEndsOn } = 'startsOn' in valid ? valid : validityFrom(valid, first);
  return dates.every((date) => startsOn <= date && date <= graceEndsOn)
    ? null
    : refusal('outside-validity', 'the package cannot be used on that day', { startsOn, graceEndsOn });
}

/**
 * The validity and the chase of an unpaid package, which follow its first visit (FK-09, FK-14). The promised deadline
 * is kept: a moved visit does not extend it.
 */
export function anchoredAt(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  at: Instant,
): Partial<ServicePackageState> {
  const first = plannedVisits(state)[0];
  if (state.payment !== null || first === undefined) return {};
  const validity = validityFrom(termsOf(policy, state), localDate(first.startsAt, zoneOf(policy)));
  return first.startsAt === state.firstVisitAt
    ? validity
    : { ...validity, firstVisitAt: first.startsAt, firstVisitSetAt: at, payBy: lastChance(policy, state).until };
}
