// Owns wall time in fractions of a millisecond, so that instants of several processes can be compared. Refuses to be a Clock.
import { systemClock } from '../../platform/clock.ts';

let offset = calibrated();

/** Milliseconds since 1970. */
export function wallNow(): number {
  return offset + performance.now();
}

/** Before each round: the machine's clock is corrected while we run, ours is not. */
export function setWallTime(): void {
  offset = calibrated();
}

// The clock says whole milliseconds, so the moment in which it says another one is the exact one.
function calibrated(): number {
  const before = systemClock.now().getTime();
  let now = before;
  while (now === before) now = systemClock.now().getTime();
  return now - performance.now();
}
