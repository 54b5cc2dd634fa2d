// What left because of a case since it was last moved. A move takes none of it back.
import { useTranslation } from 'react-i18next';
import type { MovedCase } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import styles from './rules.module.css';

type Props = { meanwhile: NonNullable<MovedCase['meanwhile']>; timeZone: string };

export function LeftMeanwhile({ meanwhile: { since, sent }, timeZone }: Props) {
  const { t } = useTranslation();
  const times = useSpokenTimes(timeZone);
  return (
    <div className={styles.meanwhile}>
      <strong>{t('rulesPage.meanwhile.title', { since: times.dateTime(since) })}</strong>
      {sent.length === 0 && <p className={styles.quiet}>{t('rulesPage.meanwhile.nothing')}</p>}
      {sent.map(({ at, kind, what, status }, place) => (
        <p key={place}>
          <time dateTime={at}>{times.dateTime(at)}</time> <Kind kind={kind} />{' '}
          <bdi className={styles.quiet}>{what}</bdi>
          {status !== 'done' && ` ${t('rulesPage.meanwhile.unsettled')}`}
        </p>
      ))}
    </div>
  );
}

const known = ['text', 'sms', 'payment', 'refund', 'helpdesk'] as const;

/** The first part of an effect's kind is its channel. */
function Kind({ kind }: { kind: string }) {
  const { t } = useTranslation();
  const channel = known.find((one) => one === kind.split('/')[0]);
  return channel === undefined ? <bdi>{kind}</bdi> : t(`rulesPage.meanwhile.kinds.${channel}`);
}
