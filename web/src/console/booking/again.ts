// FK-12: an ended package fills in customer, number of visits, price and payment method, but no dates.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { writtenPhone } from '../../../../domain/contact/phone.ts';
import type { ServicePackage } from '../../shared/wire.ts';
import { packageQuery } from '../packages/queries.ts';
import { useProgram } from '../data/session.tsx';
import { typedMoney } from '../data/spoken-money.ts';
import { type Draft, type Drafting, visitRow, type Where } from './draft.ts';
import { kindIn } from './kind-in.ts';

/** The address of the form filled from a package. The booking closes the ticket, if one is given. */
export function addressOfAgain(packageId: string, ticketId: string | null): string {
  return `/booking?again=${packageId}${ticketId === null ? '' : `&ticket=${ticketId}`}`;
}

/** Fills the form once, when the page was opened for a package. A reload keeps what was typed since. */
export function useAgain({ change }: Drafting): void {
  const { country, packages } = useProgram();
  const [asked, setAsked] = useSearchParams();
  const { again: id = null, ticket = null } = Object.fromEntries(asked);
  const { data, isError } = useQuery({ ...packageQuery(id ?? ''), enabled: id !== null });
  // The address changes only after the form was drawn again.
  const filled = useRef<string | null>(null);
  useEffect(() => {
    if (id === null || id === filled.current || (data === undefined && !isError)) return;
    filled.current = id;
    if (data !== undefined) change(draftAgain(data, ticket, { country, ways: packages?.paymentWays ?? [] }));
    setAsked({}, { replace: true });
  });
}

function draftAgain(
  old: ServicePackage,
  ticketId: string | null,
  { country, ways }: Pick<Where, 'country' | 'ways'>,
): Draft {
  const { customer, bought, priceMinor, currency, payment, paymentRequests, collection } = old;
  const paidBy = payment?.method ?? paymentRequests.at(-1)?.method ?? 'later';
  const kind = kindIn(ways, paidBy);
  const isCollected = kind === 'collection' && collection !== null && collection.address !== customer.address;
  return {
    name: customer.name,
    phone: writtenPhone(customer.phone, country),
    address: customer.address ?? '',
    visits: Array.from({ length: bought }, () => visitRow()),
    item: old.catalogueItem,
    price: typedMoney(priceMinor, currency),
    payment: kind === null && paidBy !== 'later' ? '' : paidBy,
    collectDate: '',
    collectTime: '',
    collectAddress: isCollected ? collection.address : '',
    again: { packageId: old.id, ticketId },
  };
}
