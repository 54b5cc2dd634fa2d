import { useTranslation } from 'react-i18next';
import { useSpokenTimes } from '../data/spoken-time.ts';
import styles from './rules.module.css';

type Props = { at: string; timeZone: string; withZone?: boolean };

/** What came with the installation counts from the beginning of time. */
export function Since({ at, timeZone, withZone = false }: Props) {
  const { t } = useTranslation();
  const times = useSpokenTimes(timeZone);
  if (Date.parse(at) === 0) return t('rulesPage.fromStart');
  return (
    <>
      <time dateTime={at}>{times.dateTime(at)}</time>
      {withZone && <span className={styles.quiet}> {times.zone}</span>}
    </>
  );
}
