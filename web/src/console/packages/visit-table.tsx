import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListedVisit } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Chip } from '../cases/chip.tsx';
import { CustomerName } from '../cases/customer-name.tsx';
import { PhoneText } from '../cases/phone-text.tsx';
import { LongText } from '../conversation/long-text.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useProgram, useSession } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { VisitRecordButtons } from '../tickets/record-buttons.tsx';
import styles from './packages.module.css';
import { packagePath } from './package-facts.ts';

/** `complete`: a visit of the day is marked as held. `record`: a past visit is recorded, and its day is shown. */
type Action = 'complete' | 'record' | null;

type Props = { items: readonly ListedVisit[]; label: string; action: Action };

export function VisitTable({ items, label, action }: Props) {
  const { t } = useTranslation();
  return (
    <div className={cases.tableBox} tabIndex={0} role="region" aria-label={label}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('packages.time')}</Table.Th>
            <Table.Th>{t('packages.customer')}</Table.Th>
            <Table.Th>{t('visits.address')}</Table.Th>
            <Table.Th>{t('packages.payment')}</Table.Th>
            {action !== 'record' && <Table.Th>{t('visits.state')}</Table.Th>}
            {action !== null && <Table.Th>{t('people.action')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((visit) => (
            <VisitRow key={visit.id} visit={visit} action={action} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function VisitRow({ visit, action }: { visit: ListedVisit; action: Action }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const { packageId, customer, startsAt, status, cancelledOnItsDay, paid } = visit;
  const word = cancelledOnItsDay ? 'cancelledOnItsDay' : status;
  return (
    <Table.Tr>
      <Table.Td data-label={t('packages.time')}>
        <time dateTime={startsAt}>{action === 'record' ? times.dateTime(startsAt) : times.time(startsAt)}</time>
      </Table.Td>
      <Table.Td data-label={t('packages.customer')}>
        <span className={cases.stacked}>
          <Link to={packagePath(packageId)}>
            <CustomerName name={customer.name} />
          </Link>
          <PhoneText phone={customer.phone} />
        </span>
      </Table.Td>
      <Table.Td data-label={t('visits.address')}>
        <Address visit={visit} />
      </Table.Td>
      <Table.Td data-label={t('packages.payment')}>
        <Chip tone={paid ? 'good' : 'warn'}>{t(paid ? 'packages.paid' : 'packages.unpaid')}</Chip>
      </Table.Td>
      {action !== 'record' && (
        <Table.Td data-label={t('visits.state')}>
          <Chip tone={word === 'completed' ? 'good' : 'plain'}>{t(`packages.visitStatus.${word}`)}</Chip>
        </Table.Td>
      )}
      {action !== null && (
        <Table.Td data-label={t('people.action')}>
          <RowAction visit={visit} action={action} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

/** A future visit needs an address; a missing one is shown in red. */
function Address({ visit: { address, status } }: { visit: ListedVisit }) {
  const { t } = useTranslation();
  if (address !== null) {
    return (
      <span className={styles.visitAddress}>
        <LongText text={address} />
      </span>
    );
  }
  if (status !== 'planned') return <span className={cases.small}>—</span>;
  return (
    <Chip tone="bad" icon="warn">
      {t('visits.noAddress')}
    </Chip>
  );
}

function RowAction({ visit, action }: { visit: ListedVisit; action: 'complete' | 'record' }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const { packages } = useProgram();
  const { roles } = useSession();
  const asking = useAsking();
  const { id, packageId, customer, startsAt, status, paid } = visit;
  const mayComplete = roles.some((role) => packages?.visitsCompletedBy.includes(role) === true);
  // An unpaid visit is not recorded.
  if (status !== 'planned' || !paid || !mayComplete) return <span className={cases.small}>—</span>;
  if (action === 'record') {
    return (
      <span className={styles.actions}>
        <VisitRecordButtons visit={visit} about={`${customer.name}, ${times.dateTime(startsAt)}`} asking={asking} />
      </span>
    );
  }
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
    <Button
      size="compact-md"
      loading={asking.running !== null}
      onClick={() => void complete()}
      aria-label={t('packages.completeOn', { when: `${times.time(startsAt)}, ${customer.name}` })}
    >
      {t('packages.complete')}
    </Button>
  );
}
