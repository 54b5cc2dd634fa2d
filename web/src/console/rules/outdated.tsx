import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { ProgramDifference } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { tell } from '../notifications/tell.ts';
import { DifferenceList } from './difference-list.tsx';
import { laidOn } from './lay-on.ts';
import { keepDraft, versionsQuery } from './queries.ts';
import styles from './rules.module.css';
import type { Work } from './use-files.ts';

type Props = {
  work: Work;
  /** What the newer version changed, as the refusal says it. */
  changed?: unknown;
  onDone?: () => void;
};

export function Outdated({ work, changed, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const speak = useSpokenProblem();
  const { running, ask } = useAsking();
  const { draft } = work;
  // The list may be older than the publication that this is about.
  const versions = { ...versionsQuery(draft.program), refetchOnMount: 'always' } as const;
  const newest = useQuery(versions).data?.find(({ withdrawn }) => withdrawn === null)?.version;
  const layOn = async () => {
    const saved = await work.save();
    if (saved?.kind === 'failed') return tell({ message: () => speak(saved.problem), isProblem: true });
    if (saved === null) return;
    const read = await newestOf(draft.program);
    if (read.kind === 'failed') return tell({ message: () => speak(read.problem), isProblem: true });
    const sources = laidOn(read.data.sources, saved.data.differences);
    const body = { base: read.data.version, sources: { ...sources } };
    const call = () => api.PUT('/v1/drafts/{id}', { params: { path: { id: draft.id } }, body });
    const result = await ask('lay-on', call, { done: t('rulesPage.laidOn', { version: read.data.version }) });
    if (result?.kind !== 'ok') return;
    keepDraft(client, result.data);
    onDone?.();
  };
  return (
    <section className={styles.notice}>
      <p>{t('rulesPage.outdatedLead', { base: draft.base, newest: newest ?? '…' })}</p>
      {Array.isArray(changed) && (
        <DifferenceList differences={changed as ProgramDifference[]} document={work.document} />
      )}
      <Button
        variant="default"
        loading={running !== null}
        disabled={newest === undefined || work.isSaving}
        onClick={() => void layOn()}
      >
        {t('rulesPage.bringUpToDate')}
      </Button>
    </section>
  );
}

/** The newest version of this moment, with its files. */
async function newestOf(program: string) {
  const versions = await resultOf(api.GET('/v1/programs/{program}/versions', { params: { path: { program } } }));
  if (versions.kind === 'failed') return versions;
  const newest = versions.data.items.find(({ withdrawn }) => withdrawn === null);
  const path = { program, version: `${newest?.version ?? 1}` };
  return resultOf(api.GET('/v1/programs/{program}/versions/{version}', { params: { path } }));
}
