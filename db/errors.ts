// Classes 08 (connection), 53 (resources), 57P0x (shutting down, starting up), 40001/40P01 (lost a race: repeat),
// 25P03/25P04 (the transaction took too long and was ended).
// https://www.postgresql.org/docs/18/errcodes-appendix.html
const STATES = /^(?:08...|53...|57P0[1-5]|40001|40P01|25P0[34])$/;
const SOCKET_CODES = new Set(
  'ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EPIPE ETIMEDOUT'.split(' '),
);
// The driver has no code for a connection that ended during a statement.
const DRIVER_MESSAGES =
  /Connection terminated|encountered a connection error|timeout exceeded when trying to connect|Query read timeout/;

/** True when an error or its cause means that the database could not be reached or gave up: repeat later. */
export function isDatabaseOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { message, cause, errors } = error as { message?: unknown; cause?: unknown; errors?: unknown };
  const code = codeOf(error);
  if (STATES.test(code) || SOCKET_CODES.has(code) || DRIVER_MESSAGES.test(String(message))) return true;
  // A host name with several addresses fails once for each of them.
  return (Array.isArray(errors) && errors.some(isDatabaseOutage)) || isDatabaseOutage(cause);
}

/** True when a lock was not free within the time limit. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

/** True when PostgreSQL could not read a value as its type (class 22), such as an invented cursor. */
export function isUnfitValue(error: unknown): boolean {
  return /^22...$/.test(codeOf(error));
}

/** True when a row with this unique value already exists. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** The result, or `null` when a row with one of its unique values already exists. */
export async function unlessTaken<Result>(result: Promise<Result>): Promise<Result | null> {
  try {
    return await result;
  } catch (error) {
    if (isTaken(error)) return null;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}
