// Working hours that end at or after midnight, compared with a walk through the quarters of an hour.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  closingOn,
  type DayHours,
  everyDay,
  isWithinWorkingHours,
  nextOpening,
  shiftsOn,
  type WorkingHours,
} from '../../../domain/calendar/working-hours.ts';
import { closingOnOrAfter, closingOnOrBefore, workingTimeLater } from '../../../domain/calendar/working-time.ts';
import { cairo, filkhedmaHours } from './builders.ts';

const hours = filkhedmaHours();
const QUARTER = 15 * 60_000;

describe('FK-08 the end of working hours of a day, 21:00 in Cairo', () => {
  test.each([
    ['2031-03-03', '2031-03-03 21:00'],
    // On the days of both clock changes, with that day's offset.
    ['2026-04-23', '2026-04-23 21:00'],
    ['2026-04-24', '2026-04-24 21:00'],
    ['2026-10-29', '2026-10-29 21:00'],
    ['2026-10-30', '2026-10-30 21:00'],
  ])('%s', (date, closing) => {
    expect(closingOnOrBefore(hours, date)).toBe(cairo(closing));
    expect(closingOnOrAfter(hours, date)).toBe(cairo(closing));
  });

  test('of a closed day it is the open day before, or after, as the work asks', () => {
    const day = { opens: '09:00', closes: '17:00' };
    // Closed on Fridays, and on Thursday, 6 March 2031.
    const closed: WorkingHours = {
      timeZone: 'Africa/Cairo',
      week: [day, day, day, day, null, day, day],
      holidays: ['2031-03-06'],
    };
    expect(closingOnOrBefore(closed, '2031-03-07')).toBe(cairo('2031-03-05 17:00'));
    expect(closingOnOrAfter(closed, '2031-03-06')).toBe(cairo('2031-03-08 17:00'));
    const never = { ...closed, week: closed.week.map(() => null) };
    expect(() => closingOnOrBefore(never, '2031-03-07')).toThrow(RangeError);
    expect(() => closingOnOrAfter(never, '2031-03-07')).toThrow(RangeError);
    expect(() => workingTimeLater(never, cairo('2031-03-07 12:00'), 'PT1H')).toThrow(RangeError);
  });
});

describe('FK-06 two working hours later', () => {
  test.each([
    ['2031-03-03 10:00', '2031-03-03 12:00'],
    ['2031-03-03 19:00', '2031-03-03 21:00'],
    ['2031-03-03 20:00', '2031-03-04 10:00'],
    ['2031-03-03 20:59:59', '2031-03-04 10:59:59'],
    ['2031-03-03 21:00', '2031-03-04 11:00'],
    ['2031-03-03 23:30', '2031-03-04 11:00'],
    ['2031-03-04 03:00', '2031-03-04 11:00'],
    ['2031-12-31 20:30', '2032-01-01 10:30'],
    ['2026-04-23 20:00', '2026-04-24 10:00'],
    ['2026-10-29 20:30', '2026-10-30 10:30'],
  ])('%s → %s', (at, later) => {
    expect(workingTimeLater(hours, cairo(at), 'PT2H')).toBe(cairo(later));
  });

  test('nothing has passed at once, at night too; days and backwards are refused', () => {
    expect(workingTimeLater(hours, cairo('2031-03-03 23:00'), 'PT0S')).toBe(cairo('2031-03-03 23:00'));
    for (const duration of ['P1D', '-PT1H', 'two hours']) {
      expect(() => workingTimeLater(hours, cairo('2031-03-03 23:00'), duration)).toThrow(RangeError);
    }
  });
});

