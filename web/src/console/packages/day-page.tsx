import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedVisit } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Loaded } from '../cases/loaded.tsx';
import { unrecordedVisitsQuery, visitsOfDayQuery } from './queries.ts';
import { useProduct } from '../data/use-product.ts';
import { useProgram } from '../data/session.tsx';
import { useNow } from '../data/ticking.ts';
import { useWrittenDates } from '../data/written-dates.ts';
import { daysLater, fieldsOfInstant } from '../data/zoned-time.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import tickets from '../tickets/tickets.module.css';
import styles from './packages.module.css';
import { VisitTable } from './visit-table.tsx';

const views = ['day', 'unrecorded'] as const;

export function DayPage() {
  const { t } = useTranslation();
  const product = useProduct();
  const { name } = useProgram();
  const [view, setView] = useState<(typeof views)[number]>('day');
  const unrecorded = useQuery(unrecordedVisitsQuery(name));
  const count = unrecorded.data?.length ?? 0;
  const words = { day: t('visits.ofDay'), unrecorded: t('visits.unrecorded', { number: count }) };
  useDocumentTitle(product.heading('visits.title'));
  return (
    <div className={cases.page}>
      <div className={tickets.tabs} role="group" aria-label={t('visits.views')}>
        {views.map((one) => (
          <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)}>
            {words[one]}
          </button>
        ))}
      </div>
      {view === 'day' ? (
        <OneDay />
      ) : (
        <>
          <div className={cases.head}>
            <h1>{t('visits.unrecordedTitle')}</h1>
          </div>
          <p className={cases.lead}>{t('visits.unrecordedLead')}</p>
          <Loaded query={unrecorded}>
            {(items) =>
              items.length === 0 ? (
                <p className={cases.quiet}>{t('visits.allRecorded')}</p>
              ) : (
                <VisitTable items={items} label={t('visits.unrecordedTitle')} action="record" />
              )
            }
          </Loaded>
        </>
      )}
    </div>
  );
}

function OneDay() {
  const { t } = useTranslation();
  const { name, timeZone } = useProgram();
  const written = useWrittenDates();
  const today = fieldsOfInstant(useNow(), timeZone).date;
  const [chosen, setChosen] = useState<string | null>(null);
  const on = chosen ?? today;
  const query = useQuery(visitsOfDayQuery(name, on));
  return (
    <>
      <div className={cases.head}>
        <h1>{t('visits.on', { date: written.date(on) })}</h1>
        <div className={cases.end}>
          <Button variant="default" onClick={() => setChosen(daysLater(on, -1))}>
            {t('visits.before')}
          </Button>
          <TextInput
            type="date"
            aria-label={t('visits.day')}
            value={on}
            onChange={(event) => setChosen(event.currentTarget.value || null)}
          />
          <Button variant="default" onClick={() => setChosen(daysLater(on, 1))}>
            {t('visits.after')}
          </Button>
          <Button variant="default" disabled={on === today} onClick={() => setChosen(null)}>
            {t('visits.today')}
          </Button>
        </div>
      </div>
      <Loaded query={query}>{(items) => <Day items={items} hasCome={on <= today} />}</Loaded>
    </>
  );
}

/** Visits of cancelled packages do not take place, so they are listed apart. */
function Day({ items, hasCome }: { items: readonly ListedVisit[]; hasCome: boolean }) {
  const { t } = useTranslation();
  const product = useProduct();
  const isOff = ({ stage }: ListedVisit) => stage === 'cancelled';
  const [going, off] = [items.filter((visit) => !isOff(visit)), items.filter(isOff)];
  return (
    <>
      {going.length === 0 ? (
        <p className={cases.quiet}>{t('visits.none')}</p>
      ) : (
        <VisitTable items={going} label={product.heading('visits.title')} action={hasCome ? 'complete' : null} />
      )}
      {off.length > 0 && (
        <section className={styles.apart}>
          <h2>{t('visits.cancelledTitle')}</h2>
          <p className={cases.quiet}>{t('visits.cancelledLead')}</p>
          <VisitTable items={off} label={t('visits.cancelledTitle')} action={null} />
        </section>
      )}
    </>
  );
}
