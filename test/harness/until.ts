// Every wait of a test polls, and always has an end.
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;
// The real clock, even in a test that stops it.
const now = performance.now.bind(performance);

/**
 * Polls until it fits, in real time. `withinMs` is not an expected time: only a failure takes this long. @throws Error
 * with the last value
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