describe('VET-03 hours that end at midnight or after it', () => {
  const night = everyDay('America/New_York', { opens: '23:00', closes: '07:00' });

  test('24:00 is the end of the day', () => {
    const late = everyDay('Africa/Cairo', { opens: '16:00', closes: '24:00' });
    expect(shiftsOn(late, '2031-03-03')).toEqual([
      { from: cairo('2031-03-03 16:00'), until: cairo('2031-03-04 00:00') },
    ]);
    expect(isWithinWorkingHours(late, cairo('2031-03-03 23:59:59'))).toBe(true);
    expect(isWithinWorkingHours(late, cairo('2031-03-04 00:00'))).toBe(false);
    // In Cairo 24 April 2026 begins at 01:00, which is when the day before ends.
    expect(closingOn(late, '2026-04-23')).toBe('2026-04-23T22:00:00.000Z');
  });

  test('a night shift belongs to the day on which it begins', () => {
    expect(shiftsOn(night, '2026-03-02')).toEqual([
      { from: '2026-03-03T04:00:00.000Z', until: '2026-03-03T12:00:00.000Z' },
    ]);
    expect(isWithinWorkingHours(night, '2026-03-03T11:59:59.999Z')).toBe(true);
    expect(isWithinWorkingHours(night, '2026-03-03T12:00:00.000Z')).toBe(false);
    expect(nextOpening(night, '2026-03-03T05:00:00.000Z')).toBe('2026-03-04T04:00:00.000Z');
    // The holiday is the Tuesday: Monday's shift continues into it, its own does not begin.
    const holiday = { ...night, holidays: ['2026-03-03'] };
    expect(isWithinWorkingHours(holiday, '2026-03-03T11:00:00.000Z')).toBe(true);
    expect(isWithinWorkingHours(holiday, '2026-03-04T05:00:00.000Z')).toBe(false);
  });

  test('over the clock changes of New York it has seven hours, or nine', () => {
    const length = (date: string) => {
      const [shift] = shiftsOn(night, date);
      return shift === undefined ? 0 : (Date.parse(shift.until) - Date.parse(shift.from)) / 3_600_000;
    };
    expect([length('2026-03-07'), length('2026-10-31'), length('2026-06-01')]).toEqual([7, 9, 8]);
  });

  test('the same time twice is round the clock', () => {
    const always = everyDay('Africa/Cairo', { opens: '07:00', closes: '07:00' });
    for (const at of ['2031-03-03 06:59:59', '2031-03-03 07:00', '2031-03-03 23:00']) {
      expect(isWithinWorkingHours(always, cairo(at))).toBe(true);
    }
    expect(workingTimeLater(always, cairo('2031-03-03 06:00'), 'PT30H')).toBe(cairo('2031-03-04 12:00'));
  });

  test('shifts that overlap are counted once', () => {
    const double = everyDay('Africa/Cairo', { opens: '08:00', closes: '07:59' });
    expect(workingTimeLater(double, cairo('2031-03-03 08:00'), 'PT24H')).toBe(cairo('2031-03-04 08:01'));
    const overlap: WorkingHours = {
      ...double,
      week: Array.from({ length: 7 }, (_, day) =>
        day % 2 === 0 ? { opens: '09:00', closes: '08:00' } : { opens: '07:00', closes: '20:00' },
      ),
    };
    // Monday 09:00 to Tuesday 08:00, Tuesday from 07:00 on: from Tuesday 06:00 three hours end at nine.
    expect(workingTimeLater(overlap, cairo('2031-03-04 06:00'), 'PT3H')).toBe(cairo('2031-03-04 09:00'));
  });

  test('a shift of the hour that the clocks skip has nothing left', () => {
    const gone = everyDay('Africa/Cairo', { opens: '00:30', closes: '01:00' });
    expect(shiftsOn(gone, '2026-04-24')).toEqual([]);
    expect(closingOn(gone, '2026-04-24')).toBeNull();
    expect(nextOpening(gone, cairo('2026-04-23 12:00'))).toBe(cairo('2026-04-25 00:30'));
  });
});

describe('against a walk', () => {
  const quarter = fc
    .integer({ min: 4, max: 95 })
    .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);
  const dayHours = fc.option(
    fc.record({ opens: quarter, closes: fc.oneof(quarter, fc.constant('24:00')) }) satisfies fc.Arbitrary<DayHours>,
    { freq: 4 },
  );
  const calendar = fc.record({
    timeZone: fc.constant('Africa/Cairo'),
    week: fc.array(dayHours, { minLength: 7, maxLength: 7 }).filter((week) => week.some((day) => day !== null)),
    holidays: fc.constant([]),
  });

  test.each(['2026-04-22T00:00:00.000Z', '2026-10-28T00:00:00.000Z', '2031-03-03T00:00:00.000Z'])(
    'from %s on, the same time has passed',
    (begin) => {
      fc.assert(
        fc.property(calendar, fc.nat({ max: 96 }), fc.integer({ min: 1, max: 60 }), (week, from, quarters) => {
          // Every opening and closing lies on a quarter of an hour, and the clocks change on one.
          const at = Date.parse(begin) + from * QUARTER;
          let [walked, left] = [at, quarters];
          for (; left > 0; walked += QUARTER) {
            if (walked - at > 366 * 86_400_000) throw new Error('it is closed for a year');
            if (isWithinWorkingHours(week, new Date(walked).toISOString())) left -= 1;
          }
          const found = workingTimeLater(week, new Date(at).toISOString(), `PT${quarters * 15}M`);
          expect(found).toBe(new Date(walked).toISOString());
        }),
        { numRuns: 25 },
      );
    },
  );
});
