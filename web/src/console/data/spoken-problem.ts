// The server's English detail is not shown: each problem code has a sentence in the person's language.
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
