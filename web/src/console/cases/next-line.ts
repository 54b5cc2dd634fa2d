import { useTranslation } from 'react-i18next';
import type { Todo } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useLabels } from './labels.ts';

export type Dated = { what: string; at: string | null };

export type NextWords = {
  /** What happens or is to be done, such as “Call the customer”. */
  what: string;
  /** `in 2 h 5 min`, `3 h ago`, or “as soon as possible”. */
  when: string;
  isLate: boolean;
};

export function useNextWords(): (step: Dated, now: number) => NextWords {
  const { t, i18n } = useTranslation();
  const times = useSpokenTimes();
  const labels = useLabels();
  return ({ what, at }, now) => {
    const words = i18n.exists(`cases.steps.${what}`)
      ? t(`cases.steps.${what}`)
      : (labels.task(what) ?? t('cases.steps.other', { what }));
    if (at === null) return { what: words, when: t('cases.asap'), isLate: false };
    const left = Date.parse(at) - now;
    const duration = times.age(Math.abs(left));
    return { what: words, when: t(left > 0 ? 'cases.in' : 'cases.ago', { duration }), isLate: left <= 0 };
  };
}

/** Who is to do it: a login, or any of several roles. */
export function useByWords(): (by: Todo['by']) => string {
  const { t } = useTranslation();
  const labels = useLabels();
  return (by) => t('cases.byWhom', { by: labels.by(typeof by === 'string' ? by : by.join(' or ')) });
}
