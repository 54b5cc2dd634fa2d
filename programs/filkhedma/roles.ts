// Owns the roles of filkhedma. Holds data, no rules.

export const roles = [
  { role: 'customer-care', title: 'Customer care' },
  { role: 'customer-success', title: 'Customer success' },
  { role: 'customer-success-lead', title: 'Customer success lead' },
  { role: 'operations', title: 'Operations' },
  { role: 'finance', title: 'Finance' },
] as const;
