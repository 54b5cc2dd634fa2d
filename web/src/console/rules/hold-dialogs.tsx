import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskForm } from '../cases/ask-form.tsx';
import { ReasonForm } from '../cases/text-form.tsx';
import { api } from '../data/api.ts';
import { problemIn, useAsking } from '../data/asking.ts';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function HoldDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const asking = useAsking();
  const [id, setId] = useState('');
  const [reason, setReason] = useState('');
  const missing = () => {
    if (!ID.test(id.trim())) return { field: 'id', missing: t('rulesPage.holdIdMissing') };
    return reason.trim() === '' ? { field: 'reason', missing: t('finance.reasonMissing') } : null;
  };
  const send = async () =>
    problemIn(
      await asking.ask(
        'hold',
        (key) =>
          api.POST('/v1/cases/{id}/legal-hold', {
            params: { path: { id: id.trim() }, header: { 'Idempotency-Key': key } },
            body: { reason: reason.trim() },
          }),
        { done: t('rulesPage.held'), tells: false },
      ),
    );
  return (
    <AskForm
      title={t('rulesPage.hold')}
      lead={t('rulesPage.holdLead')}
      submit={t('rulesPage.hold')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={missing()}
      send={send}
      onClose={onClose}
      fields={['id', 'reason']}
    >
      {(errorAt) => (
        <>
          <TextInput
            label={t('rulesPage.holdId')}
            description={t('rulesPage.holdIdHint')}
            dir="ltr"
            required
            data-autofocus
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
            error={errorAt('id')}
          />
          <Textarea
            label={t('finance.reason')}
            rows={2}
            maxLength={500}
            required
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={errorAt('reason')}
          />
        </>
      )}
    </AskForm>
  );
}

export function ReleaseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const asking = useAsking();
  return (
    <ReasonForm
      title={t('rulesPage.releaseTitle')}
      lead={t('rulesPage.releaseLead')}
      submit={t('rulesPage.release')}
      atMost={500}
      asking={asking}
      name="release"
      call={(reason, key) =>
        api.POST('/v1/cases/{id}/legal-hold/release', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { reason },
        })
      }
      done={t('rulesPage.released')}
      onClose={onClose}
    />
  );
}
