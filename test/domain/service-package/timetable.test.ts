// FK-06, FK-11, FK-15, FK-17, FK-20, FK-23: the order of steps at one instant, and steps that do not occur.
import { expect, test } from '@jest/globals';
import { aBooking, cairo, Life, person, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
const booked = (at: string, first: string) => new Life(aBooking({ startsAt: [first] }), cairo(at));

/**
 * Two visits and one without a date, paid. Expires at the end of 10 April; the grace period ends with the 24th, when
 * Cairo's clocks skip midnight.
 */
const paid = (changed = policy) => {
  const startsAt = ['2031-03-10 12:00', '2031-03-13 12:00', '2031-03-16 12:00'];
  const life = new Life(aBooking({ startsAt }), cairo('2031-03-03 10:00'), changed).pays('2031-03-03 10:05');
  return life.does('2031-03-03 10:10', 'cc-1', { kind: 'cancel-visit', visitId: 'v3' });
};
const waits = (life: Life, at: string, ticketId: string, until: string) =>
  life.does(at, 'cs-1', {
    kind: 'ticket',
    ticketId,
    command: { kind: 'wait', by: person('cs-1'), until: cairo(until) },
  });

test.each([
  ['2031-03-03 18:59:59', ['2031-03-03 20:59:59 not-paid-ticket', '2031-03-03 21:00 cancel-unpaid']],
  ['2031-03-03 19:00', ['2031-03-03 21:00 cancel-unpaid']],
  ['2031-03-03 19:00:01', ['2031-03-03 21:00 cancel-unpaid']],
])('FK-06 booked at %s for the day after: no ticket opens when the package is lost', (at, ahead) => {
  expect(booked(at, '2031-03-04 14:00').ahead).toEqual(ahead);
});

test('FK-11 the end of the last chance cancels, and the call is not reported as overdue', () => {
  const life = booked('2031-03-03 10:00', '2031-03-10 12:00');
  life.calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');
  expect(life.ahead).toEqual(['2031-03-09 21:00 cancel-unpaid', '2031-03-09 21:00 ticket-overdue']);
  life.until(cairo('2031-03-09 21:00'));
  expect(life.story).not.toContain('ticket-overdue');
  expect(life.ahead).toEqual(['2031-03-10 21:00 ticket-overdue']);
});

test('FK-15 at midnight the month ends before a call that waited until then is overdue', () => {
  const life = paid().does('2031-03-10 08:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' });
  waits(life, '2031-03-10 09:00', 'same-day-visit/v1', '2031-04-11 00:00').until(cairo('2031-04-10 23:59:59.999'));
  expect(life.ahead.slice(0, 2)).toEqual(['2031-04-11 00:00 expiry', '2031-04-11 00:00 ticket-overdue']);
});

test('FK-17 at midnight day 6 begins, and the grace ends, before a call that waited until then is overdue', () => {
  const life = paid().until(cairo('2031-04-11 00:00'));
  waits(life, '2031-04-11 10:00', 'package-expired', '2031-04-16 00:00').until(cairo('2031-04-15 23:59:59.999'));
  expect(life.ahead.slice(0, 2)).toEqual(['2031-04-16 00:00 expiry-call', '2031-04-16 00:00 ticket-overdue']);
  life.until(cairo('2031-04-16 00:00'));
  expect(life.state.tickets.find(({ id }) => id === 'package-expired')?.escalatedAt).toBeNull();
  waits(life, '2031-04-16 10:00', 'package-expired', '2031-04-25 00:00');
  expect(life.ahead).toEqual(['2031-04-25 01:00 deactivation', '2031-04-25 01:00 ticket-overdue']);
});

test('FK-17 a call whose day comes when the grace is over is not called for', () => {
  const [first] = policy.validity.calls;
  if (first === undefined) throw new Error('the policy has no call');
  const calls = [first, { ...first, day: policy.validity.graceDays + 1 }];
  const life = paid({ ...policy, validity: { ...policy.validity, calls } });
  expect(life.ahead.filter((step) => !step.endsWith('visit-record'))).toEqual([
    '2031-04-11 00:00 expiry',
    '2031-04-25 01:00 deactivation',
  ]);
  expect(life.until(cairo('2031-04-25 00:00')).state).toMatchObject({ stage: 'deactivated', expiryCallsOpened: [1] });
});
