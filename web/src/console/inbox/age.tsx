// Counted from the choice of the category, whatever happened since (CDEK-18).
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import styles from './row.module.css';

export function Age({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const now = useNow();
  const { closedAt, requestedAt, openedAt } = conversation;
  if (closedAt !== null)
    return (
      <time className={styles.age} dateTime={closedAt}>
        {times.dateTime(closedAt)}
      </time>
    );
  const since = requestedAt ?? openedAt;
  return (
    <time className={styles.age} dateTime={since} title={`${t('ageHint')} · ${times.dateTime(since)}`}>
      {times.age(Math.max(0, now - Date.parse(since)))}
    </time>
  );
}
