import { describe, expect, test } from '@jest/globals';
import { resolveAt, resolveStart, TimeExpressionError } from '../../rehearsals/runner/time-expression.ts';

const MOSCOW = 'Europe/Moscow';
const CAIRO = 'Africa/Cairo';
const NEW_YORK = 'America/New_York';
// A Sunday, 23:30 in Moscow.
const now = new Date('2026-11-22T20:30:00Z');
const start = (expression: string, zone = MOSCOW, at = now) => resolveStart(expression, zone, at).toISOString();
const at = (expression: string, zone = MOSCOW, from = '2031-03-03T10:00:00+03:00') =>
  resolveAt(expression, zone, new Date(from)).toISOString();

describe('start', () => {
  test.each([
    ['2031-03-03T10:00:00+03:00', '2031-03-03T07:00:00.000Z'],
    ['2031-03-03T07:00Z', '2031-03-03T07:00:00.000Z'],
    ['next monday 10:00', '2026-11-23T07:00:00.000Z'],
    ['next Monday  at 9:05', '2026-11-23T06:05:00.000Z'],
    ['next tue 10:00:30', '2026-11-24T07:00:30.000Z'],
    ['next sunday 23:31', '2026-11-22T20:31:00.000Z'],
    ['next sunday 23:30', '2026-11-29T20:30:00.000Z'],
    ['next sunday 10:00', '2026-11-29T07:00:00.000Z'],
  ])('%s', (expression, expected) => {
    expect(start(expression)).toBe(expected);
  });

  test('the weekday is that of the zone, not of UTC', () => {
    // 00:30 on Monday in Moscow, still Sunday in UTC.
    expect(start('next monday 10:00', MOSCOW, new Date('2026-11-22T21:30:00Z'))).toBe('2026-11-23T07:00:00.000Z');
    expect(start('next monday 10:00', NEW_YORK, new Date('2026-11-22T21:30:00Z'))).toBe('2026-11-23T15:00:00.000Z');
  });

  test.each([
    ['2020-01-01T00:00:00Z', /must lie ahead/],
    ['2031-03-03T10:00:00', /neither an instant/],
    ['2031-13-03T10:00:00Z', /no date or time that exists/],
    ['tomorrow', /neither an instant/],
    ['next moonday 10:00', /no day of the week/],
    ['next monday 24:00', /no time of day/],
    ['next monday', /neither an instant/],
  ])('%s is refused', (expression, message) => {
    expect(() => start(expression)).toThrow(TimeExpressionError);
    expect(() => start(expression)).toThrow(message);
  });
});

describe('at', () => {
  test.each([
    ['PT0S', '2031-03-03T07:00:00.000Z'],
    ['PT10M15S', '2031-03-03T07:10:15.000Z'],
    ['pt1h', '2031-03-03T08:00:00.000Z'],
    ['P1DT2H', '2031-03-04T09:00:00.000Z'],
    ['P1M', '2031-04-03T07:00:00.000Z'],
    ['PT0.5S', '2031-03-03T07:00:00.500Z'],
    ['2031-03-04T09:00:00+03:00', '2031-03-04T06:00:00.000Z'],
    ['day-of-start 19:00', '2031-03-03T16:00:00.000Z'],
    ['day-of-start + P1D 09:00', '2031-03-04T06:00:00.000Z'],
    ['day-of-start+P1D 9:00', '2031-03-04T06:00:00.000Z'],
    ['day-of-start  +  P1W   09:00:01', '2031-03-10T06:00:01.000Z'],
    ['day-of-start + P1D', '2031-03-03T21:00:00.000Z'],
    ['day-of-start + P1DT9H', '2031-03-04T06:00:00.000Z'],
    ['Day of start + P1D at 09:00', '2031-03-04T06:00:00.000Z'],
  ])('%s', (expression, expected) => {
    expect(at(expression)).toBe(expected);
  });

  test.each([
    ['10 minutes'],
    ['-PT1M'],
    ['PT'],
    ['P1X'],
    ['day-of-start - P1D 09:00'],
    ['day-of-start + PT1H 09:00'],
    ['day-of-start 25:00'],
    ['2031-02-30T10:00:00Z'],
    ['09:00'],
  ])('%s is refused', (expression) => {
    expect(() => at(expression)).toThrow(TimeExpressionError);
  });
});

describe('days on which the clocks change', () => {
  test('Cairo has no 00:00 on 2026-04-24', () => {
    const eve = '2026-04-23T20:00:00+02:00';
    expect(at('day-of-start + P1D 00:00', CAIRO, eve)).toBe('2026-04-23T22:00:00.000Z');
    expect(at('day-of-start + P1D', CAIRO, eve)).toBe('2026-04-23T22:00:00.000Z');
    expect(at('day-of-start + P1D 09:00', CAIRO, eve)).toBe('2026-04-24T06:00:00.000Z');
  });

  test('Cairo has 23:30 twice on 2026-10-29, the first is meant', () => {
    expect(at('day-of-start 23:30', CAIRO, '2026-10-29T12:00:00+03:00')).toBe('2026-10-29T20:30:00.000Z');
  });

  test('New York: a day is a day of the calendar, 24 hours are 24 hours', () => {
    const eve = '2026-10-31T12:00:00-04:00';
    expect(at('P1D', NEW_YORK, eve)).toBe('2026-11-01T17:00:00.000Z');
    expect(at('PT24H', NEW_YORK, eve)).toBe('2026-11-01T16:00:00.000Z');
    expect(at('day-of-start + P1D 01:30', NEW_YORK, eve)).toBe('2026-11-01T05:30:00.000Z');
    expect(at('day-of-start + P1D 12:00', NEW_YORK, eve)).toBe('2026-11-01T17:00:00.000Z');
  });
});
