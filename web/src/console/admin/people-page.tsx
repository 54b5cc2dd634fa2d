// People cannot be deleted: their names appear in what they did.
import { Button, Loader, Table } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataOf } from '../../shared/api.ts';
import { problemOfError } from '../../shared/problem.ts';
import type { Person } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { inNaturalOrder } from '../data/natural-order.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import styles from '../settings/settings.module.css';
import { arrivedList } from '../shell/arrival.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { allPages } from '../data/all-pages.ts';
import { PersonDialog } from './person-dialog.tsx';
import { PersonRow } from './person-row.tsx';

const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () =>
    allPages((cursor) => {
      const query = cursor === null ? { limit: 200 } : { limit: 200, cursor };
      return dataOf(api.GET('/v1/people', { params: { query } }));
    }),
});

export function PeoplePage() {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery(peopleQuery);
  const speak = useSpokenProblem();
  const [open, setOpen] = useState<Person | 'new' | null>(null);
  useDocumentTitle(t('people.title'));
  return (
    <div className={styles.page}>
      <div className={styles.headRow}>
        <h1>{t('people.title')}</h1>
        <Button onClick={() => setOpen('new')}>{t('people.add')}</Button>
      </div>
      <p className={styles.lead}>{t('people.lead')}</p>
      {isPending && <Loader size="sm" aria-label={t('loading')} />}
      {error !== null && <p role="alert">{speak(problemOfError(error))}</p>}
      {data !== undefined && (
        <div className={styles.tableBox} {...arrivedList} tabIndex={0} role="region" aria-label={t('people.title')}>
          <Table verticalSpacing="sm" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('people.name')}</Table.Th>
                <Table.Th>{t('people.login')}</Table.Th>
                <Table.Th>{t('people.roles')}</Table.Th>
                <Table.Th>{t('people.status')}</Table.Th>
                <Table.Th>{t('people.action')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {inNaturalOrder(data, ({ login }) => login).map((person) => (
                <PersonRow key={person.login} person={person} onEdit={() => setOpen(person)} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {open !== null && <PersonDialog person={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
}
