import { Button, NativeSelect, Table, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ServicePackage } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Loaded } from '../cases/loaded.tsx';
import { type PackageFilter, packagesQuery } from './queries.ts';
import { useProduct } from '../data/use-product.ts';
import { useProgram, useSession } from '../data/session.tsx';
import { useDocumentTitle } from '../shell/document-title.ts';
import { Icon } from '../shell/icons.tsx';
import { booksPackages } from './package-facts.ts';
import { PackageRow } from './package-row.tsx';

const stages = ['booked', 'active', 'grace', 'finished', 'deactivated', 'cancelled'] as const;

type Chosen = { stage: ServicePackage['stage'] | ''; paid: '' | 'yes' | 'no'; search: string };

function filterOf({ stage, paid, search }: Chosen): PackageFilter {
  return {
    ...(stage === '' ? {} : { stage }),
    ...(paid === '' ? {} : { paid: paid === 'yes' }),
    ...(search.trim().length < 2 ? {} : { search: search.trim() }),
  };
}

export function PackagesPage() {
  const product = useProduct();
  const { t } = useTranslation();
  const program = useProgram();
  const { roles } = useSession();
  const [chosen, setChosen] = useState<Chosen>({ stage: '', paid: '', search: '' });
  const filter = filterOf({ ...chosen, search: useDeferredValue(chosen.search) });
  const list = useInfiniteQuery({ ...packagesQuery(program.name, filter), placeholderData: keepPreviousData });
  useDocumentTitle(product.heading('packages.title'));
  return (
    <div className={cases.page}>
      <div className={cases.head}>
        <h1>{product.heading('packages.title')}</h1>
        {booksPackages(program, roles) && (
          <div className={cases.end}>
            <Button component={Link} to="/booking">
              {t('nav.booking')}
            </Button>
          </div>
        )}
      </div>
      <Filters chosen={chosen} onChange={setChosen} />
      <Loaded query={list}>{({ pages }) => <Found items={pages.flatMap(({ items }) => items)} />}</Loaded>
      {list.hasNextPage && (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('inbox.more')}
        </Button>
      )}
    </div>
  );
}

function Filters({ chosen, onChange }: { chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const { t } = useTranslation();
  return (
    <div className={cases.filters} role="search">
      <TextInput
        type="search"
        label={t('packages.search')}
        leftSection={<Icon name="search" size={16} />}
        value={chosen.search}
        maxLength={100}
        onChange={(event) => onChange({ ...chosen, search: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('packages.stage')}
        value={chosen.stage}
        onChange={(event) => onChange({ ...chosen, stage: event.currentTarget.value as Chosen['stage'] })}
        data={[
          { value: '', label: t('packages.anyStage') },
          ...stages.map((stage) => ({ value: stage, label: t(`packages.stages.${stage}`) })),
        ]}
      />
      <NativeSelect
        label={t('packages.payment')}
        value={chosen.paid}
        onChange={(event) => onChange({ ...chosen, paid: event.currentTarget.value as Chosen['paid'] })}
        data={[
          { value: '', label: t('packages.anyPayment') },
          { value: 'yes', label: t('packages.paid') },
          { value: 'no', label: t('packages.unpaid') },
        ]}
      />
    </div>
  );
}

function Found({ items }: { items: readonly ServicePackage[] }) {
  const { t } = useTranslation();
  const product = useProduct();
  if (items.length === 0) return <p className={cases.quiet}>{t('packages.none')}</p>;
  return (
    <div className={cases.tableBox} tabIndex={0} role="region" aria-label={product.heading('packages.title')}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('packages.customer')}</Table.Th>
            <Table.Th>{t('packages.stage')}</Table.Th>
            <Table.Th>{t('packages.visitsLeft')}</Table.Th>
            <Table.Th>{t('packages.price')}</Table.Th>
            <Table.Th>{t('cases.next')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <PackageRow key={one.id} servicePackage={one} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
