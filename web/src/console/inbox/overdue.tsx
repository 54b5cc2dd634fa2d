// CDEK-13: red, a word and an icon, so that colour is not needed.
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/wire.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './row.module.css';

/** Red in lists: accepted or answered too late, and not closed. The tab counts these. */
export function isLate({ stage, overdue, replyOverdue }: Conversation): boolean {
  return stage !== 'closed' && (overdue || replyOverdue);
}

export function Overdue() {
  const { t } = useTranslation();
  return (
    <span className={styles.overdue}>
      <Icon name="warn" size={14} />
      {t('overdue')}
    </span>
  );
}
