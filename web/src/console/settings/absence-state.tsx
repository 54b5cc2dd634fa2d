// On, planned or over, by the program's civil date.
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../shared/server-clock.ts';
import type { Absence } from '../../shared/wire.ts';
import { useProgram } from '../data/session.tsx';
import styles from './settings.module.css';

export function AbsenceState({ absence }: { absence: Absence | null }) {
  const { t } = useTranslation();
  const { timeZone } = useProgram();
  if (absence === null) return <p className={styles.quiet}>{t('absence.none')}</p>;
  // Swedish formats civil dates as ISO 8601 does.
  const today = new Intl.DateTimeFormat('sv', { timeZone }).format(serverNow());
  const state = today < absence.from ? 'planned' : today > absence.until ? 'over' : 'active';
  return (
    <p className={styles.state} data-state={state}>
      {t(`absence.${state}`)}
    </p>
  );
}
