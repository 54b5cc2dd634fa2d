// CDEK-23: how long closed cases are kept, by the calendar of their program.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keptSince, keptUntil } from '../../domain/keeping.ts';

test.each([
  ['2031-03-03T07:00:00.000Z', 'P1Y', 'Europe/Moscow', '2032-03-03T07:00:00.000Z'],
  ['2032-02-29T07:00:00.000Z', 'P1Y', 'Europe/Moscow', '2033-02-28T07:00:00.000Z'],
  ['2031-01-31T20:00:00.000Z', 'P1M', 'Africa/Cairo', '2031-02-28T20:00:00.000Z'],
  // Clocks go forward between the two.
  ['2031-04-20T10:00:00.000Z', 'P10D', 'Africa/Cairo', '2031-04-30T09:00:00.000Z'],
])('closed at %s, for %s in %s: until %s', (closedAt, period, timeZone, until) => {
  expect(keptUntil(closedAt, period, timeZone)).toBe(until);
});

test('nothing goes before its time, and everything goes within four days of it', () => {
  const periods = fc.constantFrom('P1Y', 'P18M', 'P1M', 'P90D', 'P2Y6M15D');
  const zones = fc.constantFrom('Europe/Moscow', 'Africa/Cairo', 'America/New_York');
  const instants = fc.date({ min: new Date('2030-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, periods, zones, fc.integer({ min: -10, max: 10 }), (closed, period, zone, days) => {
      const closedAt = closed.toISOString();
      const until = Date.parse(keptUntil(closedAt, period, zone));
      const now = until + days * 86_400_000;
      const goes = closedAt < keptSince(new Date(now).toISOString(), period, zone);
      if (now < until) expect(goes).toBe(false);
      if (days > 4) expect(goes).toBe(true);
    }),
  );
});
