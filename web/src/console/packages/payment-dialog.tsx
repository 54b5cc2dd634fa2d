// FK-02, FK-07: the payment method for the next request. Cash adds the collection form.
import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLabels } from '../cases/labels.ts';
import { Options } from '../cases/options.tsx';
import { CollectionFields } from '../booking/collection-fields.tsx';
import { useMethodHints } from '../booking/method-hints.ts';
import { SaidNotice } from '../booking/said-notice.tsx';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { problemIn } from '../data/asking.ts';
import type { DialogProps } from './package-dialog-props.ts';
import { useCollection } from './use-collection.ts';

export function PaymentDialog({ servicePackage, asking, onClose }: DialogProps) {
  const { t } = useTranslation();
  const labels = useLabels();
  const { id, paymentWays } = servicePackage;
  const hints = useMethodHints(paymentWays);
  const [method, setMethod] = useState('');
  const chosen = paymentWays.find((way) => way.method === method);
  const asked = useCollection(servicePackage);
  const missing = ((): Missing | null => {
    if (chosen === undefined) return { field: 'method', missing: t('booking.missing.payment') };
    return chosen.kind === 'collection' ? asked.missing : null;
  })();
  const send = async () => {
    const body = { method, ...(chosen?.kind === 'collection' ? { collection: asked.collection } : {}) };
    const result = await asking.ask(
      'request-payment',
      (key) =>
        api.POST('/v1/service-packages/{id}/payment-requests', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      { done: t('packages.requested'), tells: false },
    );
    return problemIn(result);
  };
  return (
    <AskForm
      title={t('packages.requestTitle')}
      lead={t('packages.requestLead')}
      submit={t('packages.requestSubmit')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={missing}
      send={send}
      onClose={onClose}
      fields={['method', 'collection', 'address']}
    >
      {(errorAt) => (
        <>
          <Radio.Group label={t('booking.payment')} value={method} onChange={setMethod} error={errorAt('method')}>
            <Options values={paymentWays.map((way) => way.method)} labelOf={labels.method} hintOf={hints} />
          </Radio.Group>
          {chosen?.kind === 'collection' ? (
            <CollectionFields
              {...asked.fields}
              notice={chosen.notice}
              atError={errorAt('collection')}
              addressError={errorAt('address')}
            />
          ) : (
            <SaidNotice notice={chosen?.notice ?? null} />
          )}
        </>
      )}
    </AskForm>
  );
}
