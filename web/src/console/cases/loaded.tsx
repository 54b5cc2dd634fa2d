// A failed read does not hide data that was loaded before.
import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import styles from './cases.module.css';

type Query<Data> = { data: Data | undefined; error: unknown; refetch: () => unknown };

export function Loaded<Data>({ query, children }: { query: Query<Data>; children: (data: Data) => ReactNode }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error === null) return <Loader className={styles.loader} size="sm" aria-label={t('loading')} />;
  return (
    <p role="alert" className={styles.failed}>
      {speak(problemOfError(query.error))}{' '}
      <Button variant="light" size="xs" onClick={() => void query.refetch()}>
        {t('retry')}
      </Button>
    </p>
  );
}
