// CDEK-20: explains why the conversation cannot be read yet.
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icons.tsx';
import styles from './conversation.module.css';

export function Locked() {
  const { t } = useTranslation();
  return (
    <div className={styles.locked}>
      <Icon name="lock" size={36} />
      <p>
        <strong>{t('conversation.locked')}</strong>
      </p>
      <p>{t('conversation.lockedWhy')}</p>
    </div>
  );
}
