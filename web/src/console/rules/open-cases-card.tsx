import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import type { ProgramDraft } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { CaseChanges } from './case-changes.tsx';
import { previewQuery } from './queries.ts';
import styles from './rules.module.css';

/** What a saved draft would do to open cases, if they were moved to it. */
export function OpenCasesCard({ draft, timeZone }: { draft: ProgramDraft; timeZone: string }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const { data, error, isPending } = useQuery(previewQuery(draft));
  return (
    <Card title={t('rulesPage.openCases')}>
      {error !== null && <p role="alert">{speak(problemOfError(error))}</p>}
      {isPending && <Loader size="sm" aria-label={t('loading')} />}
      {data !== undefined && (
        <>
          <p>{t('rulesPage.openCasesLead', { count: data.openCases })}</p>
          <p className={styles.quiet}>
            {data.changed.length === 0
              ? t('rulesPage.noneChange')
              : t('rulesPage.someChange', { count: data.changed.length, lookedAt: data.lookedAt })}
          </p>
          <CaseChanges changes={data.changed} timeZone={timeZone} />
        </>
      )}
    </Card>
  );
}
