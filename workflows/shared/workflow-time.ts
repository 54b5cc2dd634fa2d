// Owns the workflow's own time: deterministic on replay, skipped in rehearsals.
import { type Instant, millisecondsBetween, toInstant } from '../../domain/calendar/instant.ts';

export function workflowNow(): Instant {
  // Inside the sandbox this is the time of the workflow task, not the machine's.
  return toInstant(new Date().getTime());
}

/** Milliseconds until an instant, never negative. */
export function millisecondsUntil(at: Instant): number {
  return Math.max(0, millisecondsBetween(workflowNow(), at));
}
