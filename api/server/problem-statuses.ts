import { type RefusalCode, refusalStatuses } from '../../domain/refusal.ts';

/** The API's own problems, found before or after a rule is asked. */
export const problemStatuses = {
  'invalid-request': 400,
  'not-logged-in': 401,
  'login-failed': 401,
  'token-invalid': 401,
  'key-expired': 401,
  'cross-site-request': 403,
  'signature-invalid': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'idempotency-key-in-use': 409,
  'login-taken': 409,
  'draft-outdated': 409,
  'draft-published': 409,
  'program-exists': 409,
  'version-in-use': 409,
  'own-account': 409,
  'password-unchanged': 422,
  'password-wrong': 422,
  'case-purged': 410,
  'effect-not-unknown': 409,
  'payload-too-large': 413,
  'too-many-files': 400,
  'headers-too-large': 431,
  'request-timeout': 408,
  'unsupported-media-type': 415,
  'expectation-failed': 417,
  'idempotency-key-reused': 422,
  'mail-unknown': 404,
  'mail-report-unreadable': 422,
  'payload-key-unknown': 422,
  'payload-unreadable': 422,
  'role-unknown': 422,
  'program-invalid': 422,
  'valid-from-past': 422,
  'expiry-in-past': 422,
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
