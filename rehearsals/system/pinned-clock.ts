// A rehearsal's clock does not run: it moves only when the rehearsal moves it.
import type { Clock } from '../../platform/clock.ts';

/** Shared by API, worker and activities, so that each step has exactly its own instant. */
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
