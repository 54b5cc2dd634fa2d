import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { problemOfError } from '../../shared/problem.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import settings from '../settings/settings.module.css';
import { DraftWork } from './draft-work.tsx';
import { draftQuery } from './queries.ts';

export function DraftPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const { data, error } = useQuery(draftQuery(id));
  if (data !== undefined) return <DraftWork draft={data} />;
  return (
    <div className={settings.page}>
      <Link to="/rules">{t('rulesPage.toRules')}</Link>
      {error === null ? (
        <Loader size="sm" aria-label={t('loading')} />
      ) : (
        <p role="alert">{speak(problemOfError(error))}</p>
      )}
    </div>
  );
}
