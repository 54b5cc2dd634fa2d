// Owns the sentence for what comes next of a package or a ticket: what, when and by which rule.
import { useTranslation } from 'react-i18next';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useLabels } from './labels.ts';

export type Step = { what: string; at: string | null; rule?: string | null; by?: string };

export type NextWords = {
  /** What is to be done, such as “Call the customer”. */
  what: string;
  /** `in 2 h 5 min`, `3 h ago`, or empty where it is as soon as possible. */
  when: string;
  isLate: boolean;
};

export function useNextWords(): (step: Step, now: number) => NextWords {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  return ({ what, at }, now) => {
    const words = t([`cases.steps.${what}`, 'cases.steps.other'], { what });
    if (at === null) return { what: words, when: t('cases.asap'), isLate: false };
    const left = Date.parse(at) - now;
    const duration = times.age(Math.abs(left));
    return { what: words, when: t(left > 0 ? 'cases.in' : 'cases.ago', { duration }), isLate: left <= 0 };
  };
}

/** Who is to do it, as a sentence of its own; `null` for what Careline does by itself. */
export function useByWords(): (by: string | undefined) => string | null {
  const { t } = useTranslation();
  const labels = useLabels();
  return (by) => (by === undefined || by === 'careline' ? null : t('cases.byWhom', { by: labels.by(by) }));
}
