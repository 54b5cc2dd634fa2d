// The server's English detail is not shown: each problem code has a sentence in the person's language.
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';

import { useSpokenTimes } from './spoken-time.ts';
import { usePeopleNames } from './people-names.ts';

export function useSpokenProblem(): (problem: Problem) => string {
  // Not the translation of this moment: a note says it again in another language.
  const { i18n } = useTranslation();
  const person = usePeopleNames();
  const times = useSpokenTimes();
  return ({ code, details }) => {
    const said = (fact: 'assignee' | 'preparedBy') => (typeof details[fact] === 'string' ? person(details[fact]) : '—');
    const { latest } = details;
    const until = typeof latest === 'string' ? { latest: times.dateTime(latest) } : {};
    const keys = typeof latest === 'string' ? [`problems.${code}-until`] : [];
    return i18n.t([...keys, `problems.${code}`, 'problems.other'], {
      code,
      ...until,
      assignee: said('assignee'),
      preparedBy: said('preparedBy'),
    });
  };
}
