// CDEK-19: a dated absence with a substitute. Nothing is switched by hand: the dates do that.
import { Loader } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dataOf } from '../../shared/api.ts';
import { problemOfError } from '../../shared/problem.ts';
import type { Absence } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useNames } from '../data/labels.ts';
import { listed } from '../data/locale.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { AbsenceForm } from './absence-form.tsx';
import styles from './settings.module.css';

export function absenceQuery(program: string, queue: string) {
  return queryOptions({
    queryKey: ['absence', program, queue],
    // “Nothing set” is an answer too: the cache keeps it as `null`.
    queryFn: async (): Promise<Absence | null> => {
      const path = { program, queue };
      return (await dataOf(api.GET('/v1/programs/{program}/queues/{queue}/absence', { params: { path } }))) ?? null;
    },
  });
}

export function AbsencePage() {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const found = program.queues.find(({ absence }) => absence);
  const queue = found?.queue ?? '';
  const text = found?.absenceText ?? '';
  const categories = program.categories
    .filter((one) => one.queue === queue)
    .map(({ category }) => names.category(program, category));
  const { data, error, isPending } = useQuery(absenceQuery(program.name, queue));
  const speak = useSpokenProblem();
  useDocumentTitle(t('absence.title'));
  return (
    <div className={styles.page}>
      <h1>{t('absence.title')}</h1>
      <p className={styles.lead}>{t('absence.lead', { categories: listed(i18n.language, categories) })}</p>
      {isPending && <Loader size="sm" aria-label={t('loading')} />}
      {error !== null && data === undefined && <p role="alert">{speak(problemOfError(error))}</p>}
      {data !== undefined && (
        <AbsenceForm key={JSON.stringify(data)} absence={data} program={program.name} queue={queue} text={text} />
      )}
    </div>
  );
}
