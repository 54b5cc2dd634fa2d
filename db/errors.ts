// Owns how to read PostgreSQL's errors: is it away, was a value unfit, was a name taken. Refuses to decide what follows.

// Classes 08 (connection), 53 (resources), 57P0x (shutting down, starting up), 40001/40P01 (lost a race: repeat).
// https://www.postgresql.org/docs/18/errcodes-appendix.html
const STATES = /^(?:08...|53...|57P0[1-5]|40001|40P01)$/;
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT']);
// The driver has no code for a connection that ended under a statement.
const DRIVER_MESSAGES = /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after calling end/;

/** True when an error, or what caused it, means that the database could not be reached or gave up: repeat later. */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (STATES.test(code) || SOCKET_CODES.has(code))) return true;
  if (DRIVER_MESSAGES.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseOutage);
  return isDatabaseOutage(error.cause);
}

/** True when PostgreSQL could not read a value as its type (class 22), such as a cursor that somebody made up. */
export function isUnfitValue(error: unknown): boolean {
  return error instanceof Error && /^22...$/.test(String((error as { code?: unknown }).code));
}

/** True when a row with this unique value is there already. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === '23505';
}
