// Owns turning a problem's code into a sentence of the person's language. Refuses to show the server's English detail.
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';

export function useSpokenProblem(): (problem: Problem) => string {
  const { t } = useTranslation();
  return ({ code, details }) => {
    const assignee = typeof details['assignee'] === 'string' ? details['assignee'] : '—';
    return t([`problems.${code}`, 'problems.other'], { code, assignee });
  };
}
