import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDue, later, localDate, millisecondsBetween, toInstant } from '../../../domain/calendar/instant.ts';

const instant = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

test('text order is time order', () => {
  fc.assert(
    fc.property(instant, instant, (one, other) => {
      expect(one < other).toBe(Date.parse(one) < Date.parse(other));
      expect(isDue(one, other)).toBe(Date.parse(one) <= Date.parse(other));
      expect(millisecondsBetween(one, other)).toBe(Date.parse(other) - Date.parse(one));
    }),
  );
});

test('what is due now is due', () => {
  const now = '2031-03-03T07:00:00.000Z';
  expect(['2031-03-03T06:59:59.999Z', now, '2031-03-03T07:00:00.001Z'].map((at) => isDue(at, now))).toEqual([
    true,
    true,
    false,
  ]);
});

test('an instant is written one way only', () => {
  expect(toInstant(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(toInstant(new Date('2031-03-03T10:00:00+03:00'))).toBe('2031-03-03T07:00:00.000Z');
  expect(() => toInstant(Number.NaN)).toThrow(RangeError);
});

describe('a duration later', () => {
  test.each([
    ['2031-03-03T07:00:15.000Z', 'PT10M', '2031-03-03T07:10:15.000Z'],
    ['2031-03-03T07:00:15.123Z', 'PT30M', '2031-03-03T07:30:15.123Z'],
    ['2031-12-31T23:59:59.999Z', 'PT0.001S', '2032-01-01T00:00:00.000Z'],
    ['2031-03-03T07:00:00.000Z', 'PT24H', '2031-03-04T07:00:00.000Z'],
    ['2031-03-03T07:00:00.000Z', '-PT10M', '2031-03-03T06:50:00.000Z'],
    // The nights in which Cairo and New York change their clocks: exact time all the same.
    ['2026-04-23T21:55:00.000Z', 'PT10M', '2026-04-23T22:05:00.000Z'],
    ['2026-11-01T05:55:00.000Z', 'PT10M', '2026-11-01T06:05:00.000Z'],
  ])('%s + %s', (at, duration, expected) => {
    expect(later(at, duration)).toBe(expected);
  });

  test.each(['P1D', 'P1M', 'P1W', 'P1Y', 'P1DT1H', '10 minutes', ''])('%j is refused', (duration) => {
    expect(() => later('2031-03-03T07:00:00.000Z', duration)).toThrow(RangeError);
  });
});

describe('the civil date', () => {
  test.each([
    ['2031-03-03T20:59:59.999Z', 'Europe/Moscow', '2031-03-03'],
    ['2031-03-03T21:00:00.000Z', 'Europe/Moscow', '2031-03-04'],
    // Cairo skips 00:00 to 00:59 on 24 April 2026 and has 23:00 to 23:59 twice on 29 October.
    ['2026-04-23T21:59:59.999Z', 'Africa/Cairo', '2026-04-23'],
    ['2026-04-23T22:00:00.000Z', 'Africa/Cairo', '2026-04-24'],
    ['2026-10-29T20:30:00.000Z', 'Africa/Cairo', '2026-10-29'],
    ['2026-10-29T21:30:00.000Z', 'Africa/Cairo', '2026-10-29'],
    ['2026-10-29T22:00:00.000Z', 'Africa/Cairo', '2026-10-30'],
    ['2026-11-01T03:59:59.999Z', 'America/New_York', '2026-10-31'],
    ['2026-11-01T04:00:00.000Z', 'America/New_York', '2026-11-01'],
  ])('of %s in %s', (at, zone, date) => {
    expect(localDate(at, zone)).toBe(date);
  });

  test.each(['Europe/Moscow', 'Africa/Cairo', 'America/New_York'])('in %s agrees with the calendar of Intl', (zone) => {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    fc.assert(
      fc.property(instant, (at) => {
        expect(localDate(at, zone)).toBe(day.format(new Date(at)));
      }),
    );
  });
});
