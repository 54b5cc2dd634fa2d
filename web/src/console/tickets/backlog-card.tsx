// FK-23: the backlog of one team and its alarm.
import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TeamBacklog } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import { useLabels } from '../cases/labels.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { durationMilliseconds } from '../data/zoned-time.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './tickets.module.css';

export function BacklogCard({ backlog }: { backlog: TeamBacklog }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const times = useSpokenTimes();
  const { team, open, overdue, oldestAge, alarm } = backlog;
  return (
    <Card title={t('team.backlog', { team: labels.role(team) })} tone={alarm ? 'bad' : undefined}>
      {alarm && (
        <Alert color="red" icon={<Icon name="warn" />} title={t('team.alarm')} role="alert">
          {t('team.alarmLead')}
        </Alert>
      )}
      <dl className={styles.figures}>
        <div>
          <dt>{t('team.open')}</dt>
          <dd>{open}</dd>
        </div>
        <div>
          <dt>{t('team.overdue')}</dt>
          <dd>{overdue}</dd>
        </div>
        <div>
          <dt>{t('team.oldest')}</dt>
          <dd>{oldestAge === null ? '—' : times.age(oldestAge)}</dd>
        </div>
      </dl>
      <Histogram columns={backlog.histogram} />
    </Card>
  );
}

function Histogram({ columns }: { columns: TeamBacklog['histogram'] }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const most = Math.max(1, ...columns.map(({ count }) => count));
  const spoken = (duration: string) => times.age(durationMilliseconds(duration));
  return (
    <figure className={styles.figure}>
      <figcaption>{t('team.byAge')}</figcaption>
      <ol className={styles.bars}>
        {columns.map(({ from, until, count }) => (
          <li key={from} className={styles.bar}>
            <span className={styles.track}>
              {count}
              <span className={styles.fill} style={{ blockSize: `${(count / most) * 72}%` }} />
            </span>
            <small>
              {until === null ? t('team.older', { age: spoken(from) }) : t('team.upTo', { age: spoken(until) })}
            </small>
          </li>
        ))}
      </ol>
    </figure>
  );
}
