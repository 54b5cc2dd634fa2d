// Owns turning a problem's code into a sentence of the person's language. Refuses to show the server's English detail.
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';

import { usePeopleNames } from './people-names.ts';

export function useSpokenProblem(): (problem: Problem) => string {
  const { t } = useTranslation();
  const person = usePeopleNames();
  return ({ code, details }) => {
    const said = (fact: 'assignee' | 'preparedBy') => (typeof details[fact] === 'string' ? person(details[fact]) : '—');
    return t([`problems.${code}`, 'problems.other'], {
      code,
      assignee: said('assignee'),
      preparedBy: said('preparedBy'),
    });
  };
}
