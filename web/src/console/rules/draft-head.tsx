import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { ProgramProblem } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { tell } from '../notifications/tell.ts';
import settings from '../settings/settings.module.css';
import { PublishDialog } from './publish-dialog.tsx';
import { reloadRules } from './queries.ts';
import styles from './rules.module.css';
import type { Work } from './use-files.ts';

type Props = {
  work: Work;
  problems: readonly ProgramProblem[];
  onJump: (problem: ProgramProblem) => void;
};

export function DraftHead({ work, problems, onJump }: Props) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const [dialog, setDialog] = useState<'publish' | 'delete' | null>(null);
  const { draft, isDirty, isSaving } = work;
  const mistakes = problems.filter(({ severity }) => severity === 'error').length;
  const save = async () => {
    const result = await work.save();
    if (result?.kind === 'failed') tell({ message: () => speak(result.problem), isProblem: true });
  };
  return (
    <>
      <Link to={`/rules?program=${draft.program}`} className={styles.back}>
        {t('rulesPage.toRules')}
      </Link>
      <div className={settings.headRow}>
        <h1>
          <bdi>{draft.name === '' ? t('rulesPage.unnamed') : draft.name}</bdi>
        </h1>
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setDialog('delete')}>
            {t('rulesPage.deleteDraft')}
          </Button>
          {isDirty && (
            <Button variant="default" onClick={work.discard}>
              {t('rulesPage.discard')}
            </Button>
          )}
          <Button variant="default" disabled={!isDirty} loading={isSaving} onClick={() => void save()}>
            {t('rulesPage.saveDraft')}
          </Button>
          <Button onClick={() => setDialog('publish')}>{t('rulesPage.publish')}</Button>
        </div>
      </div>
      <p className={settings.lead} role="status">
        {t('rulesPage.basedOn', { version: draft.base })} {isDirty ? t('rulesPage.unsaved') : t('rulesPage.allSaved')}
        {mistakes > 0 && ` ${t('rulesPage.notSavable')}`}
      </p>
      {work.isOvertaken && <p className={styles.notice}>{t('rulesPage.overtaken')}</p>}
      {dialog === 'publish' && <PublishDialog work={work} onJump={onJump} onClose={() => setDialog(null)} />}
      {dialog === 'delete' && <DeleteDialog work={work} onClose={() => setDialog(null)} />}
    </>
  );
}

function DeleteDialog({ work, onClose }: { work: Work; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { running, stillTrying, ask } = useAsking();
  const { id, program } = work.draft;
  const send = async () => {
    const call = () => api.DELETE('/v1/drafts/{id}', { params: { path: { id } } });
    const result = await ask('delete', call, { tells: false, done: t('rulesPage.deleted') });
    if (result === null) return 'open' as const;
    if (result.kind === 'failed') return result.problem;
    work.discard();
    await navigate(`/rules?program=${program}`);
    void reloadRules(client);
    return null;
  };
  return (
    <AskForm
      title={t('rulesPage.deleteTitle')}
      lead={t('rulesPage.deleteLead')}
      submit={t('rulesPage.deleteDraft')}
      isGrave
      busy={running !== null}
      stillTrying={stillTrying}
      send={send}
      onClose={onClose}
    />
  );
}
