// Owns the assertion on what a page comes to show: it is read again until it fits, because a page follows an event a moment later.
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';

const LOOK_EVERY_MS = 25;
// No expectation: only what goes wrong takes so long.
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

/** `await poll(() => rows.count()).toBe(3)`: fails with the matcher's own words about what was read last. */
export const poll = <T>(read: () => T | Promise<T>) => ({
  toBe: (wanted: T) => until(read, (seen) => expect(seen).toBe(wanted)),
  toEqual: (wanted: unknown) => until(read, (seen) => expect(seen).toEqual(wanted)),
  toMatch: (wanted: RegExp | string) => until(read, (seen) => expect(seen).toMatch(wanted)),
  not: {
    toBe: (unwanted: T) => until(read, (seen) => expect(seen).not.toBe(unwanted)),
    toMatch: (unwanted: RegExp | string) => until(read, (seen) => expect(seen).not.toMatch(unwanted)),
  },
});
