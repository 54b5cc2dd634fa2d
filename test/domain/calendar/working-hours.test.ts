// CDEK-01, CDEK-16: opening hours against a walk through the minutes, over clock changes in Cairo and New York.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type DayHours,
  everyDay,
  isWithinWorkingHours,
  nextOpening,
  type WorkingHours,
} from '../../../domain/calendar/working-hours.ts';
import { moscow, thePolicy } from '../../harness/builders.ts';
import { type Minute, walk } from './walk.ts';

describe('CDEK-01 nine to seven in Moscow, every day', () => {
  const { workingHours } = thePolicy();

  test.each([
    ['2031-03-03 08:59:59', false],
    ['2031-03-03 08:59:59.999', false],
    ['2031-03-03 09:00:00', true],
    ['2031-03-03 14:00:00', true],
    ['2031-03-03 18:59:59', true],
    ['2031-03-03 18:59:59.999', true],
    ['2031-03-03 19:00:00', false],
    ['2031-03-03 00:00:00', false],
    ['2031-03-03 23:59:59', false],
    ['2031-03-08 12:00:00', true],
    ['2031-03-09 12:00:00', true],
    ['2031-01-01 12:00:00', true],
    ['2032-02-29 09:00:00', true],
  ])('%s open: %s', (at, open) => {
    expect(isWithinWorkingHours(workingHours, moscow(at))).toBe(open);
  });

  test.each([
    ['2031-03-03 08:59:59.999', '2031-03-03 09:00'],
    ['2031-03-03 09:00:00.000', '2031-03-04 09:00'],
    ['2031-03-03 09:00:00.001', '2031-03-04 09:00'],
    ['2031-03-03 00:00:00', '2031-03-03 09:00'],
    ['2031-03-03 23:59:59.999', '2031-03-04 09:00'],
    ['2031-12-31 12:00', '2032-01-01 09:00'],
    ['2032-02-28 12:00', '2032-02-29 09:00'],
  ])('after %s it opens at %s', (after, opening) => {
    expect(nextOpening(workingHours, moscow(after))).toBe(moscow(opening));
  });
});

describe('closed days', () => {
  test('the same hours every day know none', () => {
    const { week, holidays } = everyDay('UTC', { opens: '09:00', closes: '17:00' });
    expect([week.length, week.includes(null), holidays]).toEqual([7, false, []]);
  });

  const day = { opens: '09:00', closes: '18:00' };
  const weekdays: WorkingHours = {
    timeZone: 'America/New_York',
    week: [day, day, day, day, day, null, null],
    // Thanksgiving 2026, and a Sunday, which is closed anyway.
    holidays: ['2026-11-26', '2026-11-29'],
  };

  test.each([
    ['2026-11-25T18:00:00.000Z', true],
    ['2026-11-26T18:00:00.000Z', false],
    ['2026-11-27T18:00:00.000Z', true],
    ['2026-11-28T18:00:00.000Z', false],
  ])('%s open: %s', (at, open) => {
    expect(isWithinWorkingHours(weekdays, at)).toBe(open);
  });

  test('holidays and weekends are passed over, with the offset of the day of opening', () => {
    expect(nextOpening(weekdays, '2026-11-25T15:00:00.000Z')).toBe('2026-11-27T14:00:00.000Z');
    expect(nextOpening(weekdays, '2026-10-30T20:00:00.000Z')).toBe('2026-11-02T14:00:00.000Z');
    expect(nextOpening(weekdays, '2026-03-06T20:00:00.000Z')).toBe('2026-03-09T13:00:00.000Z');
  });

  test('a calendar that never opens is a mistake, not a wait', () => {
    const never = { ...weekdays, week: weekdays.week.map(() => null) };
    expect(() => nextOpening(never, '2026-11-25T15:00:00.000Z')).toThrow(RangeError);
    expect(isWithinWorkingHours(never, '2026-11-25T15:00:00.000Z')).toBe(false);
  });
});

