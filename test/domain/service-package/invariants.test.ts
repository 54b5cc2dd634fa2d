// Each violation of a package's invariants is named, and a right package has none.
import { describe, expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../../domain/ledger/entry.ts';
import { cancelled } from '../../../domain/ledger/movements.ts';
import { money } from '../../../domain/money.ts';
import { violationsOfPackage } from '../../../domain/service-package/invariants.ts';
import type { Refund, ServicePackageState, VisitStatus } from '../../../domain/service-package/state.ts';
import { aBooking, cairo, Life } from './builders.ts';

const booked = new Life(aBooking(), cairo('2031-03-03 10:00')).state;
const paid = new Life(aBooking(), cairo('2031-03-03 10:00')).pays('2031-03-03 11:00').state;
const [open] = booked.paymentRequests;
if (open === undefined) throw new Error('a package booked by card has a request');

/** The package with visits in these states. Visits that are not named are completed. */
const withVisits = (state: ServicePackageState, ...named: VisitStatus[]): ServicePackageState => ({
  ...state,
  visits: state.visits.map((visit, place) => ({ ...visit, status: named[place] ?? 'completed' })),
});

const unpaid = { payment: null, paymentRequests: [] };
const deactivatedAt = (local: string) => ({ ...paid, stage: 'deactivated', deactivatedAt: cairo(local) }) as const;

test.each<[string, ServicePackageState, string[]]>([
  ['booked', booked, []],
  ['paid', paid, []],
  ['active without money', { ...booked, ...unpaid, stage: 'active' }, ['it is active and unpaid']],
  ['in its grace without money', { ...booked, ...unpaid, stage: 'grace' }, ['it is grace and unpaid']],
  ['finished without money', { ...withVisits(booked), ...unpaid, stage: 'finished' }, ['it is finished and unpaid']],
  ['over without money', { ...withVisits(booked), ...unpaid, stage: 'deactivated' }, ['it is deactivated and unpaid']],
  ['paid and not begun', { ...paid, stage: 'booked' }, ['it is paid and still only booked']],
  ['finished', { ...withVisits(paid), stage: 'finished' }, []],
  [
    'finished with a visit left',
    { ...withVisits(paid, 'cancelled'), stage: 'finished' },
    ['it is finished with visits left'],
  ],
  [
    'finished with a visit ahead',
    { ...withVisits(paid, 'planned'), stage: 'finished' },
    ['it is finished with visits left', 'it is finished with planned visits'],
  ],
  ['cancelled', { ...withVisits(paid, 'cancelled'), stage: 'cancelled' }, []],
  [
    'cancelled with a visit ahead',
    { ...withVisits(paid, 'planned'), stage: 'cancelled' },
    ['it is cancelled with planned visits'],
  ],
  ['more visits planned than are left', { ...paid, forfeited: 1 }, ['more visits are planned than are left']],
  [
    'visits lost that were never bought',
    { ...withVisits(paid), forfeited: 1 },
    ['a number of visits is negative', 'more visits are planned than are left'],
  ],
])('%s', (_, state, expected) => {
  expect(violationsOfPackage(state, [])).toEqual(expected);
});

describe('one payable request for each amount due (reliability.md)', () => {
  const another = { ...open, id: 'q2' };
  test.each<[string, ServicePackageState, string[]]>([
    ['one of a booked package', booked, []],
    ['a further one that has expired', { ...booked, paymentRequests: [{ ...open, status: 'expired' }, another] }, []],
    ['two', { ...booked, paymentRequests: [open, another] }, ['2 requests can be paid']],
    ['FK-12 one after the cancellation', { ...withVisits(booked, 'cancelled'), stage: 'cancelled' }, []],
    ['one of a paid package', { ...paid, paymentRequests: [open] }, ['1 requests can be paid']],
    [
      'one of a package that was paid and cancelled',
      { ...withVisits(paid, 'cancelled'), paymentRequests: [open], stage: 'cancelled' },
      ['1 requests can be paid'],
    ],
  ])('%s', (_, state, expected) => {
    expect(violationsOfPackage(state, [])).toEqual(expected);
  });
});

describe('FK-17 after the end of the grace', () => {
  const begins = '2031-03-10 12:00';
  test.each<[string, ServicePackageState, string[]]>([
    ['all visits had', withVisits(deactivatedAt(begins)), []],
    ['the rest forfeited', { ...withVisits(deactivatedAt(begins), 'forfeited'), forfeited: 1 }, []],
    ['a visit without a record', withVisits(deactivatedAt(begins), 'planned'), []],
    [
      'a visit ahead',
      withVisits(deactivatedAt('2031-03-10 11:59'), 'planned'),
      ['it is deactivated with visits ahead'],
    ],
    ['a visit that its record has given back', withVisits(deactivatedAt(begins), 'cancelled'), []],
    [
      'a visit given back before it began',
      withVisits(deactivatedAt('2031-03-10 11:59'), 'cancelled'),
      ['it is deactivated with visits left'],
    ],
    [
      'its end is not recorded',
      { ...withVisits(deactivatedAt(begins), 'cancelled'), deactivatedAt: null },
      ['it is deactivated with visits left'],
    ],
  ])('%s', (_, state, expected) => {
    expect(violationsOfPackage(state, [])).toEqual(expected);
  });
});

describe('FK-21 the money of a cancelled package', () => {
  const state = withVisits({ ...paid, stage: 'cancelled' }, 'cancelled', 'cancelled');
  const egp = (amountMinor: number) => money(amountMinor, 'EGP');
  const given = (fee: number, refund: number): LedgerEntry =>
    cancelled({ subject: 'r1', at: cairo('2031-03-17 10:00'), rule: 'FK-21' }, egp(fee), egp(refund));

  test.each<[string, LedgerEntry, string[]]>([
    ['two visits of eight, less the fee', given(12_000, 28_000), []],
    ['too much', given(12_000, 28_001), ['cancellation/r1: fee and refund are 400.01 EGP, the value is 400.00 EGP']],
    [
      'another’s fee',
      given(-1, 40_001),
      ['fee-income is 0.01 EGP on the wrong side', 'cancellation/r1: an amount is negative'],
    ],
  ])('%s', (_, entry, expected) => {
    const said = violationsOfPackage(state, [entry]).filter((what) => !what.startsWith('prepaid'));
    expect(said).toEqual(expected);
  });

  test('a package whose visits were used up is worth nothing, never less', () => {
    const used = { ...withVisits(state), bought: 7 };
    expect(violationsOfPackage(used, [given(1, 0)])).toContain(
      'cancellation/r1: fee and refund are 0.01 EGP, the value is 0.00 EGP',
    );
  });
});

test('reliability.md what is wrong with refunds and with entries is told as well', () => {
  const refund: Refund = {
    ...{ id: 'r1', payment: 'p1', amount: paid.price, why: 'cancellation', at: paid.movedAt, attempt: 1 },
    ...{ status: 'approved', preparedBy: 'cs-1', approvedBy: 'cs-1' },
  };
  const half = {
    ...cancelled({ subject: 'r1', at: paid.movedAt, rule: null }, paid.price, paid.price),
    kind: 'captured',
  };
  const [posting] = half.postings;
  const broken = { ...half, postings: posting === undefined ? [] : [posting] } as LedgerEntry;
  expect(violationsOfPackage({ ...paid, refunds: [refund] }, [broken])).toEqual([
    'r1 was prepared and approved by cs-1',
    'cancellation/r1 does not sum to zero',
    'prepaid is 3200.00 EGP on the wrong side',
  ]);
});
