import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import type { ProgramVersion } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { CaseChanges } from './case-changes.tsx';
import { movingQuery } from './queries.ts';
import styles from './rules.module.css';

type Props = { version: ProgramVersion; timeZone: string; onClose: () => void };

/** Moves the open cases of a program to a version, after showing what that changes. */
export function MoveCasesDialog({ version: { program, version }, timeZone, onClose }: Props) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const { running, stillTrying, ask } = useAsking();
  const { data, error, isPending } = useQuery(movingQuery(program, version));
  const send = async () => {
    const path = { program, version: `${version}` };
    const caseIds = data?.moved.map(({ caseId }) => caseId) ?? [];
    const result = await ask(
      'move',
      (key) =>
        api.POST('/v1/programs/{program}/versions/{version}/move-cases', {
          params: { path, header: { 'Idempotency-Key': key } },
          body: { dryRun: false, filter: { caseIds } },
        }),
      { tells: false, done: t('rulesPage.casesMoved', { count: caseIds.length }) },
    );
    if (result === null) return 'open' as const;
    return result.kind === 'failed' ? result.problem : null;
  };
  const nothing = data !== undefined && data.moved.length === 0;
  return (
    <AskForm
      title={t('rulesPage.moveTitle', { version })}
      lead={t('rulesPage.moveLead')}
      submit={t('rulesPage.moveCases')}
      busy={running !== null || isPending}
      stillTrying={stillTrying}
      missing={nothing ? { field: 'cases', missing: t('rulesPage.nothingToMove') } : null}
      send={send}
      onClose={onClose}
      fields={['cases']}
    >
      {(errorAt) => (
        <>
          {error !== null && <p role="alert">{speak(problemOfError(error))}</p>}
          {isPending && <Loader size="sm" aria-label={t('loading')} />}
          {data !== undefined && (
            <>
              <p>{nothing ? t('rulesPage.nothingToMove') : t('rulesPage.toMove', { count: data.moved.length })}</p>
              {data.left && <p className={styles.quiet}>{t('rulesPage.moveLeft')}</p>}
              {data.refused.length > 0 && <p>{t('rulesPage.refusedCases', { count: data.refused.length })}</p>}
              <CaseChanges changes={[...data.refused, ...data.moved]} timeZone={timeZone} />
              {errorAt('cases') !== null && <p role="alert">{errorAt('cases')}</p>}
            </>
          )}
        </>
      )}
    </AskForm>
  );
}
