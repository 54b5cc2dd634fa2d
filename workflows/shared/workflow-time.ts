import { type Instant, millisecondsBetween, toInstant } from '../../domain/calendar/instant.ts';

export function workflowNow(): Instant {
  // The sandbox returns the time of the workflow task: the same on replay, and skipped in rehearsals.
  return toInstant(new Date().getTime());
}

/** Milliseconds until an instant, never negative. */
export function millisecondsUntil(at: Instant): number {
  return Math.max(0, millisecondsBetween(workflowNow(), at));
}
