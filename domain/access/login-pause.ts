// Owns how long a login name has to wait after so many failures. Refuses to count.

/** `free` tries in a row cost nothing; then each failure costs a pause, twice as long as the one before. */
export type PauseRule = { free: number; firstMs: number; longestMs: number };

/** Milliseconds to wait after so many tries in a row; 0 while they cost nothing. */
export function pauseAfter(tries: number, { free, firstMs, longestMs }: PauseRule): number {
  return tries < free ? 0 : Math.min(longestMs, firstMs * 2 ** (tries - free));
}
