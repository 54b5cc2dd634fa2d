// Owns the demo people of filkhedma, as issue 4 names them.
import type { DemoPerson } from '../demo-person.ts';

const numbered = (login: string, name: string, role: string, count: number): DemoPerson[] =>
  Array.from({ length: count }, (_, index) => ({ login: `${login}-${index + 1}`, name: `${name} ${index + 1}`, role }));

export const people: readonly DemoPerson[] = [
  ...numbered('cc', 'Customer care', 'customer-care', 2),
  ...numbered('cs', 'Customer success', 'customer-success', 3),
  { login: 'cs-lead', name: 'Customer success lead', role: 'customer-success-lead' },
  ...numbered('ops', 'Operations', 'operations', 1),
  ...numbered('finance', 'Finance', 'finance', 2),
];
