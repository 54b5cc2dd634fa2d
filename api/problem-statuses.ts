// Owns the one table of codes and HTTP statuses: the domain's refusals and the API's own problems. Knows no route.
import type { RefusalCode } from '../domain/refusal.ts';

/** Every refusal of a rule; a new code in `domain/refusal.ts` does not compile until it has its status here. */
export const refusalStatuses: Record<RefusalCode, number> = {
  'absence-range-invalid': 422,
  'already-accepted': 409,
  'already-rated': 409,
  'attachment-empty': 422,
  'attachment-too-large': 413,
  'attachment-type-refused': 422,
  'category-unknown': 422,
  'choice-not-offered': 409,
  'choice-unknown': 422,
  'conversation-closed': 409,
  'disposition-required': 422,
  'not-allowed': 403,
  'not-assignee': 403,
  'not-closed': 409,
  'person-unknown': 422,
  'rating-over': 409,
  'same-category': 422,
};

/** What the API itself says no with, before or after any rule was asked. */
export const problemStatuses = {
  'invalid-request': 400,
  'not-logged-in': 401,
  'login-failed': 401,
  'token-invalid': 401,
  'cross-site-request': 403,
  'not-found': 404,
  'idempotency-key-in-use': 409,
  'login-taken': 409,
  'own-account': 409,
  'payload-too-large': 413,
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
