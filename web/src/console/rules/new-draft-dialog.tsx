import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ProgramVersion } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { keepDraft } from './queries.ts';

type Props = { newest: ProgramVersion; onClose: () => void };

export function NewDraftDialog({ newest, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { running, stillTrying, ask } = useAsking();
  const [name, setName] = useState('');
  const send = async () => {
    const body = { base: newest.version, name: name.trim() };
    const path = { program: newest.program };
    const result = await ask(
      'begin',
      (key) =>
        api.POST('/v1/programs/{program}/drafts', { params: { path, header: { 'Idempotency-Key': key } }, body }),
      { tells: false },
    );
    if (result === null) return 'open' as const;
    if (result.kind === 'failed') return result.problem;
    keepDraft(client, result.data);
    void navigate(`/rules/${result.data.id}`);
    return null;
  };
  return (
    <AskForm
      title={t('rulesPage.change')}
      lead={t('rulesPage.changeLead')}
      submit={t('rulesPage.begin')}
      busy={running !== null}
      stillTrying={stillTrying}
      missing={name.trim() === '' ? { field: 'name', missing: t('rulesPage.nameMissing') } : null}
      send={send}
      onClose={onClose}
      fields={['name']}
    >
      {(errorAt) => (
        <TextInput
          label={t('rulesPage.draftName')}
          description={t('rulesPage.draftNameHint')}
          maxLength={200}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorAt('name')}
        />
      )}
    </AskForm>
  );
}
