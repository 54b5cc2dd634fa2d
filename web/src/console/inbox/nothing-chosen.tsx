import { useTranslation } from 'react-i18next';
import { Mark } from '../shell/icons.tsx';
import styles from './inbox.module.css';

export function NothingChosen() {
  const { t } = useTranslation();
  return (
    <div className={styles.nothing}>
      <Mark size={56} />
      <p>{t('inbox.choose')}</p>
      <p className={styles.hint}>{t('inbox.chooseHint')}</p>
    </div>
  );
}
