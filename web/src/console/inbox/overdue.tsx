// Owns the sign of an overdue request: red, a word and a drawing, so that colour is not needed (CDEK-13).
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/wire.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './row.module.css';

/** What is red in a list: too late in being taken or answered, and not over. The tab of the list counts these. */
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
