// FK-21: shows what happens to each visit and what is refunded. Past visits are recorded first.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import { Loaded } from '../cases/loaded.tsx';
import { api } from '../data/api.ts';
import { problemIn } from '../data/asking.ts';
import { cancellationPreviewQuery } from './queries.ts';
import { tell } from '../notifications/tell.ts';
import { CancelledVisits } from './cancelled-visits.tsx';
import { cancelWords } from './cancel-words.ts';
import { CancellationAmounts } from './cancellation-amounts.tsx';
import type { DialogProps } from './package-dialog-props.ts';

export function CancelPackageDialog({ servicePackage, asking, onClose }: DialogProps) {
  const { t, i18n } = useTranslation();
  const { id, paid } = servicePackage;
  const words = cancelWords(servicePackage);
  const preview = useQuery(cancellationPreviewQuery(id));
  // After a refusal the earlier preview is no longer true.
  const known = preview.error === null ? preview.data : undefined;
  const isUnrecorded = known?.visits.some(({ becomes }) => becomes === 'unrecorded') === true;
  const send = async () => {
    const result = await asking.ask(
      'cancel',
      (key) =>
        api.POST('/v1/service-packages/{id}/cancellation', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: {},
        }),
      { done: t(words.done), tells: false },
    );
    const problem = problemIn(result);
    if (problem?.code !== 'already-cancelled') return problem;
    tell({ message: () => i18n.t('packageQuestions.cancelledMeanwhile'), isProblem: true });
    return null;
  };
  const missing = ((): Missing | null => {
    if (known === undefined) return { field: 'visits', missing: t('packageQuestions.previewMissing') };
    return isUnrecorded ? { field: 'visits', missing: t(words.recordFirst) } : null;
  })();
  return (
    <AskForm
      title={t(words.title)}
      lead={t(words.lead)}
      submit={t(words.submit)}
      isGrave
      busy={asking.running !== null || preview.isPending}
      stillTrying={asking.stillTrying}
      missing={missing}
      send={send}
      onClose={onClose}
      fields={['visits']}
    >
      {(errorAt) => (
        <Loaded query={{ ...preview, data: known }}>
          {(shown) => (
            <>
              <CancelledVisits
                visits={shown.visits}
                servicePackage={servicePackage}
                asking={asking}
                error={errorAt('visits')}
              />
              {paid && (
                <CancellationAmounts preview={shown} currency={servicePackage.currency} isAssumed={isUnrecorded} />
              )}
            </>
          )}
        </Loaded>
      )}
    </AskForm>
  );
}
