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

/** What a refusal adds for the caller: instants, ids, words; a list where it is about several things; yes or no as a boolean. */
export type RefusalDetails = Record<string, string | boolean | null | readonly string[]>;

/** A rule's no: nothing has changed. `details` go to the caller as they are, so they hold no personal data. */
export type Refusal = { code: RefusalCode; message: string; details?: RefusalDetails };

export function refusal(code: RefusalCode, message: string, details?: RefusalDetails): Refusal {
  return details === undefined ? { code, message } : { code, message, details };
}
