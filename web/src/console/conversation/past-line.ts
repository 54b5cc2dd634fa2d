// Owns the sentence for a thing that happened to a request.
import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../shared/wire.ts';
import { useNames } from '../data/labels.ts';
import { useProgram } from '../data/session.tsx';

export function usePastLine(): (entry: Timeline['past'][number]) => string {
  const { t } = useTranslation();
  const names = useNames();
  const program = useProgram();
  return ({ what, by, details }) => {
    const facts: Record<string, unknown> = details ?? {};
    const who = by === 'customer' || by === 'careline' ? t(`timeline.by.${by}`) : by;
    const roles = Array.isArray(facts['to']) ? facts['to'].map((role) => names.role(program, role)).join(', ') : '';
    return t([`timeline.what.${what}`, 'timeline.what.other'], {
      what,
      by: who,
      roles,
      category: names.category(program, facts['category']),
      from: names.category(program, facts['from']),
      to: names.category(program, facts['to']),
      assignee: `${facts['assignee'] ?? ''}`,
      disposition: names.disposition(program, facts['disposition']),
      score: `${facts['score'] ?? facts['rating'] ?? ''}`,
    });
  };
}
