// Owns the visits of a package: each with its day and what became of it, and what can be done with it now.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Visit } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { Chip, type Tone } from '../cases/chip.tsx';
import { api } from '../data/api.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { packageTicketsQuery } from '../data/tickets.ts';
import { useWeekday } from '../booking/weekday.ts';
import styles from './packages.module.css';
import type { PartProps } from './part-props.ts';
import { useVisitMoment } from './visit-moment.ts';

export function VisitsCard(props: PartProps) {
  const { t } = useTranslation();
  const { servicePackage, onDialog } = props;
  const { program, id, tickets, visits, visitsLeft, may, stage } = servicePackage;
  const { data: opened = [] } = useQuery({ ...packageTicketsQuery(program, id), enabled: tickets.length > 0 });
  const cancelledOnTheirDay = new Set(opened.map(({ visit }) => visit?.id));
  const planned = visits.filter(({ status }) => status === 'planned').length;
  const isOpen = stage === 'booked' || stage === 'active' || stage === 'grace';
  const unplanned = isOpen ? visitsLeft - planned : 0;
  const canAdd = may.includes('change-visits') && unplanned > 0;
  const add = (
    <Button size="compact-md" variant="light" onClick={() => onDialog({ kind: 'add-visit' })}>
      {t('packages.addVisit')}
    </Button>
  );
  return (
    <Card title={t('packages.visits')} aside={canAdd && add}>
      {unplanned > 0 && <p className={cases.quiet}>{t('packages.unplanned', { count: unplanned })}</p>}
      <ol className={styles.visits}>
        {visits.map((visit) => (
          <VisitBox key={visit.id} visit={visit} isCancelled={cancelledOnTheirDay.has(visit.id)} {...props} />
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

function VisitBox({
  visit,
  isCancelled,
  servicePackage,
  asking,
  onDialog,
}: PartProps & { visit: Visit; isCancelled: boolean }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const weekday = useWeekday();
  const { mayChange, mayComplete } = useVisitMoment(servicePackage, visit);
  // The customer's word of the same day uses it up (FK-19); nobody came.
  const word: VisitWord = isCancelled ? 'cancelledOnItsDay' : visit.status;
  const path = { id: servicePackage.id, visitId: visit.id };
  const complete = () =>
    asking.ask(
      `complete ${visit.id}`,
      (key) =>
        api.POST('/v1/service-packages/{id}/visits/{visitId}/complete', {
          params: { path, header: { 'Idempotency-Key': key } },
          body: {},
        }),
      { done: t('packages.completed') },
    );
  const when = `${times.day(visit.startsAt)}, ${times.time(visit.startsAt)}`;
  return (
    <li className={styles.visit} data-status={visit.status}>
      <strong>{times.day(visit.startsAt)}</strong>
      <time dateTime={visit.startsAt}>
        {weekday(visit.startsAt)} · {times.time(visit.startsAt)}
      </time>
      <Chip tone={tones[word]}>{t(`packages.visitStatus.${word}`)}</Chip>
      <span className={cases.buttons}>
        {mayComplete && (
          <Button
            size="compact-sm"
            loading={asking.running === `complete ${visit.id}`}
            onClick={() => void complete()}
            aria-label={t('packages.completeOn', { when })}
          >
            {t('packages.complete')}
          </Button>
        )}
        {mayChange && (
          <>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onDialog({ kind: 'move-visit', visit })}
              aria-label={t('packages.moveOn', { when })}
            >
              {t('packages.move')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={() => onDialog({ kind: 'cancel-visit', visit })}
              aria-label={t('packages.cancelOn', { when })}
            >
              {t('packages.cancelVisit')}
            </Button>
          </>
        )}
      </span>
    </li>
  );
}
