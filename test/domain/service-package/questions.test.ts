// FK-03, FK-14: questions about allowed but unusual bookings and visits, before they are sent.
import { describe, expect, test } from '@jest/globals';
import { money } from '../../../domain/money.ts';
import {
  type BookingContext,
  questionsOfBooking,
  questionsOfVisit,
} from '../../../domain/service-package/questions.ts';
import { aBooking, cairo, Life, thePackagePolicy, weekOfVisits } from './builders.ts';

const policy = thePackagePolicy();
const now = cairo('2031-03-03 10:00');
const nothing: BookingContext = { elsewhere: [], prices: [] };
const asked = (changes: Parameters<typeof aBooking>[0], known: Partial<BookingContext> = {}) =>
  questionsOfBooking(policy, aBooking(changes), { ...nothing, ...known }, now).map(({ what }) => what);

test.each([
  ['2031-05-02 12:00', []],
  ['2031-05-03 12:00', ['first-visit-far']],
])('FK-03 a first visit on %s: %j', (first, what) => {
  expect(asked({ startsAt: [first] })).toEqual(what);
});

test.each([
  ['08:59', ['outside-hours']],
  ['09:00', []],
  ['20:59', []],
  ['21:00', ['outside-hours']],
  ['03:00', ['outside-hours']],
])('a visit at %s: %j', (time, what) => {
  expect(asked({ startsAt: [`2031-03-10 ${time}`] })).toEqual(what);
});

test('each minute in which visits of the package meet is told once, whatever their seconds', () => {
  const startsAt = ['2031-03-12 12:00', '2031-03-10 12:00:59', '2031-03-10 12:00', '2031-03-10 12:00:30'];
  expect(questionsOfBooking(policy, aBooking({ startsAt }), nothing, now)).toMatchObject([
    { what: 'two-at-once', visits: [cairo('2031-03-10 12:00')] },
  ]);
  expect(asked({ startsAt: ['2031-03-10 12:00:59', '2031-03-10 12:01'] })).toEqual([]);
});

test('a visit of another package counts where it begins in the same minute', () => {
  const elsewhere = ['2031-03-10 12:00:40', '2031-03-10 12:01', '2031-03-13 11:00'].map((at, place) => ({
    packageId: `p${place}`,
    startsAt: cairo(at),
  }));
  expect(questionsOfBooking(policy, aBooking(), { ...nothing, elsewhere }, now)).toEqual([
    { what: 'customer-busy', visits: [cairo('2031-03-10 12:00:40')], packages: ['p0'], usualMinor: null },
  ]);
});

describe('a price', () => {
  const at = (amountMinor: number, prices: number[]) => asked({ price: money(amountMinor, 'EGP') }, { prices });

  test.each([
    [100, [100, 200], []],
    [49, [100, 100, 100], ['price-unusual']],
    [50, [100, 100, 100], []],
    [200, [100, 100, 100], []],
    [201, [100, 100, 100], ['price-unusual']],
    // The median, so that one mistyped price changes nothing. For an even number, the lower middle one.
    [100, [1, 100, 100, 1_000_000], []],
    [201, [300, 100, 1, 300], ['price-unusual']],
  ])('of %d beside %j: %j', (price, prices, what) => {
    expect(at(price, prices)).toEqual(what);
  });

  test('is not asked about by a policy that does not say what is usual', () => {
    const { usualPrice: _usual, ...booking } = policy.booking;
    const known = { ...nothing, prices: [1, 1, 1] };
    expect(questionsOfBooking({ ...policy, booking }, aBooking(), known, now)).toEqual([]);
  });
});

describe('a visit that is moved', () => {
  const { state } = new Life(aBooking({ startsAt: weekOfVisits('2031-04-28', 2) }), now);
  const moved = (to: string) =>
    questionsOfVisit(policy, state, { kind: 'reschedule-visit', visitId: 'v1', startsAt: cairo(to) }, [], now);

  test('FK-03 may leave another one as the first, which then lies far ahead', () => {
    // The second visit is on 1 May, 59 days ahead.
    expect(moved('2031-05-02 12:00')).toEqual([]);
    const late = new Life(aBooking({ startsAt: ['2031-05-01 12:00', '2031-05-05 12:00'] }), now);
    const command = { kind: 'reschedule-visit', visitId: 'v1', startsAt: cairo('2031-05-07 12:00') } as const;
    expect(questionsOfVisit(policy, late.state, command, [], now)).toMatchObject([
      { what: 'first-visit-far', visits: [cairo('2031-05-05 12:00')] },
    ]);
  });

  test('is compared with the others, not with itself', () => {
    expect(moved('2031-04-28 12:00')).toEqual([]);
    expect(moved('2031-05-01 12:00')).toMatchObject([{ what: 'two-at-once', visits: [cairo('2031-05-01 12:00')] }]);
    expect(moved('2031-04-30 02:00')).toMatchObject([{ what: 'outside-hours' }]);
  });
});
