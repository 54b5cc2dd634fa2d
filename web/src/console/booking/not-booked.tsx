// FK-03, FK-04: nothing was booked. Two offers, and the follow-up in one press.
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../cases/card.tsx';
import { useLabels } from '../cases/labels.ts';
import { Moment } from '../cases/moment.tsx';
import { PersonName } from '../cases/person-name.tsx';
import { useProgram } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { ticketPath } from '../tickets/ticket-facts.ts';
import styles from './booking.module.css';
import type { Draft } from './draft.ts';
import type { Booking } from './use-booking.ts';

type Props = { booking: Booking; draft: Draft; onNew: () => void };

export function NotBooked({ booking, draft, onNew }: Props) {
  const { t } = useTranslation();
  const labels = useLabels();
  const times = useSpokenTimes();
  const { packages } = useProgram();
  const box = useRef<HTMLDivElement>(null);
  const { problem, followUp, asking } = booking;
  // The next button is visible and has the focus: Enter is enough, and the foot of the form does not cover it.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    const next = box.current?.querySelector<HTMLElement>('a, button');
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  }, [problem, followUp]);
  if (problem?.code !== 'not-booked') return null;
  const offers = [problem.details['firstOffer'], problem.details['secondOffer']].map((offer) => `${offer}`);
  return (
    <div ref={box} className={styles.notBooked} role="alert">
      <Card title={t('booking.notBooked')} tone="bad">
        <p>{t('booking.notBookedLead', { time: times.limit(packages?.closeWithin ?? 'PT0S') })}</p>
        <ol className={styles.offers}>
          {offers.map((offer) => (
            <li key={offer}>{labels.offer(offer)}</li>
          ))}
        </ol>
        {followUp === null ? (
          <Button
            className={styles.followUpButton}
            classNames={{ label: styles.wrapped }}
            loading={asking.running === 'follow-up'}
            onClick={() => void booking.openFollowUp(draft)}
          >
            {t('booking.openFollowUp', { name: draft.name.trim() })}
          </Button>
        ) : (
          <div className={styles.followUp}>
            <p>
              <strong>{t('booking.followUpOpened')}</strong> <Moment at={followUp.dueAt} />
              {followUp.assignee !== null && (
                <>
                  {' '}
                  · <PersonName login={followUp.assignee} />
                </>
              )}
            </p>
            <Link to={ticketPath(followUp.id)}>{t('booking.toTicket')}</Link>
            <Button variant="default" onClick={onNew}>
              {t('booking.newBooking')}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}
