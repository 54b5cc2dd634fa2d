// Owns the sign of an overdue request: red, a word and a drawing, so that colour is not needed (CDEK-13).
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icons.tsx';
import styles from './row.module.css';

export function Overdue() {
  const { t } = useTranslation();
  return (
    <span className={styles.overdue}>
      <Icon name="warn" size={14} />
      {t('overdue')}
    </span>
  );
}
