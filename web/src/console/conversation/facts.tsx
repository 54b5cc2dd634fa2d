import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conversation } from '../../shared/wire.ts';
import { RulesFact } from '../cases/rules-fact.tsx';
import { inboxPath } from '../inbox/tabs.ts';
import { timelineQuery } from './queries.ts';
import { useLabels } from '../cases/labels.ts';
import { useNames } from '../data/labels.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { currentAcceptance } from './current-acceptance.ts';
import styles from './facts.module.css';
import { LongText } from './long-text.tsx';

type Props = {
  conversation: Conversation;
  tab: string;
  /** Opens the correction of the number; `null` without the right to correct it. */
  onCorrect: (() => void) | null;
};

export function Facts({ conversation, tab, onCorrect }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const labels = useLabels();
  const program = useProgram();
  const times = useSpokenTimes();
  const person = usePeopleNames();
  const { data: timeline } = useQuery(timelineQuery(conversation.id));
  const rating = useRating(conversation);
  const { answers, inn, category, queue, stage, abandoned, assignee, previousId, successorId } = conversation;
  const at = (instant: string | null) => (instant === null ? null : times.dateTime(instant));
  const disposition = [names.disposition(program, conversation.disposition), conversation.dispositionText];
  const rows: [string, string | null][] = [
    ...answers.map((one): [string, string | null] => [labels.answer(one, inn), one.value]),
    [t('facts.category'), category === null ? null : names.category(program, category)],
    [t('facts.queue'), queue === null ? null : names.queue(program, queue)],
    [t('facts.stage'), t(`stages.${abandoned ? 'abandoned' : stage}`)],
    [t('facts.assignee'), assignee === null ? null : person(assignee)],
    [t('facts.opened'), at(conversation.openedAt)],
    [t('facts.requested'), at(conversation.requestedAt)],
    [t('facts.accepted'), at(currentAcceptance(conversation, timeline?.past ?? []))],
    [t('facts.closed'), at(conversation.closedAt)],
    [t('facts.disposition'), conversation.disposition === null ? null : disposition.filter(Boolean).join(': ')],
    [t('facts.rating'), rating],
  ];
  return (
    <section className={styles.card} aria-labelledby="facts">
      <h3 id="facts">{t('facts.title')}</h3>
      <dl className={styles.facts}>
        {rows
          .filter(([, value]) => value !== null)
          .map(([name, value], place) => (
            <div key={`${place} ${name}`}>
              <dt>{name}</dt>
              <dd>
                <LongText text={value ?? ''} />
              </dd>
            </div>
          ))}
        <RulesFact {...conversation} />
      </dl>
      {onCorrect !== null && (
        <button type="button" className={styles.correct} onClick={onCorrect}>
          {t(answers.length > 1 ? 'facts.correctAnswers' : 'facts.correct')}
        </button>
      )}
      {previousId !== null && <Link to={inboxPath(tab, previousId)}>{t('conversation.previous')}</Link>}
      {successorId !== null && <Link to={inboxPath(tab, successorId)}>{t('conversation.successor')}</Link>}
    </section>
  );
}

function useRating({ stage, abandoned, rating, ratingOpenUntil }: Conversation): string | null {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const now = useNow();
  const { scores } = useProgram();
  if (rating !== null) return t('facts.ratingValue', { rating, most: Math.max(...scores) });
  if (stage !== 'closed' || abandoned) return null;
  const isOpen = ratingOpenUntil !== null && Date.parse(ratingOpenUntil) > now;
  return isOpen ? t('facts.ratingOpen', { until: times.dateTime(ratingOpenUntil) }) : t('facts.noRating');
}
