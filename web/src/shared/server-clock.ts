// The server's time keeps a countdown right on a machine whose clock is wrong.

// The Date header has whole seconds. A smaller difference counts as none.
const SMALL_MS = 2_000;

let offset = 0;

/** Learns the offset from any answer of the server. */
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
