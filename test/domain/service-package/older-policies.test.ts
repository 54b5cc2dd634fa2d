// A running package keeps the policy that it began with, even one from before a setting existed.
import { describe, expect, test } from '@jest/globals';
import { packageNext } from '../../../domain/service-package/next.ts';
import { refusalOfBooking } from '../../../domain/service-package/booking.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
const booked = (older: ServicePackagePolicy, changes: Parameters<typeof aBooking>[0] = {}) =>
  new Life(aBooking(changes), cairo('2031-03-03 10:00'), older);

describe('before FK-02 was a setting', () => {
  const { collection: _, ...chase } = policy.chase;
  const older = { ...policy, chase };

  test('an agreed collection holds no chase up', () => {
    const life = booked(older, { payment: 'cash', collectAt: cairo('2031-03-09 10:00') });
    expect(packageNext(older, life.state).map(({ at, what }) => `${inCairo(at)} ${what}`)[0]).toBe(
      '2031-03-03 12:00 not-paid-ticket',
    );
    expect(life.until(cairo('2031-03-09 21:00')).state.stage).toBe('cancelled');
  });

  test('cash is asked for without a time', () => {
    const ask = { kind: 'request-payment', requestId: 'q2', method: 'cash' } as const;
    expect(booked(older).tries('2031-03-03 10:05', 'cc-1', ask)).toBeNull();
    expect(booked(policy).tries('2031-03-03 10:05', 'cc-1', ask)?.code).toBe('collection-required');
  });
});

test('without the bounds of FK-03, a first visit may be any time ahead', () => {
  const { farAhead: _, ...booking } = policy.booking;
  const far = aBooking({ startsAt: ['2033-03-03 12:00'] });
  expect(refusalOfBooking({ ...policy, booking }, far, cairo('2031-03-03 10:00'))).toBeNull();
  expect(refusalOfBooking(policy, far, cairo('2031-03-03 10:00'))?.code).toBe('too-far-ahead');
});

describe('before money that waits had a time', () => {
  const { money: _, ...older } = policy;

  test('a refund has no due time and notifies no one', () => {
    const life = booked(older).pays('2031-03-03 11:00');
    life.does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
    expect(life.trail.slice(-2)).toEqual([
      expect.stringContaining('package-cancelled'),
      'posted cancellation/r1, FK-21',
    ]);
    expect([life.state.refunds[0]?.dueAt, packageNext(older, life.state)]).toEqual([undefined, []]);
  });

  test('what was paid in cash is asked of a provider', () => {
    const life = booked(older, { payment: 'cash', collectAt: cairo('2031-03-09 10:00') });
    life.does('2031-03-04 09:00', 'cc-1', { kind: 'collect-cash', requestId: 'q1' });
    life.does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
    life.does('2031-03-04 11:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
    expect(life.state.refunds).toMatchObject([{ status: 'approved' }]);
    expect(life.trail.at(-1)).toBe('asks refund/r1/1');
  });
});

test('a way to pay that the policy does not offer is refused', () => {
  const life = booked({ ...policy, methods: ['card', 'cash'] });
  const ask = { kind: 'request-payment', requestId: 'q2', method: 'fawry' } as const;
  expect(life.tries('2031-03-03 10:05', 'cc-1', ask)?.code).toBe('payment-method-refused');
});

test('an action without a role in the policy is open to no one', () => {
  const access = { ...policy.access, cancel: undefined } as unknown as ServicePackagePolicy['access'];
  const life = booked({ ...policy, access });
  for (const login of ['cc-1', 'cs-lead', 'finance-1']) {
    expect(life.tries('2031-03-03 10:05', login, { kind: 'cancel', refundId: 'r1' })?.code).toBe('not-allowed');
  }
});
