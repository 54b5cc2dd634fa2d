// A page follows an event a moment later, so an assertion reads it again until it fits.
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';

const LOOK_EVERY_MS = 25;
// Not an expected time: only a failure takes this long.
const WITHIN_MS = 20_000;

async function until<T>(read: () => T | Promise<T>, check: (seen: T) => void): Promise<void> {
  for (const giveUpAt = performance.now() + WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
    const seen = await read();
    try {
      return check(seen);
    } catch (missed) {
      if (performance.now() > giveUpAt) throw missed;
    }
  }
}

/** `await poll(() => rows.count()).toBe(3)` fails with the matcher's own message about the last value. */
export const poll = <T>(read: () => T | Promise<T>) => ({
  toBe: (wanted: T) => until(read, (seen) => expect(seen).toBe(wanted)),
  toEqual: (wanted: unknown) => until(read, (seen) => expect(seen).toEqual(wanted)),
  toMatch: (wanted: RegExp | string) => until(read, (seen) => expect(seen).toMatch(wanted)),
  not: {
    toBe: (unwanted: T) => until(read, (seen) => expect(seen).not.toBe(unwanted)),
    toMatch: (unwanted: RegExp | string) => until(read, (seen) => expect(seen).not.toMatch(unwanted)),
  },
});
