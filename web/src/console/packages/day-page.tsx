// Owns the visits of a day for operations: who is visited when, and setting a visit as held.
import { Button, Table, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListedVisit } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { Chip } from '../cases/chip.tsx';
import { Loaded } from '../cases/loaded.tsx';
import { PhoneText } from '../cases/phone-text.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { visitsOfDayQuery } from '../data/packages.ts';
import { useProgram, useSession } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { daysLater, fieldsOfInstant } from '../data/zoned-time.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { useSpokenDates } from './spoken-dates.ts';

export function DayPage() {
  const { t } = useTranslation();
  const { name, timeZone } = useProgram();
  const date = useSpokenDates();
  const today = fieldsOfInstant(useNow(), timeZone).date;
  const [chosen, setChosen] = useState<string | null>(null);
  const on = chosen ?? today;
  const query = useQuery(visitsOfDayQuery(name, on));
  useDocumentTitle(t('visits.title'));
  return (
    <div className={cases.page}>
      <div className={cases.head}>
        <h1>{t('visits.on', { date: date(on) })}</h1>
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
    </div>
  );
}

function Day({ items, hasCome }: { items: readonly ListedVisit[]; hasCome: boolean }) {
  const { t } = useTranslation();
  if (items.length === 0) return <p className={cases.quiet}>{t('visits.none')}</p>;
  return (
    <div className={cases.tableBox} tabIndex={0} role="region" aria-label={t('visits.title')}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('packages.time')}</Table.Th>
            <Table.Th>{t('packages.customer')}</Table.Th>
            <Table.Th>{t('visits.state')}</Table.Th>
            <Table.Th>{t('people.action')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((visit) => (
            <VisitRow key={visit.id} visit={visit} hasCome={hasCome} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function VisitRow({ visit, hasCome }: { visit: ListedVisit; hasCome: boolean }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const { packages } = useProgram();
  const { roles } = useSession();
  const asking = useAsking();
  const { id, packageId, customer, startsAt, status, cancelledOnItsDay } = visit;
  const word = cancelledOnItsDay ? 'cancelledOnItsDay' : status;
  const mayComplete = roles.some((role) => packages?.visitsCompletedBy.includes(role) === true);
  const complete = () =>
    asking.ask(
      'complete',
      (key) =>
        api.POST('/v1/service-packages/{id}/visits/{visitId}/complete', {
          params: { path: { id: packageId, visitId: id }, header: { 'Idempotency-Key': key } },
          body: {},
        }),
      { done: t('packages.completed') },
    );
  return (
    <Table.Tr>
      <Table.Td data-label={t('packages.time')}>
        <time dateTime={startsAt}>{times.time(startsAt)}</time>
      </Table.Td>
      <Table.Td data-label={t('packages.customer')}>
        <span className={cases.stacked}>
          <Link to={`/packages/${packageId}`}>
            <CustomerName name={customer.name} />
          </Link>
          <PhoneText phone={customer.phone} />
        </span>
      </Table.Td>
      <Table.Td data-label={t('visits.state')}>
        <Chip tone={word === 'completed' ? 'good' : 'plain'}>{t(`packages.visitStatus.${word}`)}</Chip>
      </Table.Td>
      <Table.Td data-label={t('people.action')}>
        {status === 'planned' && hasCome && mayComplete ? (
          <Button
            size="compact-md"
            loading={asking.running !== null}
            onClick={() => void complete()}
            aria-label={t('packages.completeOn', { when: `${times.time(startsAt)}, ${customer.name}` })}
          >
            {t('packages.complete')}
          </Button>
        ) : (
          <span className={cases.small}>—</span>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
