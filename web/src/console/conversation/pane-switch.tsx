// For narrow screens: the stylesheet hides it where dialogue and facts both fit.
import { useTranslation } from 'react-i18next';
import styles from './conversation.module.css';

type Props = { showsFacts: boolean; onChange: (showsFacts: boolean) => void };

export function PaneSwitch({ showsFacts, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.switch}>
      <button type="button" aria-pressed={!showsFacts} onClick={() => onChange(false)}>
        {t('conversation.messages')}
      </button>
      <button type="button" aria-pressed={showsFacts} onClick={() => onChange(true)}>
        {t('conversation.details')}
      </button>
    </div>
  );
}
