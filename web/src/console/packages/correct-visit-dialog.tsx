// Offers only records that differ from the present one.
import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Visit } from '../../shared/wire.ts';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import { Options } from '../cases/options.tsx';
import { ReasonField } from '../cases/reason-field.tsx';
import { api } from '../data/api.ts';
import { problemIn } from '../data/asking.ts';
import type { DialogProps } from './package-dialogs.tsx';
import { VisitLead } from './visit-lead.tsx';
import { useVisitMoment } from './visit-moment.ts';
import type { CorrectedStatus } from './visit-rules.ts';

export function CorrectVisitDialog({ servicePackage, asking, onClose, visit }: DialogProps & { visit: Visit }) {
  const { t } = useTranslation();
  const [status, setStatus] = useState<CorrectedStatus | ''>('');
  const [reason, setReason] = useState('');
  const now = servicePackage.visits.find(({ id }) => id === visit.id) ?? visit;
  const { corrections } = useVisitMoment(servicePackage, now);
  const path = { id: servicePackage.id, visitId: visit.id };
  const send = async () => {
    const body = { status: status || 'completed', reason: reason.trim() };
    const asked = asking.ask(
      'correct-visit',
      (key) =>
        api.POST('/v1/service-packages/{id}/visits/{visitId}/correct', {
          params: { path, header: { 'Idempotency-Key': key } },
          body,
        }),
      { done: t('packageQuestions.corrected'), tells: false },
    );
    return problemIn(await asked);
  };
  const missing = ((): Missing | null => {
    // Another person may have corrected it to the chosen record meanwhile.
    const isOffered = corrections.some((one) => one === status);
    if (!isOffered) return { field: 'status', missing: t('packageQuestions.correctMissing') };
    return reason.trim() === '' ? { field: 'reason', missing: t('finance.reasonMissing') } : null;
  })();
  const was = t(`packages.visitStatus.${now.cancelledOnItsDay ? 'cancelledOnItsDay' : now.status}`);
  return (
    <AskForm
      title={t('packageQuestions.correctTitle')}
      lead={
        <>
          <VisitLead servicePackage={servicePackage} visit={visit} />
          <br />
          {t('packageQuestions.correctWas', { status: was })}
        </>
      }
      submit={t('packageQuestions.correct')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={missing}
      send={send}
      onClose={onClose}
      fields={['status', 'reason']}
    >
      {(errorAt) => (
        <>
          <Radio.Group
            label={t('packageQuestions.correctQuestion')}
            value={status}
            onChange={(chosen) => setStatus(chosen as CorrectedStatus)}
            error={errorAt('status')}
          >
            <Options values={corrections} labelOf={(one) => t(`packageQuestions.corrections.${one}`)} />
          </Radio.Group>
          <ReasonField label={t('finance.reason')} value={reason} onChange={setReason} error={errorAt('reason')} />
        </>
      )}
    </AskForm>
  );
}
