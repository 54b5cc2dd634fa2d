import { type ExactDuration, type Instant, later } from './instant.ts';

// Normal delays are shorter than this. A longer delay means that Careline was down.
const STILL_FRESH: ExactDuration = 'PT15S';

/**
 * A command counts from when the person asked, and a step from when it was due, so later times are exact to the second.
 * It never counts before the case's latest event. If Careline was down in between, `now` counts.
 */
export function countedInstant(meantAt: Instant, latestAt: Instant, now: Instant): Instant {
  if (meantAt > now || later(meantAt, STILL_FRESH) < now) return now;
  return meantAt < latestAt ? latestAt : meantAt;
}
