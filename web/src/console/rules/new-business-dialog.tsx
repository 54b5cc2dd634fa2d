import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Problem, problemOfError } from '../../shared/problem.ts';
import type { Program } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useNames } from '../data/labels.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { renamed } from './document.ts';
import { ProblemList } from './problem-list.tsx';
import { reloadRules, versionQuery, versionsQuery } from './queries.ts';
import { problemsIn } from './use-problems.ts';

type Props = { like: Program; programs: readonly Program[]; onClose: () => void };

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** A new program with the current rules of another. */
export function NewBusinessDialog({ like, programs, onClose }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const speak = useSpokenProblem();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { running, stillTrying, ask } = useAsking();
  const [from, setFrom] = useState(like.name);
  const [title, setTitle] = useState('');
  const [name, setName] = useState('');
  const [refused, setRefused] = useState<Problem | null>(null);
  const { sources, error } = useCurrentSources(from);
  const send = async () => {
    setRefused(null);
    const body = { sources: renamed(sources ?? {}, name.trim(), title.trim()) };
    const result = await ask(
      'make',
      (key) => api.POST('/v1/programs', { params: { header: { 'Idempotency-Key': key } }, body }),
      { tells: false, done: t('rulesPage.forms.businessMade') },
    );
    if (result === null) return 'open' as const;
    if (result.kind === 'failed') {
      setRefused(result.problem);
      return result.problem;
    }
    await reloadRules(client, true);
    await navigate(`/rules?program=${result.data.program}`);
    return null;
  };
  const missing = () => {
    if (title.trim() === '') return { field: 'title', missing: t('rulesPage.forms.titleMissing') };
    if (!NAME.test(name.trim())) return { field: 'name', missing: t('rulesPage.forms.nameUnfit') };
    return sources === undefined ? { field: 'from', missing: t('loading') } : null;
  };
  return (
    <AskForm
      title={t('rulesPage.forms.newBusiness')}
      lead={t('rulesPage.forms.newBusinessLead')}
      submit={t('rulesPage.forms.makeBusiness')}
      busy={running !== null}
      stillTrying={stillTrying}
      missing={missing()}
      send={send}
      onClose={onClose}
      fields={['title', 'name', 'from']}
    >
      {(errorAt) => (
        <>
          <TextInput
            label={t('rulesPage.words.title')}
            maxLength={200}
            required
            data-autofocus
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={errorAt('title')}
          />
          <TextInput
            label={t('rulesPage.forms.programName')}
            description={t('rulesPage.forms.programNameHint')}
            attributes={{ input: { dir: 'ltr' } }}
            maxLength={40}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errorAt('name')}
          />
          <NativeSelect
            label={t('rulesPage.forms.copyOf')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            data={programs.map((one) => ({ value: one.name, label: names.title(one) }))}
            error={error === null ? errorAt('from') : speak(problemOfError(error))}
          />
          <ProblemList problems={problemsIn(refused)} />
        </>
      )}
    </AskForm>
  );
}

/** The files of the version that counts now; `undefined` while they are read. */
function useCurrentSources(program: string) {
  const versions = useQuery(versionsQuery(program));
  const current = versions.data?.find((one) => one.current);
  const whole = useQuery({ ...versionQuery(program, current?.version ?? 0), enabled: current !== undefined });
  return { sources: whole.data?.sources, error: versions.error ?? whole.error };
}
