import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import type { Collection } from '../booking/collection-fields.tsx';
import type { Missing } from '../cases/ask-form.tsx';
import { useProgram } from '../data/session.tsx';
import { useNow } from '../data/ticking.ts';
import { fieldsOfInstant, instantAt } from '../data/zoned-time.ts';

/** True while an agreed collection of cash has neither succeeded nor failed (FK-02). */
export function isCollectionAgreed({ paymentRequests }: Pick<ServicePackage, 'paymentRequests'>): boolean {
  return paymentRequests.some(
    ({ kind, status, collectAt, missedAt }) =>
      kind === 'collection' && status === 'open' && collectAt !== null && missedAt === null,
  );
}

/**
 * Starts with the agreed time if it is still ahead. `fields` go to `CollectionFields`, `collection` to the server once
 * nothing is `missing`.
 */
export function useCollection({ collection, customer, paymentRequests, paymentWays }: ServicePackage) {
  const { t } = useTranslation();
  const { timeZone } = useProgram();
  const now = useNow();
  const usualAddress = collection?.address ?? customer.address ?? '';
  const [typed, setTyped] = useState<Collection>(() => ({
    ...(collection === null || Date.parse(collection.at) <= now
      ? { date: '', time: '' }
      : fieldsOfInstant(collection.at, timeZone)),
    address: '',
  }));
  const open = paymentRequests.find(({ kind, status }) => kind === 'collection' && status === 'open');
  const notice = paymentWays.find(({ method }) => method === open?.method)?.notice ?? null;
  const at = instantAt(typed.date, typed.time, timeZone);
  const address = typed.address.trim() || usualAddress;
  const missing = ((): Missing | null => {
    if (at === null) return { field: 'collection', missing: t('booking.missing.collectAt') };
    return address === '' ? { field: 'address', missing: t('booking.missing.collectAddress') } : null;
  })();
  return {
    fields: {
      ...typed,
      usualAddress,
      notice,
      onChange: (part: Partial<Collection>) => setTyped({ ...typed, ...part }),
    },
    missing,
    collection: { at: at ?? '', address },
  };
}
