// Owns what time it is at the server, so that a countdown is right on a machine whose clock is not. Refuses to tick.

// The Date header has whole seconds; below this the two clocks are called equal.
const SMALL_MS = 2_000;

let offset = 0;

/** Learns from any answer of the server. */
export function noteServerTime(headers: Pick<Headers, 'get'>): void {
  const said = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(said)) return;
  const measured = said + 500 - Date.now();
  offset = Math.abs(measured) < SMALL_MS ? 0 : measured;
}

/** Milliseconds since 1970 by the server's clock. */
export function serverNow(): number {
  return Date.now() + offset;
}
