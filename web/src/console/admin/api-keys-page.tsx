// A key is shown only once, when it is made.
import { Button, Loader, Table } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataOf } from '../../shared/api.ts';
import { problemOfError } from '../../shared/problem.ts';
import type { ApiKey } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import styles from '../settings/settings.module.css';
import { useDocumentTitle } from '../shell/document-title.ts';
import { allPages } from '../data/all-pages.ts';
import { KeyRow } from './key-row.tsx';
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
  return (
    <div className={styles.tableBox} tabIndex={0} role="region" aria-label={t('apiKeys.title')}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('apiKeys.name')}</Table.Th>
            <Table.Th>{t('apiKeys.program')}</Table.Th>
            <Table.Th>{t('apiKeys.roles')}</Table.Th>
            <Table.Th>{t('apiKeys.scope')}</Table.Th>
            <Table.Th>{t('apiKeys.created')}</Table.Th>
            <Table.Th>{t('apiKeys.expires')}</Table.Th>
            <Table.Th>{t('people.action')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => onRevoke(key)} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
