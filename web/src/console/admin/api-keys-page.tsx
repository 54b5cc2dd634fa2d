// Owns the list of API keys for an administrator. Refuses to show a key twice.
import { Button, Loader, Table } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataOf } from '../../shared/api.ts';
import { problemOfError } from '../../shared/problem.ts';
import type { ApiKey } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import styles from '../settings/settings.module.css';
import { useDocumentTitle } from '../shell/document-title.ts';
import { allPages } from '../data/all-pages.ts';
import { NewApiKeyDialog } from './new-api-key-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: () =>
    allPages((cursor) => {
      const query = cursor === null ? { limit: 200 } : { limit: 200, cursor };
      return dataOf(api.GET('/v1/api-keys', { params: { query } }));
    }),
});

export function ApiKeysPage() {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery(apiKeysQuery);
  const speak = useSpokenProblem();
  const [isMaking, setIsMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  useDocumentTitle(t('apiKeys.title'));
  return (
    <div className={styles.page}>
      <div className={styles.headRow}>
        <h1>{t('apiKeys.title')}</h1>
        <Button onClick={() => setIsMaking(true)}>{t('apiKeys.add')}</Button>
      </div>
      <p className={styles.lead}>{t('apiKeys.lead')}</p>
      {isPending && <Loader size="sm" aria-label={t('loading')} />}
      {error !== null && <p role="alert">{speak(problemOfError(error))}</p>}
      {data?.length === 0 && <p className={styles.quiet}>{t('apiKeys.empty')}</p>}
      {data !== undefined && data.length > 0 && <KeyTable keys={data} onRevoke={setRevoking} />}
      {isMaking && <NewApiKeyDialog onClose={() => setIsMaking(false)} />}
      {revoking !== null && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}

function KeyTable({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { programs } = useSession();
  const times = useSpokenTimes();
  return (
    <div className={styles.tableBox} tabIndex={0} role="region" aria-label={t('apiKeys.title')}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('apiKeys.name')}</Table.Th>
            <Table.Th>{t('apiKeys.program')}</Table.Th>
            <Table.Th>{t('apiKeys.roles')}</Table.Th>
            <Table.Th>{t('apiKeys.created')}</Table.Th>
            <Table.Th>{t('people.action')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => {
            const program = programs.find(({ name }) => name === key.program);
            return (
              <Table.Tr key={key.id} className={key.revokedAt === null ? undefined : styles.off}>
                <Table.Td data-label={t('apiKeys.name')}>{key.name}</Table.Td>
                <Table.Td data-label={t('apiKeys.program')}>{key.program}</Table.Td>
                <Table.Td data-label={t('apiKeys.roles')}>
                  {key.roles.map((role) => names.role(program, role)).join(', ')}
                </Table.Td>
                <Table.Td data-label={t('apiKeys.created')}>
                  {t('apiKeys.by', { date: times.dateTime(key.createdAt), login: key.createdBy })}
                </Table.Td>
                <Table.Td>
                  {key.revokedAt === null ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => onRevoke(key)}
                      aria-label={t('apiKeys.revokeTitle', { name: key.name })}
                    >
                      {t('apiKeys.revoke')}
                    </Button>
                  ) : (
                    t('apiKeys.isRevoked')
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
