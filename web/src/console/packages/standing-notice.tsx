// FK-18 to FK-20: what cancelling or moving a visit means at this moment.
import { useTranslation } from 'react-i18next';
import type { ServicePackage, Visit } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import styles from './packages.module.css';
import { useVisitMoment } from './visit-moment.ts';

type Props = { servicePackage: ServicePackage; visit: Visit; about: 'move' | 'cancel' };

export function StandingNotice({ servicePackage, visit, about }: Props) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const { standing, freeUntil } = useVisitMoment(servicePackage, visit);
  return (
    <p className={styles.notice} data-standing={standing}>
      {t(`packages.standing.${about}.${standing}`, { until: times.dateTime(freeUntil) })}
    </p>
  );
}
