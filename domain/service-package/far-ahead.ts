import { daysBetween } from '../calendar/days.ts';
import { type Instant, localDate } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';

/**
 * Why a first visit's date is refused, or `null` (FK-03). Days are civil days in the program's zone. Beyond the nearer
 * bound it needs a confirmation; beyond the farther one it is always refused.
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
