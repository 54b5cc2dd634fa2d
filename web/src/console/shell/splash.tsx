import { Button, Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { Mark } from './icons.tsx';
import styles from './login-page.module.css';

const PATIENCE_MS = 2_000;

export function Splash({ error, onRetry }: { error?: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  return (
    <main className={styles.page}>
      <div className={styles.splash} role="status">
        <Mark size={56} />
        {error === undefined || error === null ? <Waiting /> : speak(problemOfError(error))}
        {onRetry !== undefined && <Button onClick={onRetry}>{t('retry')}</Button>}
      </div>
    </main>
  );
}

// An unreachable server is asked several times before that is an error. The person is told meanwhile.
function Waiting() {
  const { t } = useTranslation();
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Loader size="sm" aria-label={t('loading')} />
      {isLong && t('loadingLong')}
    </>
  );
}
