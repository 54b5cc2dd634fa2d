// FK-14, FK-17: where civil days begin and end, over the clock changes of Cairo.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  daysBetween,
  daysLater,
  earlier,
  endOfDay,
  monthsLater,
  startOfDay,
  timeOfDay,
} from '../../../domain/calendar/days.ts';
import { localDate, toInstant } from '../../../domain/calendar/instant.ts';

const date = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const zones = ['Africa/Cairo', 'America/New_York', 'Europe/Moscow'];

describe('FK-14 one calendar month later', () => {
  test.each([
    ['2031-01-31', '2031-02-28'],
    ['2032-01-31', '2032-02-29'],
    ['2032-01-30', '2032-02-29'],
    ['2031-01-28', '2031-02-28'],
    ['2032-02-29', '2032-03-29'],
    ['2031-03-31', '2031-04-30'],
    ['2031-12-31', '2032-01-31'],
    ['2031-02-28', '2031-03-28'],
  ])('%s → %s', (from, to) => {
    expect(monthsLater(from, 1)).toBe(to);
  });

  test('is the same day or the last of its month', () => {
    fc.assert(
      fc.property(date, (from) => {
        const to = monthsLater(from, 1);
        const isLast = daysLater(to, 1).endsWith('-01');
        expect(to.slice(8) === from.slice(8) || (isLast && to.slice(8) < from.slice(8))).toBe(true);
        expect(daysBetween(from, to)).toBeGreaterThanOrEqual(28);
        expect(daysBetween(from, to)).toBeLessThanOrEqual(31);
      }),
    );
  });
});

test('days later and days between undo each other', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -800, max: 800 }), (from, days) => {
      expect(daysBetween(from, daysLater(from, days))).toBe(days);
    }),
  );
});

describe('where a day begins and ends', () => {
  test.each([
    // Cairo has no 00:00 on 24 April 2026: the day before ends when 01:00 begins.
    ['2026-04-23', '2026-04-22T22:00:00.000Z', '2026-04-23T22:00:00.000Z', 24],
    ['2026-04-24', '2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z', 23],
    // … and 23:00 to 23:59 twice on 29 October: the day is over after the second time.
    ['2026-10-29', '2026-10-28T21:00:00.000Z', '2026-10-29T22:00:00.000Z', 25],
    ['2026-10-30', '2026-10-29T22:00:00.000Z', '2026-10-30T22:00:00.000Z', 24],
  ])('%s in Cairo', (day, begins, ends, hours) => {
    expect(startOfDay(day, 'Africa/Cairo')).toBe(begins);
    expect(endOfDay(day, 'Africa/Cairo')).toBe(ends);
    expect((Date.parse(ends) - Date.parse(begins)) / 3_600_000).toBe(hours);
  });

  test.each(zones)('in %s every instant of it, and no other, is of that date', (zone) => {
    fc.assert(
      fc.property(date, (day) => {
        const [begin, end] = [Date.parse(startOfDay(day, zone)), Date.parse(endOfDay(day, zone))];
        expect(localDate(toInstant(begin), zone)).toBe(day);
        expect(localDate(toInstant(end - 1), zone)).toBe(day);
        expect(localDate(toInstant(begin - 1), zone)).toBe(daysLater(day, -1));
        expect(localDate(toInstant(end), zone)).toBe(daysLater(day, 1));
      }),
    );
  });
});

test.each([
  ['2031-03-11', '12:00', '2031-03-11T10:00:00.000Z'],
  // The clocks skip this hour on 24 April 2026, and repeat that one on 29 October.
  ['2026-04-24', '00:30', '2026-04-23T22:30:00.000Z'],
  ['2026-10-29', '23:30', '2026-10-29T20:30:00.000Z'],
])('FK-23 on %s at %s in Cairo', (date, time, instant) => {
  expect(timeOfDay(date, time, 'Africa/Cairo')).toBe(instant);
});

test('the earlier of two instants', () => {
  const [one, other] = ['2031-03-03T08:00:00.000Z', '2031-03-03T08:00:00.001Z'];
  expect([earlier(one, other), earlier(other, one), earlier(one, one)]).toEqual([one, one, one]);
});
