/** The refusals of tickets, and their HTTP statuses. */
export const ticketRefusals = {
  'call-already-recorded': 409,
  'chase-open': 409,
  'due-in-past': 422,
  'result-required': 422,
  'result-untrue': 422,
  'ticket-closed': 409,
  'ticket-type-unknown': 422,
  'wait-too-long': 422,
} as const;
