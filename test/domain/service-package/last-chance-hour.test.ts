// FK-09, FK-11: the last chance may end at an hour of its own, apart from working hours.
import { expect, test } from '@jest/globals';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';

const shipped = thePackagePolicy();
const { workingHours } = shipped.tickets;
const until = (lastChanceAt: string, hours = workingHours): ServicePackagePolicy => ({
  ...shipped,
  tickets: { ...shipped.tickets, workingHours: hours },
  chase: { ...shipped.chase, lastChanceAt },
});
const lost = (policy: ServicePackagePolicy, first = '2031-03-10 12:00', booked = '2031-03-03 10:00') =>
  new Life(aBooking({ startsAt: [first] }), cairo(booked), policy).ahead.find((step) => step.endsWith('cancel-unpaid'));

test.each([
  ['22:30', '2031-03-09 22:30 cancel-unpaid'],
  ['18:00', '2031-03-09 18:00 cancel-unpaid'],
])('at %s on the day before the first visit', (hour, expected) => expect(lost(until(hour))).toBe(expected));

test('on the last open day before, when that day is closed', () => {
  const closed = { ...workingHours, holidays: ['2031-03-08', '2031-03-09'] };
  expect(lost(until('22:30', closed))).toBe('2031-03-07 22:30 cancel-unpaid');
});

test('a booking after that hour has the late last chance', () => {
  expect(lost(until('18:00'), '2031-03-04 12:00', '2031-03-03 17:59')).toBe('2031-03-03 18:00 cancel-unpaid');
  expect(lost(until('18:00'), '2031-03-04 12:00', '2031-03-03 18:00')).toBe('2031-03-04 10:00 cancel-unpaid');
});

test('an hour that the clocks skip is the next one', () => {
  // In Cairo 2031-04-25 begins at 01:00.
  expect(lost(until('00:30', { ...workingHours, week: workingHours.week }), '2031-04-26 12:00')).toBe(
    '2031-04-25 01:30 cancel-unpaid',
  );
});

test('the call ticket waits until that hour', () => {
  const life = new Life(aBooking(), cairo('2031-03-03 10:00'), until('22:30'));
  life.calls('2031-03-03 12:30', 'cs-1', 'not-paid', 'no-answer');
  expect(life.ticket('not-paid')?.dueAt).toBe('2031-03-09 22:30');
  expect(inCairo(life.until(cairo('2031-03-09 22:30')).state.cancelledAt ?? '')).toBe('2031-03-09 22:30');
});
