// Owns the question by which way the customer is asked to pay next; cash brings the collection form (FK-02, FK-07).
import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import { CollectionFields } from '../booking/collection-fields.tsx';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { problemIn } from '../data/asking.ts';
import { useProgram } from '../data/session.tsx';
import { fieldsOfInstant, instantAt } from '../data/zoned-time.ts';
import moves from '../moves/moves.module.css';
import type { DialogProps } from './package-dialogs.tsx';

type Method = 'card' | 'fawry' | 'cash';

function useCollection({ collection, customer }: ServicePackage) {
  const { timeZone } = useProgram();
  const usualAddress = collection?.address ?? customer.address ?? '';
  const [typed, setTyped] = useState(() => ({
    ...(collection === null ? { date: '', time: '' } : fieldsOfInstant(collection.at, timeZone)),
    address: '',
  }));
  const at = instantAt(typed.date, typed.time, timeZone);
  return { typed, setTyped, usualAddress, at, address: typed.address.trim() || usualAddress };
}

export function PaymentDialog({ servicePackage, asking, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { packages } = useProgram();
  const [method, setMethod] = useState<Method | ''>('');
  const { typed, setTyped, usualAddress, at, address } = useCollection(servicePackage);
  const { id } = servicePackage;
  const missing = ((): Missing | null => {
    if (method === '') return { field: 'method', missing: t('booking.missing.payment') };
    if (method !== 'cash') return null;
    if (at === null) return { field: 'collection', missing: t('booking.missing.collectAt') };
    return address === '' ? { field: 'address', missing: t('booking.missing.collectAddress') } : null;
  })();
  const send = async () => {
    const body = { method: method || 'card', ...(method === 'cash' ? { collection: { at: at ?? '', address } } : {}) };
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
          <Radio.Group
            label={t('booking.payment')}
            value={method}
            onChange={(chosen) => setMethod(chosen as Method)}
            error={errorAt('method')}
          >
            <div className={moves.options}>
              {packages?.methods.map((one, place) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`booking.methods.${one}`)}
                  description={t(`booking.methodHints.${one}`)}
                  data-autofocus={place === 0 || undefined}
                />
              ))}
            </div>
          </Radio.Group>
          {method === 'cash' && (
            <CollectionFields
              {...typed}
              usualAddress={usualAddress}
              onChange={(part) => setTyped({ ...typed, ...part })}
              atError={errorAt('collection')}
              addressError={errorAt('address')}
            />
          )}
        </>
      )}
    </AskForm>
  );
}
