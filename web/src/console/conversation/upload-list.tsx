// Owns how files on their way are shown, and what can be done with one that did not arrive.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isPassing } from '../../shared/problem.ts';
import type { Uploads } from '../../shared/uploads.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './reply.module.css';

export function UploadList({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  if (uploads.items().length === 0) return null;
  return (
    <ul className={styles.uploads}>
      {uploads.items().map(({ id, file, share, problem }) => (
        <li key={id}>
          <Icon name={problem === null ? 'file' : 'warn'} />
          <span className={styles.uploadName}>{file.name}</span>
          {problem === null ? (
            <>
              <progress value={share} max={1} aria-label={file.name} />
              <span>{t('reply.uploading', { percent: Math.round(share * 100) })}</span>
            </>
          ) : (
            <>
              <span className={styles.tooLong} role="alert">
                {t('reply.refused', { reason: speak(problem) })}
              </span>
              {isPassing(problem) && (
                <Button size="compact-xs" variant="default" onClick={() => uploads.retry(id)}>
                  {t('retry')}
                </Button>
              )}
              <Button size="compact-xs" variant="default" onClick={() => uploads.drop(id)}>
                {t('remove')}
              </Button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
