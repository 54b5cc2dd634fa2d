/** All reasons for which a business rule refuses a request; each is documented in `docs/refusals.md`. */
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
  'cancellation-settled',
  'category-unknown',
  'chase-open',
  'choice-not-offered',
  'choice-unknown',
  'collection-required',
  'collection-time-unfit',
  'conversation-closed',
  'currency-refused',
  'disposition-required',
  'due-in-past',
  'key-read-only',
  'no-visits-left',
  'not-allowed',
  'not-assignee',
  'not-booked',
  'not-cash',
  'not-closed',
  'not-paid',
  'not-yet',
  'nothing-to-correct',
  'outside-validity',
  'password-change-required',
  'payment-decided',
  'payment-method-refused',
  'person-unknown',
  'rating-over',
  'refund-decided',
  'request-ended',
  'result-required',
  'result-untrue',
  'revival-impossible',
  'same-category',
  'second-person-required',
  'ticket-closed',
  'ticket-type-unknown',
  'too-far-ahead',
  'visit-in-past',
  'visit-not-recorded',
  'visit-over',
  'visit-too-late',
  'visit-unknown',
  'visits-unrecorded',
  'wait-too-long',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** Details of a refusal for the caller: instants, ids, words; a list for several things; a boolean for yes or no. */
export type RefusalDetails = Record<string, string | boolean | null | readonly string[]>;

/** A rule has refused, and nothing has changed. Callers see `details` as they are, so they hold no personal data. */
export type Refusal = { code: RefusalCode; message: string; details?: RefusalDetails };

export function refusal(code: RefusalCode, message: string, details?: RefusalDetails): Refusal {
  return details === undefined ? { code, message } : { code, message, details };
}
