// FK-18, FK-23: a visit can be recorded from its day on. Only outcomes that the person may record are offered.
import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Visit } from '../../shared/wire.ts';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import { Options } from '../cases/options.tsx';
import { ReasonField } from '../cases/reason-field.tsx';
import type { DialogProps } from './package-dialogs.tsx';
import { useVisitRecord } from './visit-records.ts';
import { outcomesFor, type VisitOutcome } from './visit-rules.ts';
import { VisitLead } from './visit-lead.tsx';

export function RecordVisitDialog({ servicePackage, asking, onClose, visit }: DialogProps & { visit: Visit }) {
  const { t } = useTranslation();
  const record = useVisitRecord(servicePackage, asking);
  const [outcome, setOutcome] = useState<VisitOutcome | ''>('');
  const [reason, setReason] = useState('');
  const why = outcome === 'not-held' ? { reason: reason.trim() } : {};
  const missing = ((): Missing | null => {
    if (outcome === '') return { field: 'outcome', missing: t('packageQuestions.recordMissing') };
    return why.reason === '' ? { field: 'reason', missing: t('finance.reasonMissing') } : null;
  })();
  return (
    <AskForm
      title={t('packageQuestions.recordTitle')}
      lead={<VisitLead servicePackage={servicePackage} visit={visit} />}
      submit={t('packageQuestions.record')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={missing}
      send={() => record({ visitId: visit.id, outcome: outcome || 'completed', ...why })}
      onClose={onClose}
      fields={['outcome', 'reason']}
    >
      {(errorAt) => (
        <>
          <Radio.Group
            aria-label={t('packageQuestions.recordTitle')}
            value={outcome}
            onChange={(chosen) => setOutcome(chosen as VisitOutcome)}
            error={errorAt('outcome')}
          >
            <Options values={outcomesFor(servicePackage)} labelOf={(one) => t(`packageQuestions.outcomes.${one}`)} />
          </Radio.Group>
          {outcome === 'not-held' && (
            <ReasonField
              label={t('packageQuestions.notHeldReason')}
              value={reason}
              onChange={setReason}
              error={errorAt('reason')}
            />
          )}
        </>
      )}
    </AskForm>
  );
}
