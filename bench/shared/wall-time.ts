// Wall time in fractions of a millisecond, so that instants of several processes can be compared.
import { systemClock } from '../../platform/clock.ts';

let offset = calibrated();

/** Milliseconds since 1970. */
export function wallNow(): number {
  return offset + performance.now();
}

/** Call this before each round: the machine's clock is corrected while we run, ours is not. */
export function setWallTime(): void {
  offset = calibrated();
}

// The clock gives whole milliseconds: the moment when it changes is exact.
function calibrated(): number {
  const before = systemClock.now().getTime();
  let now = before;
  while (now === before) now = systemClock.now().getTime();
  return now - performance.now();
}
