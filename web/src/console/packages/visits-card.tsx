import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Visit } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { Chip, type Tone } from '../cases/chip.tsx';
import { useProduct } from '../data/use-product.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useWeekday } from '../booking/weekday.ts';
import styles from './packages.module.css';
import type { PartProps } from './part-props.ts';
import { useVisitMoment } from './visit-moment.ts';

export function VisitsCard(props: PartProps) {
  const product = useProduct();
  const { t } = useTranslation();
  const { servicePackage, onDialog } = props;
  const { visits, visitsWithoutDate, may, stage } = servicePackage;
  const isOpen = stage === 'booked' || stage === 'active' || stage === 'grace';
  const unplanned = isOpen ? visitsWithoutDate : 0;
  const canAdd = may.includes('change-visits') && unplanned > 0;
  const add = (
    <Button size="compact-md" variant="light" onClick={() => onDialog({ kind: 'add-visit' })}>
      {t('packages.addVisit')}
    </Button>
  );
  return (
    <Card title={product.heading('packages.visits')} aside={canAdd && add}>
      {unplanned > 0 && <p className={cases.quiet}>{t('packages.unplanned', { count: unplanned })}</p>}
      <ol className={styles.visits}>
        {visits.map((visit) => (
          <VisitBox key={visit.id} visit={visit} {...props} />
        ))}
      </ol>
    </Card>
  );
}

type VisitWord = Visit['status'] | 'cancelledOnItsDay';

const tones: Readonly<Record<VisitWord, Tone>> = {
  planned: 'brand',
  completed: 'good',
  cancelledOnItsDay: 'warn',
  counted: 'warn',
  cancelled: 'plain',
  forfeited: 'plain',
};

function VisitBox({ visit, ...props }: PartProps & { visit: Visit }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const weekday = useWeekday();
  const moment = useVisitMoment(props.servicePackage, visit);
  // FK-19: cancelled by the customer on the same day, the visit is used up although it was not held.
  const word: VisitWord = visit.cancelledOnItsDay ? 'cancelledOnItsDay' : visit.status;
  return (
    <li className={styles.visit} data-status={visit.status}>
      <strong>{times.day(visit.startsAt)}</strong>
      <time dateTime={visit.startsAt}>
        {weekday(visit.startsAt)} · {times.time(visit.startsAt)}
      </time>
      {moment.isUnrecorded ? (
        <Chip tone="bad">{t('packageQuestions.unrecorded')}</Chip>
      ) : (
        <Chip tone={tones[word]}>{t(`packages.visitStatus.${word}`)}</Chip>
      )}
      <VisitButtons visit={visit} {...props} />
    </li>
  );
}

/** Only the actions that the person may take now have a button. */
function VisitButtons({ visit, servicePackage, onDialog }: PartProps & { visit: Visit }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const { mayRecord, mayMove, mayCancel, corrections } = useVisitMoment(servicePackage, visit);
  const when = `${times.day(visit.startsAt)}, ${times.time(visit.startsAt)}`;
  const buttons = [
    { kind: 'record-visit', isOpen: mayRecord, words: 'packageQuestions.record' },
    { kind: 'move-visit', isOpen: mayMove, words: 'packages.move' },
    { kind: 'cancel-visit', isOpen: mayCancel, words: 'packages.cancelVisit' },
    { kind: 'correct-visit', isOpen: corrections.length > 0, words: 'packageQuestions.correct' },
  ] as const;
  return (
    <span className={cases.buttons}>
      {buttons
        .filter(({ isOpen }) => isOpen)
        .map(({ kind, words }) => (
          <Button
            key={kind}
            size="compact-sm"
            {...looks[kind]}
            onClick={() => onDialog({ kind, visit })}
            aria-label={`${t(words)}: ${when}`}
          >
            {t(words)}
          </Button>
        ))}
    </span>
  );
}

const looks = {
  'record-visit': { variant: 'filled' },
  'move-visit': { variant: 'default' },
  'cancel-visit': { variant: 'subtle', color: 'gray' },
  'correct-visit': { variant: 'default' },
} as const;
