import type { SendAnswer } from './adapter.ts';

type Unanswered = Extract<SendAnswer, { kind: 'refused' | 'never-left' | 'ambiguous' }>;
// Read by shape: clients may throw errors of another realm, or values that are not errors.
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

// Not authorized, or told to wait: the provider has not looked at the effect, so a fixed setting or time helps.
const NOT_LOOKED_AT = new Set([401, 403, 407, 425, 429]);
// 408: the provider may have the whole request; 409: the effect may conflict with itself.
const DOUBTFUL = new Set([408, 409]);
// Before the first byte: name look-up, connecting, checking the certificate.
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
 * Classifies an HTTP status: 429 and refused logins → never left; other 4xx → refused; the rest (5xx, redirects, a 2xx
 * with an unreadable body) → ambiguous. Source: RFC 9110.
 */
export function classifyStatus(status: number, retryAfterMs?: number): Unanswered {
  const code = `http-${status}`;
  if (NOT_LOOKED_AT.has(status))
    return { kind: 'never-left', code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (status >= 400 && status < 500 && !DOUBTFUL.has(status)) return { kind: 'refused', code };
  return { kind: 'ambiguous', code };
}

/** Classifies an error thrown by a call. A numeric `status` is an HTTP status; an unknown error is ambiguous. */
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

// Messages may quote the request, so only a code is kept.
function failureCode(error: unknown): string {
  const { code, cause, errors } = failureOf(error);
  if (typeof code === 'string' && /^[A-Za-z][\w-]{1,40}$/.test(code)) return code;
  const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  return inner === undefined ? 'failed' : failureCode(inner);
}
