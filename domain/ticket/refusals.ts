/** The refusals of tickets, and their HTTP statuses. */
export const ticketRefusals = {
  'call-already-recorded': 409,
  'chase-open': 409,
  'due-in-past': 422,
  'field-required': 409,
  'field-unfit': 422,
  'field-unknown': 422,
  'result-required': 422,
  'result-untrue': 422,
  'ticket-closed': 409,
  'ticket-type-unknown': 422,
  'wait-too-long': 422,
} as const;
