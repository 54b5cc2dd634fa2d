/** The refusals of access, in all processes, and their HTTP statuses. */
export const accessRefusals = {
  'key-read-only': 403,
  'not-allowed': 403,
  'not-assignee': 403,
  'not-held': 409,
  'password-change-required': 403,
  'person-unknown': 422,
} as const;