describe('an hour that the clocks skip or repeat', () => {
  test('Cairo, 24 April 2026 begins at 01:00: opening at midnight is then', () => {
    const night = everyDay('Africa/Cairo', { opens: '00:00', closes: '06:00' });
    expect(nextOpening(night, '2026-04-23T12:00:00.000Z')).toBe('2026-04-23T22:00:00.000Z');
    expect(isWithinWorkingHours(night, '2026-04-23T22:00:00.000Z')).toBe(true);
    expect(isWithinWorkingHours(night, '2026-04-23T21:59:59.999Z')).toBe(false);
  });

  test('Cairo, 24 April 2026: hours from midnight to one are skipped whole, so there is no opening that day', () => {
    const hour = everyDay('Africa/Cairo', { opens: '00:00', closes: '01:00' });
    expect(nextOpening(hour, '2026-04-23T12:00:00.000Z')).toBe('2026-04-24T21:00:00.000Z');
  });

  test('Cairo, 29 October 2026 has 23:00 twice: opened at the first, closed at the first 23:30', () => {
    const late = everyDay('Africa/Cairo', { opens: '23:00', closes: '23:30' });
    expect(nextOpening(late, '2026-10-29T12:00:00.000Z')).toBe('2026-10-29T20:00:00.000Z');
    expect(isWithinWorkingHours(late, '2026-10-29T20:29:59.999Z')).toBe(true);
    expect(isWithinWorkingHours(late, '2026-10-29T20:30:00.000Z')).toBe(false);
    expect(isWithinWorkingHours(late, '2026-10-29T21:10:00.000Z')).toBe(false);
    expect(nextOpening(late, '2026-10-29T20:00:00.000Z')).toBe('2026-10-30T21:00:00.000Z');
  });

  test('New York, 8 March 2026 has no 02:30: what begins then begins an hour on', () => {
    const night = everyDay('America/New_York', { opens: '02:30', closes: '06:00' });
    expect(nextOpening(night, '2026-03-08T05:00:00.000Z')).toBe('2026-03-08T07:30:00.000Z');
  });

  test('New York, 1 November 2026: a night over the repeated hour is an hour longer', () => {
    const night = everyDay('America/New_York', { opens: '00:00', closes: '06:00' });
    const open = Array.from({ length: 12 }, (_, hour) => new Date(Date.UTC(2026, 10, 1, 2 + hour)).toISOString());
    expect(open.filter((at) => isWithinWorkingHours(night, at))).toHaveLength(7);
  });
});

// A week around each clock change. Opening times are outside of the skipped hour, which the cases above cover.
const WEEKS = [
  ['Africa/Cairo', '2026-04-20T22:00:00Z', ['00']],
  ['Africa/Cairo', '2026-10-26T22:00:00Z', []],
  ['America/New_York', '2026-03-05T05:00:00Z', ['02']],
  ['America/New_York', '2026-10-29T04:00:00Z', []],
  ['Europe/Moscow', '2026-10-22T21:00:00Z', []],
] as const;

describe.each(WEEKS)('in %s from %s', (timeZone, begin, skipped) => {
  const quarter = fc
    .integer({ min: 0, max: 95 })
    .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`)
    .filter((time) => !skipped.some((hour) => time.startsWith(`${hour}:`)));
  const dayHours = fc.option(
    fc
      .tuple(quarter, quarter)
      .filter(([one, other]) => one !== other)
      .map((times): DayHours => {
        const [opens = '', closes = ''] = times.toSorted();
        return { opens, closes };
      }),
    { freq: 4 },
  );
  const calendar = fc.record({
    timeZone: fc.constant(timeZone),
    week: fc.array(dayHours, { minLength: 7, maxLength: 7 }),
    holidays: fc.subarray(['2026-03-08', '2026-04-24', '2026-10-29', '2026-11-01', '2026-10-25']),
  });
  const minutes = walk(timeZone, Date.parse(begin), 8);

  test('open minutes and next openings are those of the walk', () => {
    fc.assert(
      fc.property(calendar, fc.integer({ min: 0, max: 6 * 1_440 }), (hours, from) => {
        const openings = openingsIn(minutes, hours);
        const { at } = minutes[from] ?? { at: 0 };
        const instant = new Date(at).toISOString();
        const inside = openings.some(({ opens, closes }) => opens <= at && at < closes);
        expect(isWithinWorkingHours(hours, instant)).toBe(inside);
        const next = openings.find(({ opens }) => opens > at);
        if (next !== undefined) expect(nextOpening(hours, instant)).toBe(new Date(next.opens).toISOString());
      }),
      { numRuns: 200 },
    );
  });
});

/** Each day's opening, from the first minute at or after the opening time to the first at or after the closing time. */
function openingsIn(minutes: readonly Minute[], hours: WorkingHours): { opens: number; closes: number }[] {
  return [...Map.groupBy(minutes, ({ date }) => date)].flatMap(([date, day]) => {
    const due = hours.week[day[0]?.weekday ?? -1] ?? null;
    if (due === null || !('opens' in due) || hours.holidays.includes(date)) return [];
    const first = (time: string) => day.find((minute) => minute.time >= time)?.at;
    const [opens, closes] = [first(due.opens), first(due.closes)];
    return opens === undefined || closes === undefined ? [] : [{ opens, closes }];
  });
}
