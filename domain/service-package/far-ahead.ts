// Owns how far ahead an unpaid package's first visit may lie (FK-03). Refuses to know who asks.
import { daysBetween } from '../calendar/days.ts';
import { type Instant, localDate } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';

/**
 * Why a first visit is not taken where it lies, or `null`. Days are civil days in the program's zone. Beyond the nearer bound
 * somebody has to confirm that it is meant; beyond the other it never is.
 */
export function refusalOfFarVisit(
  policy: ServicePackagePolicy,
  firstVisitAt: Instant,
  isConfirmed: boolean,
  now: Instant,
): Refusal | null {
  const { farAhead } = policy.booking;
  if (farAhead === undefined) return null;
  const zone = zoneOf(policy);
  const days = daysBetween(localDate(now, zone), localDate(firstVisitAt, zone));
  const { confirmBeyondDays, refuseBeyondDays } = farAhead;
  if (days <= (isConfirmed ? refuseBeyondDays : confirmBeyondDays)) return null;
  return refusal('too-far-ahead', `the first visit lies ${days} days ahead`, {
    firstVisitAt,
    confirmable: days <= refuseBeyondDays,
  });
}
