// CDEK-16: how long the customer has waited for a reply. After a long silence of both sides it says that instead.
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './row.module.css';

export function Awaiting({ conversation }: { conversation: Conversation }) {
  const { stage, awaitingReplySince, replyOverdue, todo } = conversation;
  if (stage !== 'assigned') return null;
  if (awaitingReplySince !== null) return <Wait since={awaitingReplySince} isTooLong={replyOverdue} />;
  return todo.some(({ what, overdue }) => what === 'close-request' && overdue) ? <Silent /> : null;
}

function Wait({ since, isTooLong }: { since: string; isTooLong: boolean }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const now = useNow();
  const duration = times.countdown(Math.max(0, now - Date.parse(since)));
  return (
    <time
      className={isTooLong ? styles.overdue : styles.waits}
      dateTime={since}
      title={t('awaiting.since', { since: times.dateTime(since) })}
    >
      <Icon name={isTooLong ? 'warn' : 'clock'} size={14} />
      {t(isTooLong ? 'awaiting.tooLong' : 'awaiting.waits', { duration })}
    </time>
  );
}

function Silent() {
  const { t } = useTranslation();
  return (
    <span className={styles.waits}>
      <Icon name="clock" size={14} />
      {t('awaiting.silent')}
    </span>
  );
}
