/** The refusals of conversations, and their HTTP statuses. */
export const conversationRefusals = {
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
  'not-closed': 409,
  'number-unfit': 422,
  'question-unknown': 422,
  'rating-over': 409,
  'same-category': 422,
} as const;
