// Owns the codes with which a rule says no. Refuses to know how a code is spoken over HTTP.

/** Every reason for which a business rule refuses a request; each is documented in `docs/refusals.md`. */
export const refusalCodes = [
  'absence-range-invalid',
  'already-accepted',
  'already-cancelled',
  'already-paid',
  'already-rated',
  'attachment-empty',
  'attachment-too-large',
  'attachment-type-refused',
  'call-already-recorded',
  'category-unknown',
  'choice-not-offered',
  'choice-unknown',
  'collection-required',
  'collection-time-unfit',
  'conversation-closed',
  'currency-refused',
  'disposition-required',
  'due-in-past',
  'no-visits-left',
  'not-allowed',
  'not-assignee',
  'not-booked',
  'not-cash',
  'not-closed',
  'not-paid',
  'outside-validity',
  'payment-decided',
  'payment-method-refused',
  'person-unknown',
  'rating-over',
  'refund-decided',
  'result-required',
  'revival-impossible',
  'same-category',
  'second-person-required',
  'ticket-closed',
  'ticket-type-unknown',
  'visit-in-past',
  'visit-over',
  'visit-too-late',
  'visit-unknown',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** A rule's no: nothing has changed. `details` go to the caller as they are, so they hold no personal data. */
export type Refusal = { code: RefusalCode; message: string; details?: Record<string, string | null> };

export function refusal(code: RefusalCode, message: string, details?: Record<string, string | null>): Refusal {
  return details === undefined ? { code, message } : { code, message, details };
}
