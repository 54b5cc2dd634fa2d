import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageTimeline } from '../../shared/wire.ts';
import styles from '../conversation/facts.module.css';
import { LongText } from '../conversation/long-text.tsx';
import { useNow } from '../data/ticking.ts';
import { Card } from './card.tsx';
import { Moment } from './moment.tsx';
import { useNextWords } from './next-line.ts';
import { type NamedVisit, usePastWords } from './past-line.ts';
import { RuleText } from './rule-text.tsx';

type Props = {
  title: string;
  /** Buttons for what can be done about it. */
  aside?: ReactNode;
  course: PackageTimeline;
  currency?: string;
  visits?: readonly NamedVisit[];
};

export function Course({ title, aside, course, currency, visits = [] }: Props) {
  const { t } = useTranslation();
  const pastWords = usePastWords(currency, visits);
  return (
    <Card title={title} aside={aside}>
      <h3>{t('timeline.next')}</h3>
      <Ahead steps={course.next} />
      <h3>{t('timeline.past')}</h3>
      <ol className={styles.timeline}>
        {course.past.toReversed().map((entry, place) => (
          <li key={place}>
            <span>{pastWords(entry)}</span>
            {entry.note !== null && (
              <blockquote className={styles.entryNote}>
                <LongText text={entry.note} />
              </blockquote>
            )}
            <small>
              <Moment at={entry.at} />
              {entry.rule !== null && <RuleText rule={entry.rule} />}
            </small>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Ahead({ steps }: { steps: PackageTimeline['next'] }) {
  const { t } = useTranslation();
  const words = useNextWords();
  const now = useNow();
  if (steps.length === 0) return <p className={styles.quiet}>{t('timeline.nothingNext')}</p>;
  return (
    <ol className={styles.timeline} data-kind="next">
      {steps.map((step, place) => {
        const { what, when } = words(step, now);
        return (
          <li key={place}>
            <span>{what}</span>
            <small>
              {when} · <Moment at={step.at} />
              {step.rule !== null && <RuleText rule={step.rule} />}
            </small>
          </li>
        );
      })}
    </ol>
  );
}
