/** `free` tries in a row cost nothing; then each failure costs a pause, twice as long as the one before. */
export type PauseRule = { free: number; firstMs: number; longestMs: number };

/** Milliseconds to wait after this many failed tries in a row; 0 for the free ones. */
export function pauseAfter(tries: number, { free, firstMs, longestMs }: PauseRule): number {
  return tries < free ? 0 : Math.min(longestMs, firstMs * 2 ** (tries - free));
}
