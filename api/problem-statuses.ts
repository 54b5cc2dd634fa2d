// Owns the one table of codes and HTTP statuses: the domain's refusals and the API's own problems. Knows no route.
import type { RefusalCode } from '../domain/refusal.ts';

/** Every refusal of a rule; a new code in `domain/refusal.ts` does not compile until it has its status here. */
export const refusalStatuses: Record<RefusalCode, number> = {
  'absence-range-invalid': 422,
  'already-accepted': 409,
  'already-cancelled': 409,
  'already-paid': 409,
  'already-rated': 409,
  'attachment-empty': 422,
  'attachment-too-large': 413,
  'attachment-type-refused': 422,
  'call-already-recorded': 409,
  'category-unknown': 422,
  'choice-not-offered': 409,
  'choice-unknown': 422,
  'collection-required': 422,
  'collection-time-unfit': 422,
  'conversation-closed': 409,
  'currency-refused': 422,
  'disposition-required': 422,
  'due-in-past': 422,
  'no-visits-left': 409,
  'not-allowed': 403,
  'not-assignee': 403,
  'not-booked': 409,
  'not-cash': 422,
  'not-closed': 409,
  'not-paid': 409,
  'outside-validity': 422,
  'payment-decided': 409,
  'payment-method-refused': 422,
  'person-unknown': 422,
  'rating-over': 409,
  'refund-decided': 409,
  'result-required': 422,
  'revival-impossible': 409,
  'same-category': 422,
  'second-person-required': 403,
  'ticket-closed': 409,
  'ticket-type-unknown': 422,
  'visit-in-past': 422,
  'visit-over': 409,
  'visit-too-late': 409,
  'visit-unknown': 404,
};

/** What the API itself says no with, before or after any rule was asked. */
export const problemStatuses = {
  'invalid-request': 400,
  'not-logged-in': 401,
  'login-failed': 401,
  'token-invalid': 401,
  'cross-site-request': 403,
  'signature-invalid': 403,
  'not-found': 404,
  'idempotency-key-in-use': 409,
  'login-taken': 409,
  'own-account': 409,
  'effect-not-unknown': 409,
  'payload-too-large': 413,
  'too-many-files': 400,
  'headers-too-large': 431,
  'request-timeout': 408,
  'unsupported-media-type': 415,
  'idempotency-key-reused': 422,
  'role-unknown': 422,
  'rate-limited': 429,
  'internal-error': 500,
  'outcome-unknown': 503,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatuses | RefusalCode;

export function statusOf(code: ProblemCode): number {
  return code in problemStatuses
    ? problemStatuses[code as keyof typeof problemStatuses]
    : refusalStatuses[code as RefusalCode];
}
