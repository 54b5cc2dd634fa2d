// Owns every wait of a test for something that comes about beside it: it looks again and again, and never without an end.
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;
// The real clock, also in a test that holds it.
const now = performance.now.bind(performance);

/**
 * Looks until it fits, in wall time. `withinMs` is no expectation: only what goes wrong takes so long.
 * @throws Error with what was seen last
 */
export async function until<T>(
  look: () => T | Promise<T>,
  fits: (seen: T) => boolean = Boolean,
  withinMs = 60_000,
): Promise<T> {
  for (const giveUpAt = now() + withinMs; ; await pause(LOOK_EVERY_MS)) {
    const seen = await look();
    if (fits(seen)) return seen;
    if (now() > giveUpAt) throw new Error(`it never came to that: ${JSON.stringify(seen)}`);
  }
}
