// The draft of a booking survives a reload, in this tab only.
import { useEffect, useState } from 'react';
import { isReadableName } from '../../../../domain/contact/name.ts';
import { phoneNumber } from '../../../../domain/contact/phone.ts';
import { newId } from '../../shared/ids.ts';
import type { PaymentWay, Program } from '../../shared/wire.ts';
import { minorUnitsOf } from '../data/spoken-money.ts';
import { instantAt } from '../data/zoned-time.ts';
import { kindIn } from './kind-in.ts';

export type VisitRow = { id: string; date: string; time: string };

export type Draft = {
  name: string;
  phone: string;
  address: string;
  visits: VisitRow[];
  /** The package of the catalogue; `null` for an agreed price. */
  item: string | null;
  price: string;
  /** A way to pay, `later`, or empty. */
  payment: string;
  collectDate: string;
  collectTime: string;
  collectAddress: string;
  /** FK-12: the ended package that is booked again, and the ticket that this closes. */
  again: { packageId: string; ticketId: string | null } | null;
};

export const visitRow = (date = '', time = ''): VisitRow => ({ id: newId(), date, time });

const emptyDraft = (): Draft => ({
  name: '',
  phone: '',
  address: '',
  visits: [visitRow()],
  item: null,
  price: '',
  payment: '',
  collectDate: '',
  collectTime: '',
  collectAddress: '',
  again: null,
});

export type Drafting = { draft: Draft; change: (part: Partial<Draft>) => void; clear: () => void };

/** The form as this person left it in this tab. */
export function useDraft(login: string, program: string): Drafting {
  const key = `careline:booking:${login}:${program}`;
  const [draft, setDraft] = useState((): Draft => ({ ...emptyDraft(), ...read(key) }));
  useEffect(() => {
    try {
      sessionStorage.setItem(key, JSON.stringify(draft));
    } catch {
      // Full or forbidden storage costs only the memory, not the page.
    }
  }, [key, draft]);
  return {
    draft,
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    clear: () => setDraft(emptyDraft()),
  };
}

function read(key: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

type Sales = NonNullable<Program['packages']>;

export type Where = Pick<Program, 'timeZone' | 'country'> &
  Pick<Sales, 'currency' | 'catalogue' | 'freePrice'> & { ways: readonly PaymentWay[] };

/** Where a booking of this program is made; a program that sells nothing has no catalogue. */
export function whereOf({ timeZone, country, packages }: Program): Where {
  const { currency = '', catalogue = [], freePrice = null, paymentWays: ways = [] } = packages ?? {};
  return { timeZone, country, currency, catalogue, freePrice, ways };
}

/** The chosen package of the catalogue. */
export function itemOf(
  { item }: Draft,
  { catalogue }: Pick<Where, 'catalogue'>,
): Sales['catalogue'][number] | undefined {
  return catalogue.find((one) => one.item === item);
}

/** The price in minor units; `null` while none is typed. */
export function priceOf(draft: Draft, where: Where): number | null {
  return itemOf(draft, where)?.priceMinor ?? minorUnitsOf(draft.price, where.currency);
}

/** The fixed size, or the visits that have a row. */
export function sizeOf(draft: Draft, where: Where): number {
  return itemOf(draft, where)?.visits ?? draft.visits.length;
}

export type Field =
  | 'item'
  | 'name'
  | 'phone'
  | 'visits'
  | 'price'
  | 'payment'
  | 'collectAt'
  | 'collectAddress'
  | 'address';

/** Fields that are missing or cannot be sent, in the order of the form. */
export function missingFields(draft: Draft, where: Where): Field[] {
  const { timeZone, country, freePrice, ways } = where;
  const isItemLacking = draft.item === null ? freePrice === null : itemOf(draft, where) === undefined;
  const isCollected = kindIn(ways, draft.payment) === 'collection';
  const lacks: [Field, boolean][] = [
    ['name', !isReadableName(draft.name)],
    ['phone', phoneNumber(draft.phone, country) === null],
    ['item', isItemLacking],
    ['visits', draft.visits.some(({ date, time }) => instantAt(date, time, timeZone) === null)],
    ['price', !isItemLacking && (priceOf(draft, where) ?? 0) === 0],
    ['payment', draft.payment !== 'later' && kindIn(ways, draft.payment) === null],
    ['collectAt', isCollected && instantAt(draft.collectDate, draft.collectTime, timeZone) === null],
    ['collectAddress', isCollected && collectAddressOf(draft) === ''],
  ];
  return lacks.filter(([, isLacking]) => isLacking).map(([field]) => field);
}

/** Cash is collected at the customer's address unless another place was typed. */
export function collectAddressOf({ collectAddress, address }: Draft): string {
  return collectAddress.trim() || address.trim();
}

export function customerOf({ name, phone, address }: Draft) {
  return { name: name.trim(), phone: phone.trim(), address: address.trim() || null };
}

export type NewBooking = {
  customer: ReturnType<typeof customerOf>;
  visits: { startsAt: string }[];
  catalogueItem: string | null;
  priceMinor: number;
  currency: string;
  payment: string;
  collection: { at: string; address: string } | null;
  /** FK-12: the ended package that is booked again. */
  replaces?: string;
  /** FK-03: the agent confirmed that the first visit is really so far ahead. */
  confirmFarAhead?: true;
};

/** The booking for a draft in which nothing is missing. */
export function bookingOf(draft: Draft, where: Where): NewBooking {
  const { timeZone, currency, ways } = where;
  const { payment, visits, collectDate, collectTime } = draft;
  const at = instantAt(collectDate, collectTime, timeZone) ?? '';
  return {
    customer: customerOf(draft),
    visits: visits.map(({ date, time }) => ({ startsAt: instantAt(date, time, timeZone) ?? '' })),
    catalogueItem: draft.item,
    priceMinor: priceOf(draft, where) ?? 0,
    currency,
    payment,
    collection: kindIn(ways, payment) === 'collection' ? { at, address: collectAddressOf(draft) } : null,
    ...(draft.again !== null && { replaces: draft.again.packageId }),
  };
}
