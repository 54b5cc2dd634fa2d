// FK-01 to FK-05, FK-13: a booking, its refusals, and the effects of the payment method.
import { describe, expect, test } from '@jest/globals';
import { money } from '../../../domain/money.ts';
import { book, refusalOfBooking } from '../../../domain/service-package/booking.ts';
import { packageTimetable } from '../../../domain/service-package/timetable.ts';
import { refusalOfCollectionTime } from '../../../domain/service-package/collection.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
const now = cairo('2031-03-03 10:00');
const refused = (changes: Parameters<typeof aBooking>[0]) => refusalOfBooking(policy, aBooking(changes), now)?.code;

describe('FK-01 booked on the call', () => {
  const { state, payments, entries, sms } = book(policy, aBooking(), 'cc-1', now);

  test('with its visits, its validity and one request to pay the whole price', () => {
    expect(state).toMatchObject({ version: 1, stage: 'booked', bought: 8, payment: null, paysLater: false });
    expect(state).toMatchObject({ startsOn: '2031-03-10', expiresOn: '2031-04-10', graceEndsOn: '2031-04-24' });
    expect(payments).toEqual([
      {
        kind: 'request',
        intent: 'payment-request/q1',
        requestId: 'q1',
        method: 'card',
        amount: money(160_000, 'EGP'),
        sms: { text: 'payment-link', rule: 'FK-01' },
      },
    ]);
    expect(entries.map(({ what, by, rule }) => [what, by, rule])).toEqual([
      ['booked', 'cc-1', 'FK-01'],
      ['payment-requested', 'cc-1', 'FK-01'],
    ]);
    expect(sms).toEqual([]);
  });

  test('FK-06 with the chase ahead of it', () => {
    const ahead = packageTimetable(policy, state);
    expect(ahead.map(({ at, what, rule }) => [inCairo(at), what, rule])).toEqual([
      ['2031-03-03 12:00', 'not-paid-ticket', 'FK-06'],
      ['2031-03-09 21:00', 'cancel-unpaid', 'FK-11'],
    ]);
  });

  test('it is plain data, whole after a way through JSON', () => {
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});

test('FK-02 cash needs the collection form, and sends the customer nothing', () => {
  expect(refused({ payment: 'cash' })).toBe('collection-required');
  const { payments } = book(policy, aBooking({ payment: 'cash', collectAt: cairo('2031-03-05 17:00') }), 'cc-1', now);
  expect(payments).toMatchObject([{ kind: 'request', method: 'cash', sms: null }]);
  expect(policy.booking.cashNotice).toBe('accept-will-call');
});

test.each([
  ['2031-03-03 10:00', 'collection-time-unfit'],
  ['2031-03-03 10:00:00.001', null],
  ['2031-03-10 11:59:59.999', null],
  // FK-13: at the start of the first visit it can still be paid at the door.
  ['2031-03-10 12:00', null],
  ['2031-03-10 12:00:00.001', 'collection-time-unfit'],
])('FK-02 asked on 3 March at 10:00 for cash before a visit on the 10th at noon, collected %s: %s', (at, code) => {
  expect(refusalOfCollectionTime(cairo(at), cairo('2031-03-10 12:00'), now)?.code ?? null).toBe(code);
});

test('FK-13 a Fawry code goes out as a code', () => {
  const { payments } = book(policy, aBooking({ payment: 'fawry' }), 'cc-1', now);
  expect(payments).toMatchObject([{ method: 'fawry', sms: { text: 'payment-code', rule: 'FK-13' } }]);
});

describe('FK-03 pays later', () => {
  const later = (first: string) => ({ payment: 'later' as const, startsAt: [first, '2031-03-20 12:00'] });

  test.each([
    ['2031-03-05 10:00', undefined],
    ['2031-03-05 10:00:01', 'not-booked'],
    ['2031-03-03 12:00', undefined],
    ['2031-03-04 12:00', undefined],
    ['2031-03-06 09:00', 'not-booked'],
  ])('first visit %s: %s', (first, code) => {
    expect(refused(later(first))).toBe(code);
  });

  test('FK-03 FK-04 not booked: the two offers and the ticket to follow up with', () => {
    expect(refusalOfBooking(policy, aBooking(later('2031-03-09 12:00')), now)).toMatchObject({
      code: 'not-booked',
      details: {
        firstOffer: 'follow-up-when-ready',
        secondOffer: 'single-visit',
        followUpTicket: 'outbound-sales-request',
      },
    });
  });

  test('FK-03 over the change of the clocks 48 hours are elapsed hours', () => {
    const before = cairo('2026-04-23 12:00');
    const visits = (at: string) => aBooking({ payment: 'later', startsAt: [at] });
    expect(refusalOfBooking(policy, visits('2026-04-25 13:00'), before)).toBeNull();
    expect(refusalOfBooking(policy, visits('2026-04-25 13:00:01'), before)?.code).toBe('not-booked');
  });

  test('FK-06 booked unpaid: the ticket is open at once, nothing is asked of a provider', () => {
    const move = book(policy, aBooking(later('2031-03-05 09:00')), 'cc-1', now);
    expect(move.payments).toEqual([]);
    expect(move.tickets).toMatchObject([{ id: 'not-paid', type: 'not-paid', status: 'open', openedAt: now }]);
    expect(inCairo(move.tickets[0]?.dueAt ?? '')).toBe('2031-03-03 12:00');
  });

  test('any other way to pay is booked within 60 days, and beyond where it is confirmed', () => {
    expect(refused({ startsAt: ['2031-05-02 12:00'] })).toBeUndefined();
    expect(refused({ startsAt: ['2031-09-01 12:00'], confirmFarAhead: true })).toBeUndefined();
  });
});

describe('what is not booked at all', () => {
  test.each([
    ['visit-in-past', { startsAt: ['2031-03-03 10:00'] }],
    ['visit-in-past', { startsAt: ['2031-03-10 10:00', '2031-03-02 10:00'] }],
    ['currency-refused', { price: money(1, 'USD') }],
    ['payment-method-refused', { payment: 'bitcoin' as 'card' }],
    // FK-14: the month from the first visit, and the two weeks after it.
    ['outside-validity', { startsAt: ['2031-03-10 10:00', '2031-04-25 00:00'] }],
    [undefined, { startsAt: ['2031-03-10 10:00', '2031-04-24 23:59'] }],
  ] as const)('%s', (code, changes) => {
    expect(refused(changes)).toBe(code);
  });

  test('a package without a visit is no package', () => {
    expect(() => book(policy, aBooking({ startsAt: [] }), 'cc-1', now)).toThrow(RangeError);
  });
});

test('FK-05 the order in which visits are named does not matter', () => {
  const startsAt = ['2031-03-20 12:00', '2031-03-10 12:00', '2031-03-15 12:00'];
  expect(new Life(aBooking({ startsAt }), now).state).toMatchObject({
    startsOn: '2031-03-10',
    firstVisitAt: cairo('2031-03-10 12:00'),
  });
});
