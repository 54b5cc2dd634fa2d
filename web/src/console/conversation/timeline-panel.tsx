import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation, Timeline } from '../../shared/wire.ts';
import { timelineQuery } from './queries.ts';
import { RuleText } from '../cases/rule-text.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { useNextLine } from '../inbox/next-action.tsx';
import { LongText } from './long-text.tsx';
import styles from './facts.module.css';
import { usePastLine } from './past-line.ts';

export function TimelinePanel({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { data } = useQuery(timelineQuery(conversation.id));
  const times = useSpokenTimes();
  const pastLine = usePastLine();
  if (data === undefined) return null;
  return (
    <section className={styles.card} aria-labelledby="timeline">
      <h3 id="timeline">{t('timeline.title')}</h3>
      <h4>{t('timeline.next')}</h4>
      <NextSteps steps={data.next} />
      <h4>{t('timeline.past')}</h4>
      <ol className={styles.timeline}>
        {data.past.toReversed().map((entry, place) => (
          <li key={place}>
            <span>{pastLine(entry)}</span>
            {entry.note !== null && (
              <blockquote className={styles.entryNote}>
                <LongText text={entry.note} />
              </blockquote>
            )}
            <small>
              <time dateTime={entry.at}>{times.dateTime(entry.at)}</time>
              {entry.rule !== null && <RuleText rule={entry.rule} />}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}

function NextSteps({ steps }: { steps: Timeline['next'] }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const now = useNow();
  const line = useNextLine();
  if (steps.length === 0) return <p className={styles.quiet}>{t('timeline.nothingNext')}</p>;
  return (
    <ol className={styles.timeline} data-kind="next">
      {steps.map((step) => (
        <li key={`${step.at} ${step.what}`}>
          <span>{line(step, now)}</span>
          <small>
            <time dateTime={step.at}>{times.dateTime(step.at)}</time>
            {step.rule !== null && <RuleText rule={step.rule} />}
          </small>
        </li>
      ))}
    </ol>
  );
}
