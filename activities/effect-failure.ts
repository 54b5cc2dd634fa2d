// Owns the reading of a failed call: did the effect certainly not arrive, or may it have? Refuses to retry.
import type { SendAnswer } from './effect-adapter.ts';

type Unanswered = Extract<SendAnswer, { kind: 'refused' | 'never-left' | 'ambiguous' }>;
// Read by shape: clients throw what is no Error of this realm, or no Error at all.
type Failure = {
  code?: unknown;
  syscall?: unknown;
  status?: unknown;
  retryAfterMs?: unknown;
  cause?: unknown;
  errors?: unknown;
};

function failureOf(error: unknown): Failure {
  return typeof error === 'object' && error !== null ? error : {};
}

// Not let in, or told to wait: the provider has not looked at the effect, and a mended setting or time helps.
const NOT_LOOKED_AT = new Set([401, 403, 407, 425, 429]);
// 408: half a request may be a whole one; 409: perhaps it conflicts with itself.
const DOUBTFUL = new Set([408, 409]);
// Before the first byte: looking up the name, connecting, checking the certificate.
const CONNECTING = new Set(['connect', 'getaddrinfo']);
const CONNECTING_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Thrown when a call took longer than its adapter allows. */
export class CallTimeout extends Error {
  override name = 'CallTimeout';
  readonly code = 'timeout';
}

/**
 * What an HTTP status says about an effect: 429 and closed doors → never left, other 4xx → refused, the rest (5xx, a
 * redirect, a 2xx whose body made no sense) → ambiguous. Source: reliability.md, effect ledger; RFC 9110.
 */
export function classifyStatus(status: number, retryAfterMs?: number): Unanswered {
  const code = `http-${status}`;
  if (NOT_LOOKED_AT.has(status))
    return { kind: 'never-left', code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (status >= 400 && status < 500 && !DOUBTFUL.has(status)) return { kind: 'refused', code };
  return { kind: 'ambiguous', code };
}

/** What an error thrown by a call says. A numeric `status` is an HTTP status; what is not known to be harmless is ambiguous. */
export function classifyFailure(error: unknown): Unanswered {
  const status = statusOf(error);
  if (status !== null) return classifyStatus(status, retryAfterOf(error));
  return { kind: hasNotLeft(error) ? 'never-left' : 'ambiguous', code: failureCode(error) };
}

function statusOf(error: unknown): number | null {
  const { status } = failureOf(error);
  return typeof status === 'number' ? status : null;
}

function retryAfterOf(error: unknown): number | undefined {
  const { retryAfterMs } = failureOf(error);
  return typeof retryAfterMs === 'number' ? retryAfterMs : undefined;
}

function hasNotLeft(error: unknown): boolean {
  const { code, syscall, cause, errors } = failureOf(error);
  // One error per address that was tried.
  if (Array.isArray(errors)) return errors.length > 0 && errors.every(hasNotLeft);
  if (CONNECTING.has(String(syscall)) || CONNECTING_CODES.has(String(code))) return true;
  return cause !== undefined && hasNotLeft(cause);
}

// Messages may quote the request, so only what looks like a code is kept.
function failureCode(error: unknown): string {
  const { code, cause, errors } = failureOf(error);
  if (typeof code === 'string' && /^[A-Za-z][\w-]{1,40}$/.test(code)) return code;
  const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  return inner === undefined ? 'failed' : failureCode(inner);
}
