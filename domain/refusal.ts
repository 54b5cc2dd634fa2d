// Owns the codes with which a rule says no. Refuses to know how a code is spoken over HTTP.

/** Every reason for which a business rule refuses a request; each is documented in `docs/refusals.md`. */
export const refusalCodes = [
  'absence-range-invalid',
  'already-accepted',
  'already-rated',
  'attachment-empty',
  'attachment-too-large',
  'attachment-type-refused',
  'category-unknown',
  'choice-not-offered',
  'choice-unknown',
  'conversation-closed',
  'disposition-required',
  'not-allowed',
  'not-assignee',
  'not-closed',
  'person-unknown',
  'rating-over',
  'same-category',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** A rule's no: nothing has changed. `details` go to the caller as they are, so they hold no personal data. */
export type Refusal = { code: RefusalCode; message: string; details?: Record<string, string | null> };

export function refusal(code: RefusalCode, message: string, details?: Record<string, string | null>): Refusal {
  return details === undefined ? { code, message } : { code, message, details };
}
