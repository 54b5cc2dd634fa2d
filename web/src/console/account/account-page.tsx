import { Button, Loader, Modal, Table } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataOf, resultOf } from '../../shared/api.ts';
import { problemOfError } from '../../shared/problem.ts';
import type { Me } from '../../shared/wire.ts';
import { allPages } from '../data/all-pages.ts';
import { api } from '../data/api.ts';
import { useSession } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { tell } from '../notifications/tell.ts';
import styles from '../settings/settings.module.css';
import { useDocumentTitle } from '../shell/document-title.ts';
import { PasswordForm } from './password-form.tsx';
import { SessionRow } from './session-row.tsx';

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () =>
    allPages((cursor) => {
      const query = cursor === null ? { limit: 200 } : { limit: 200, cursor };
      return dataOf(api.GET('/v1/me/sessions', { params: { query } }));
    }),
  // Another browser may have logged in since.
  staleTime: 0,
});

export function AccountPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const client = useQueryClient();
  useDocumentTitle(t('account.title'));
  const changed = (now: Me) => {
    // A question sent with the old cookie at that moment may have been answered “not logged in”.
    client.setQueryData(['me'], now);
    tell({ message: t('account.changed') });
    void client.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <div className={styles.page}>
      <h1>{t('account.title')}</h1>
      <section className={styles.card} aria-label={t('account.password')}>
        <h2>{t('account.password')}</h2>
        <p className={styles.quiet}>{t('account.passwordLead')}</p>
        <PasswordForm login={me.login} submit={t('account.change')} onChanged={changed} />
      </section>
      <Sessions />
    </div>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery(sessionsQuery);
  const speak = useSpokenProblem();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <div className={styles.headRow}>
        <h2>{t('account.sessions')}</h2>
        <Button variant="default" onClick={() => setIsAsking(true)}>
          {t('account.endAll')}
        </Button>
      </div>
      {isPending && <Loader size="sm" aria-label={t('loading')} />}
      {error !== null && data === undefined && <p role="alert">{speak(problemOfError(error))}</p>}
      {data !== undefined && (
        <div className={styles.tableBox} tabIndex={0} role="region" aria-label={t('account.sessions')}>
          <Table verticalSpacing="sm" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('account.browser')}</Table.Th>
                <Table.Th>{t('account.address')}</Table.Th>
                <Table.Th>{t('account.since')}</Table.Th>
                <Table.Th>{t('account.used')}</Table.Th>
                <Table.Th>{t('people.action')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {isAsking && <EndAllDialog onClose={() => setIsAsking(false)} />}
    </>
  );
}

function EndAllDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { logOut } = useSession();
  const speak = useSpokenProblem();
  const end = async () => {
    const answer = await resultOf(api.DELETE('/v1/me/sessions'));
    if (answer.kind === 'failed') return tell({ message: () => speak(answer.problem), isProblem: true });
    await logOut();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('account.endAllTitle')}
      closeButtonProps={{ 'aria-label': t('cases.back') }}
    >
      <div className={styles.form}>
        <p>{t('account.endAllLead')}</p>
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cases.back')}
          </Button>
          <Button color="red" onClick={() => void end()}>
            {t('account.endAll')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
