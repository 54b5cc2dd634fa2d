// Owns at which instant something counts that was meant for one moment and carried out at another. Refuses to read a clock.
import { type ExactDuration, type Instant, later } from './instant.ts';

// Longer than a running house takes; what is older waited for a house that was down.
const STILL_FRESH: ExactDuration = 'PT15S';

/**
 * A command counts from when the person asked, a step from when it was due, so that what follows from them is exact to
 * the second; never before what has already happened to the case. Where the house was down meanwhile, `now` counts.
 */
export function countedInstant(meantAt: Instant, latestAt: Instant, now: Instant): Instant {
  if (meantAt > now || later(meantAt, STILL_FRESH) < now) return now;
  return meantAt < latestAt ? latestAt : meantAt;
}
