import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramVersion } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { reloadRules } from './queries.ts';

type Props = { version: ProgramVersion; onClose: () => void };

/** Takes back a version that is published for later. */
export function WithdrawDialog({ version: { program, version }, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { running, stillTrying, ask } = useAsking();
  const [note, setNote] = useState('');
  const send = async () => {
    const path = { program, version: `${version}` };
    const result = await ask(
      'withdraw',
      (key) =>
        api.POST('/v1/programs/{program}/versions/{version}/withdraw', {
          params: { path, header: { 'Idempotency-Key': key } },
          body: { note: note.trim() },
        }),
      { tells: false, done: t('rulesPage.withdrawal.done', { version }) },
    );
    if (result === null) return 'open' as const;
    if (result.kind === 'failed') return result.problem;
    await reloadRules(client, true);
    return null;
  };
  return (
    <AskForm
      title={t('rulesPage.withdrawal.title', { version })}
      lead={t('rulesPage.withdrawal.lead')}
      submit={t('rulesPage.withdrawal.ask')}
      busy={running !== null}
      stillTrying={stillTrying}
      missing={note.trim() === '' ? { field: 'note', missing: t('rulesPage.noteMissing') } : null}
      send={send}
      onClose={onClose}
      fields={['note']}
    >
      {(errorAt) => (
        <Textarea
          label={t('rulesPage.note')}
          description={t('rulesPage.noteHint')}
          rows={2}
          maxLength={1_000}
          required
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={errorAt('note')}
        />
      )}
    </AskForm>
  );
}
