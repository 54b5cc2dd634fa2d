// Owns what is seen while there is nothing to show yet. Refuses to last: it says so when the server does not answer.
import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { Mark } from './icons.tsx';
import styles from './login-page.module.css';

export function Splash({ error, onRetry }: { error?: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  return (
    <main className={styles.page}>
      <div className={styles.splash} role="status">
        <Mark size={56} />
        {error === undefined || error === null ? (
          <Loader size="sm" aria-label={t('loading')} />
        ) : (
          speak(problemOfError(error))
        )}
        {onRetry !== undefined && <Button onClick={onRetry}>{t('retry')}</Button>}
      </div>
    </main>
  );
}
