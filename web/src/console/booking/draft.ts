// The draft of a booking survives a reload, in this tab only.
import { useEffect, useState } from 'react';
import { isReadableName } from '../../../../domain/contact/name.ts';
import { phoneNumber } from '../../../../domain/contact/phone.ts';
import { newId } from '../../shared/ids.ts';
import type { PaymentWay } from '../../shared/wire.ts';
import { minorUnitsOf } from '../data/spoken-money.ts';
import { instantAt } from '../data/zoned-time.ts';
import { kindIn } from './method-hints.ts';

export type VisitRow = { id: string; date: string; time: string };

export type Draft = {
  name: string;
  phone: string;
  address: string;
  visits: VisitRow[];
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

export type Where = {
  timeZone: string;
  country: string | null;
  currency: string;
  ways: readonly PaymentWay[];
};

export type Field = 'name' | 'phone' | 'visits' | 'price' | 'payment' | 'collectAt' | 'collectAddress' | 'address';

/** Fields that are missing or cannot be sent, in the order of the form. */
export function missingFields(draft: Draft, { timeZone, country, currency, ways }: Where): Field[] {
  const isCollected = kindIn(ways, draft.payment) === 'collection';
  const lacks: [Field, boolean][] = [
    ['name', !isReadableName(draft.name)],
    ['phone', phoneNumber(draft.phone, country) === null],
    ['visits', draft.visits.some(({ date, time }) => instantAt(date, time, timeZone) === null)],
    ['price', (minorUnitsOf(draft.price, currency) ?? 0) === 0],
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
export function bookingOf(draft: Draft, { timeZone, currency, ways }: Where): NewBooking {
  const { payment, visits, price, collectDate, collectTime } = draft;
  const at = instantAt(collectDate, collectTime, timeZone) ?? '';
  return {
    customer: customerOf(draft),
    visits: visits.map(({ date, time }) => ({ startsAt: instantAt(date, time, timeZone) ?? '' })),
    priceMinor: minorUnitsOf(price, currency) ?? 0,
    currency,
    payment,
    collection: kindIn(ways, payment) === 'collection' ? { at, address: collectAddressOf(draft) } : null,
    ...(draft.again !== null && { replaces: draft.again.packageId }),
  };
}
