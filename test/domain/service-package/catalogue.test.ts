// A package of the catalogue has the size, the price and the validity of the document; an agreed price has limits.
import { describe, expect, test } from '@jest/globals';
import { money } from '../../../domain/money.ts';
import { refusalOfBooking } from '../../../domain/service-package/booking.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { questionsOfBooking } from '../../../domain/service-package/questions.ts';
import { aBooking, cairo, Life, thePackagePolicy, weekOfVisits } from './builders.ts';

const now = cairo('2031-03-03 10:00');
const shipped = thePackagePolicy();
const sells: ServicePackagePolicy = {
  ...shipped,
  catalogue: [
    { id: 'eight', visits: 8, priceMinor: 160_000 },
    { id: 'trial', visits: 2, priceMinor: 40_000, validity: { months: 2, graceDays: 3 } },
  ],
};
const trial = (changes: Parameters<typeof aBooking>[0] = {}) =>
  aBooking({
    startsAt: weekOfVisits('2031-03-10', 2),
    catalogueItem: 'trial',
    price: money(40_000, 'EGP'),
    ...changes,
  });
const refused = (policy: ServicePackagePolicy, booking: ReturnType<typeof aBooking>) =>
  refusalOfBooking(policy, booking, now);

describe('a package of the catalogue', () => {
  test('is booked with its price, size and validity', () => {
    const { state, moves } = new Life(trial(), now, sells);
    expect(state).toMatchObject({
      ...{ price: money(40_000, 'EGP'), bought: 2, expiresOn: '2031-05-10', graceEndsOn: '2031-05-13' },
      catalogueItem: { id: 'trial', validity: { months: 2, graceDays: 3 } },
    });
    expect(moves[0]?.entries[0]?.details).toMatchObject({ visits: 2, priceMinor: 40_000, catalogueItem: 'trial' });
  });

  test('may be booked with one date; the others are planned later', () => {
    const life = new Life(trial({ startsAt: ['2031-03-10 12:00'] }), now, sells);
    expect([life.state.bought, life.state.visits.length]).toEqual([2, 1]);
    const add = (visitId: string, at: string) =>
      life.tries('2031-03-04 10:00', 'cc-1', { kind: 'add-visit', visitId, startsAt: cairo(at) })?.code ?? null;
    expect(add('v2', '2031-05-14 12:00')).toBe('outside-validity');
    expect(add('v2', '2031-05-13 12:00')).toBeNull();
    expect(add('v3', '2031-03-15 12:00')).toBe('no-visits-left');
    expect(life.violations).toEqual([]);
  });

  test('without a validity of its own it has that of all packages', () => {
    const life = new Life(aBooking({ catalogueItem: 'eight' }), now, sells);
    expect(life.state).toMatchObject({ expiresOn: '2031-04-10', graceEndsOn: '2031-04-24' });
  });

  test('keeps its validity when its case moves to a version without it', () => {
    const life = new Life(trial({ startsAt: ['2031-03-10 12:00'] }), now, sells);
    const moved = Object.assign(life, { policy: shipped });
    moved.pays('2031-03-04 10:00');
    expect(moved.state).toMatchObject({ expiresOn: '2031-05-10', graceEndsOn: '2031-05-13' });
  });

  test('of a short grace: only the calls whose day lies in it, and the end is the end', () => {
    const life = new Life(trial(), now, sells).pays('2031-03-04 10:00');
    life.does('2031-03-09 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' });
    life.does('2031-03-09 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v2' });
    life.calls('2031-05-11 10:00', 'cs-1', 'package-expired', 'no-answer');
    expect(life.ahead.filter((step) => !step.endsWith('ticket-overdue'))).toEqual(['2031-05-14 00:00 deactivation']);
    expect(life.ticket('package-expired')?.status).toBe('closed');
    expect(life.until(cairo('2031-05-14 00:00')).state.stage).toBe('deactivated');
    expect(life.violations).toEqual([]);
  });

  test('another price than the catalogue’s is refused, with what it costs', () => {
    expect(refused(sells, trial({ price: money(39_999, 'EGP') }))).toMatchObject({
      ...{ code: 'catalogue-item-differs', details: { size: 2, priceMinor: 40_000 } },
    });
  });

  test('more visits than it has are refused', () => {
    expect(refused(sells, trial({ startsAt: weekOfVisits('2031-03-10', 3) }))?.code).toBe('catalogue-item-differs');
  });

  test('one that is not there is refused, also where there is no catalogue', () => {
    expect(refused(sells, trial({ catalogueItem: 'x' }))?.code).toBe('catalogue-item-unknown');
    expect(refused(shipped, trial())?.code).toBe('catalogue-item-unknown');
  });

  test('its price is not asked about', () => {
    const unusual = { elsewhere: [], prices: [160_000, 160_000, 160_000] };
    const asked = (booking: ReturnType<typeof aBooking>) =>
      questionsOfBooking(sells, booking, unusual, now).map(({ what }) => what);
    expect(asked(trial())).toEqual([]);
    expect(asked(trial({ catalogueItem: null }))).toEqual(['price-unusual']);
  });
});

describe('an agreed price', () => {
  const limited = { ...sells, freePrice: { leastMinor: 100_000, mostMinor: 200_000 } };
  const at = (policy: ServicePackagePolicy, amount: number) =>
    refused(policy, aBooking({ price: money(amount, 'EGP') }));

  test('has limits, both inclusive', () => {
    expect([99_999, 100_000, 200_000, 200_001].map((amount) => at(limited, amount)?.code ?? null)).toEqual([
      ...['price-outside-limits', null, null, 'price-outside-limits'],
    ]);
    expect(at(limited, 1)?.details).toEqual({ leastMinor: 100_000, mostMinor: 200_000 });
  });

  test('without limits is any', () => {
    expect([at(sells, 1), at(shipped, 1)]).toEqual([null, null]);
  });

  test('where only the catalogue is sold, is none', () => {
    expect(at({ ...sells, freePrice: null }, 160_000)?.code).toBe('catalogue-item-required');
    expect(refused({ ...sells, freePrice: null }, trial())).toBeNull();
  });
});
