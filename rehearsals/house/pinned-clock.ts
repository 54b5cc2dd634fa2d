// Owns the present of a rehearsal: an instant that stands still until the rehearsal moves it. Refuses to run by itself.
import type { Clock } from '../../platform/clock.ts';

/** Shared by API, worker and activities, so that what a step does carries exactly the step's instant. */
export type PinnedClock = Clock & {
  /** Moves to an instant; an earlier one changes nothing. */
  moveTo(instant: Date): void;
};

export function pinnedClock(start: Date): PinnedClock {
  let current = start.getTime();
  return {
    now: () => new Date(current),
    moveTo: (instant) => {
      current = Math.max(current, instant.getTime());
    },
  };
}
