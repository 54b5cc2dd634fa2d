// One demo person for each post in the document (CDEK-02).
import type { DemoPerson } from '../demo-person.ts';

const numbered = (role: string, title: string, count: number): DemoPerson[] =>
  Array.from({ length: count }, (_, index) => ({ login: `${role}-${index + 1}`, name: `${title} ${index + 1}`, role }));

export const people: readonly DemoPerson[] = [
  { login: 'director', name: 'Исполнительный директор', role: 'director' },
  { login: 'klo-senior', name: 'Старший менеджер КЛО', role: 'klo-senior' },
  ...numbered('klo', 'Менеджер КЛО', 11),
  ...numbered('support', 'Менеджер по сопровождению', 2),
];
