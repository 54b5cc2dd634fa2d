// Owns at which instant a person's command counts. Refuses to read a clock.
import { type ExactDuration, type Instant, later } from '../calendar/instant.ts';

// Longer than a running house takes to carry out a command; older ones waited for a house that was down.
const STILL_FRESH: ExactDuration = 'PT15S';

/**
 * A command counts from the moment at which the person asked, so that their deadlines are theirs to the second; never
 * before what has already happened to the case, and where the house was down meanwhile, from when it is carried out.
 */
export function commandInstant(askedAt: Instant, latestMoveAt: Instant, now: Instant): Instant {
  if (askedAt > now || later(askedAt, STILL_FRESH) < now) return now;
  return askedAt < latestMoveAt ? latestMoveAt : askedAt;
}
