// Several openings a day and other hours on single dates, in tables and against a walk through the minutes.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  closingOn,
  type DayHours,
  everyDay,
  isWithinWorkingHours,
  nextOpening,
  openUntil,
  shiftsOn,
  type WorkingHours,
} from '../../../domain/calendar/working-hours.ts';
import { closingOnOrAfter, closingOnOrBefore, workingTimeLater } from '../../../domain/calendar/working-time.ts';
import { daysLater } from '../../../domain/calendar/days.ts';
import { moscow } from '../../harness/builders.ts';
import { type Minute, walk } from './walk.ts';

const morning = { opens: '09:00', closes: '13:00' };
const afternoon = { opens: '14:00', closes: '18:00' };

/** Weekdays from nine to six with an hour of lunch; 3 March 2031 is a Monday. */
const withLunch: WorkingHours = {
  timeZone: 'Europe/Moscow',
  week: [...Array.from({ length: 5 }, () => [afternoon, morning]), null, []],
  holidays: ['2031-03-10', '2031-03-11'],
  dates: {
    // A half day, a closed day, a working Saturday, and hours on a holiday.
    '2031-03-05': [morning],
    '2031-03-06': [],
    '2031-03-08': [{ opens: '10:00', closes: '16:00' }],
    '2031-03-11': [afternoon],
  },
};

describe('a lunch break', () => {
  test.each([
    ['2031-03-03 12:59:59.999', true],
    ['2031-03-03 13:00', false],
    ['2031-03-03 13:59:59.999', false],
    ['2031-03-03 14:00', true],
    ['2031-03-03 18:00', false],
  ])('%s open: %s', (at, open) => {
    expect(isWithinWorkingHours(withLunch, moscow(at))).toBe(open);
  });

  test('the day has two shifts in order, begins with the first and ends with the last', () => {
    expect(shiftsOn(withLunch, '2031-03-03')).toEqual([
      { from: moscow('2031-03-03 09:00'), until: moscow('2031-03-03 13:00') },
      { from: moscow('2031-03-03 14:00'), until: moscow('2031-03-03 18:00') },
    ]);
    expect(closingOn(withLunch, '2031-03-03')).toBe(moscow('2031-03-03 18:00'));
  });

  test('it opens again after it, and the present hours end with it', () => {
    expect(nextOpening(withLunch, moscow('2031-03-03 09:00'))).toBe(moscow('2031-03-03 14:00'));
    expect(nextOpening(withLunch, moscow('2031-03-03 14:00'))).toBe(moscow('2031-03-04 09:00'));
    expect(openUntil(withLunch, moscow('2031-03-03 10:00'))).toBe(moscow('2031-03-03 13:00'));
    expect(openUntil(withLunch, moscow('2031-03-03 13:30'))).toBeNull();
    expect(openUntil(withLunch, moscow('2031-03-03 14:00'))).toBe(moscow('2031-03-03 18:00'));
  });

  test.each([
    ['2031-03-03 12:00', 'PT1H', '2031-03-03 13:00'],
    ['2031-03-03 12:00', 'PT2H', '2031-03-03 15:00'],
    ['2031-03-03 13:20', 'PT1H', '2031-03-03 15:00'],
    ['2031-03-03 17:00', 'PT6H', '2031-03-04 15:00'],
    ['2031-03-03 07:00', 'PT8H', '2031-03-03 18:00'],
  ])('stops working time: %s and %s → %s', (at, duration, later) => {
    expect(workingTimeLater(withLunch, moscow(at), duration)).toBe(moscow(later));
  });
});

describe('other hours on a date', () => {
  test.each([
    ['a half day', '2031-03-05', '2031-03-05 13:00'],
    ['a closed day', '2031-03-06', null],
    ['the day after it', '2031-03-07', '2031-03-07 18:00'],
    ['a working Saturday', '2031-03-08', '2031-03-08 16:00'],
    ['the Saturday after it', '2031-03-15', null],
    ['a holiday', '2031-03-10', null],
    ['hours on a holiday', '2031-03-11', '2031-03-11 18:00'],
  ])('%s, %s, ends at %s', (_, date, closing) => {
    expect(closingOn(withLunch, date)).toBe(closing === null ? null : moscow(closing));
  });

  test('they decide about openings, working time and the nearest open day', () => {
    expect(nextOpening(withLunch, moscow('2031-03-05 10:00'))).toBe(moscow('2031-03-07 09:00'));
    expect(nextOpening(withLunch, moscow('2031-03-07 20:00'))).toBe(moscow('2031-03-08 10:00'));
    expect(nextOpening(withLunch, moscow('2031-03-08 20:00'))).toBe(moscow('2031-03-11 14:00'));
    // One hour on the half day, four on Friday morning, one on Friday afternoon.
    expect(workingTimeLater(withLunch, moscow('2031-03-05 12:00'), 'PT6H')).toBe(moscow('2031-03-07 15:00'));
    expect(closingOnOrBefore(withLunch, '2031-03-06')).toBe(moscow('2031-03-05 13:00'));
    expect(closingOnOrAfter(withLunch, '2031-03-09')).toBe(moscow('2031-03-11 18:00'));
  });
});

describe('a night shift', () => {
  const nights = { ...everyDay('Europe/Moscow', { opens: '22:00', closes: '06:00' }) };

  test('goes on into a closed date, which begins none', () => {
    const hours = { ...nights, dates: { '2031-03-04': [] } };
    expect(isWithinWorkingHours(hours, moscow('2031-03-04 05:59'))).toBe(true);
    expect(isWithinWorkingHours(hours, moscow('2031-03-04 23:00'))).toBe(false);
    expect(closingOn(hours, '2031-03-03')).toBe(moscow('2031-03-04 06:00'));
    expect(workingTimeLater(hours, moscow('2031-03-04 05:00'), 'PT2H')).toBe(moscow('2031-03-05 23:00'));
  });

  test.each([
    ['overlaps', '05:00'],
    ['touches', '06:00'],
  ])('%s the hours of the date on which it ends: they are one shift, and no minute counts twice', (_, opens) => {
    const hours = { ...nights, dates: { '2031-03-04': [{ opens, closes: '12:00' }] } };
    expect(openUntil(hours, moscow('2031-03-03 23:00'))).toBe(moscow('2031-03-04 12:00'));
    expect(nextOpening(hours, moscow('2031-03-03 23:00'))).toBe(moscow('2031-03-05 22:00'));
    expect(workingTimeLater(hours, moscow('2031-03-03 22:00'), 'PT14H')).toBe(moscow('2031-03-04 12:00'));
    expect(closingOn(hours, '2031-03-04')).toBe(moscow('2031-03-04 12:00'));
  });
});

test('nights and mornings that touch each day are one shift, with a break before the next night', () => {
  const day = [
    { opens: '22:00', closes: '06:00' },
    { opens: '06:00', closes: '12:00' },
  ];
  const hours = { ...withLunch, holidays: [], dates: {}, week: Array.from({ length: 7 }, () => day) };
  expect(openUntil(hours, moscow('2031-03-03 23:00'))).toBe(moscow('2031-03-04 12:00'));
  expect(nextOpening(hours, moscow('2031-03-03 23:00'))).toBe(moscow('2031-03-04 22:00'));
  expect(nextOpening(hours, moscow('2031-03-03 15:00'))).toBe(moscow('2031-03-03 22:00'));
});

describe('openings that overlap or touch', () => {
  test.each([
    ['touch', [morning, { opens: '13:00', closes: '18:00' }]],
    ['overlap', [{ opens: '12:00', closes: '18:00' }, morning]],
    ['lie within each other', [{ opens: '09:00', closes: '18:00' }, morning]],
    ['are the same', [morning, morning, { opens: '12:00', closes: '18:00' }]],
  ])('%s: they are one', (_, day) => {
    const hours = { ...withLunch, dates: { '2031-03-03': day } };
    expect(shiftsOn(hours, '2031-03-03')).toEqual([
      { from: moscow('2031-03-03 09:00'), until: moscow('2031-03-03 18:00') },
    ]);
    expect(nextOpening(hours, moscow('2031-03-03 09:00'))).toBe(moscow('2031-03-04 09:00'));
    expect(workingTimeLater(hours, moscow('2031-03-03 09:00'), 'PT9H')).toBe(moscow('2031-03-03 18:00'));
  });

  const always = everyDay('Europe/Moscow', { opens: '00:00', closes: '24:00' });

  test('a calendar that never closes opens with each shift', () => {
    expect(nextOpening(always, moscow('2031-03-03 10:00'))).toBe(moscow('2031-03-04 00:00'));
    expect(nextOpening(always, moscow('2031-03-04 00:00'))).toBe(moscow('2031-03-05 00:00'));
    expect(openUntil(always, moscow('2031-03-03 10:00'))).toBe(moscow('2031-03-12 00:00'));
  });

  test.each([
    ['2031-03-04', '2031-03-05 00:00', '2031-03-04 00:00'],
    ['2031-03-11', '2031-03-12 00:00', '2031-03-11 00:00'],
    ['2031-03-12', '2031-03-04 00:00', '2031-03-12 00:00'],
  ])(
    'one that closes only on %s opens next at %s: eight days ahead, and not before, the break counts',
    (...expected) => {
      const [holiday, opening, closing] = expected;
      const once = { ...always, holidays: [holiday] };
      expect(nextOpening(once, moscow('2031-03-03 10:00'))).toBe(moscow(opening));
      expect(openUntil(once, moscow('2031-03-03 10:00'))).toBe(moscow(closing));
    },
  );

  test('the last shift before a long closed time is no opening', () => {
    const dates = Object.fromEntries(Array.from({ length: 30 }, (_, day) => [daysLater('2031-03-05', day), []]));
    const closing = { ...always, dates };
    expect(nextOpening(closing, moscow('2031-03-03 10:00'))).toBe(moscow('2031-04-04 00:00'));
  });
});

// Ten days around each clock change. Times in the skipped hour are left out: the cases of single openings cover them.
const WINDOWS = [
  ['Africa/Cairo', '2026-04-18T22:00:00Z', '2026-04-19', ['00']],
  ['Africa/Cairo', '2026-10-24T21:00:00Z', '2026-10-25', []],
  ['America/New_York', '2026-03-03T05:00:00Z', '2026-03-03', ['02']],
  ['America/New_York', '2026-10-27T04:00:00Z', '2026-10-27', []],
] as const;

const MINUTE = 60_000;

describe.each(WINDOWS)('in %s from %s', (timeZone, begin, first, skipped) => {
  const times = Array.from({ length: 48 }, (_, n) => `${`${n >> 1}`.padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`);
  const time = fc.constantFrom(...times.filter((one) => !skipped.some((hour) => one.startsWith(`${hour}:`))));
  const opening = fc.record({ opens: time, closes: fc.oneof(time, fc.constant('24:00')) });
  const openings = fc.array(opening, { maxLength: 3 });
  const dates = Array.from({ length: 10 }, (_, day) => daysLater(first, day));
  const calendar: fc.Arbitrary<WorkingHours> = fc.record({
    timeZone: fc.constant(timeZone),
    week: fc.array(fc.oneof(openings, openings, opening, fc.constant(null)), { minLength: 7, maxLength: 7 }),
    dates: fc.dictionary(fc.constantFrom(...dates), openings, { maxKeys: 4, noNullPrototype: true }),
    holidays: fc.subarray(dates, { maxLength: 3 }),
  });
  const days = Map.groupBy(walk(timeZone, Date.parse(begin), 10), ({ date }) => date);
  // Late enough for no break of more than eight days to end within the walk.
  const place = fc.integer({ min: 3 * 1_440, max: 7 * 1_440 });

  test('every question has the answer of the walk', () => {
    fc.assert(
      fc.property(calendar, place, fc.integer({ min: 1, max: 2_000 }), (hours, from, length) => {
        const open = openMinutes(days, hours);
        const instant = (minute: number) => new Date(Date.parse(begin) + minute * MINUTE).toISOString();
        const at = instant(from);
        expect(isWithinWorkingHours(hours, at)).toBe(open[from]);
        const closes = open.indexOf(false, from);
        if (closes >= 0) expect(openUntil(hours, at)).toBe(closes === from ? null : instant(closes));
        const opens = open.findIndex((one, minute) => minute > from && one && !open[minute - 1]);
        if (opens >= 0) expect(nextOpening(hours, at)).toBe(instant(opens));
        let [counted, left] = [from, length];
        for (; left > 0 && counted < open.length; counted += 1) if (open[counted]) left -= 1;
        if (left === 0) expect(workingTimeLater(hours, at, `PT${length}M`)).toBe(instant(counted));
      }),
      { numRuns: 100 },
    );
  });

  test('the shifts of a day are in order, apart from each other, and together the openings of that day', () => {
    fc.assert(
      fc.property(calendar, fc.constantFrom(...dates.slice(1, 8)), (hours, date) => {
        const only = { ...hours, week: hours.week.map(() => null), dates: { [date]: listed(hours, date) } };
        const open = openMinutes(days, only);
        const edges = open.flatMap((one, minute) => (one === (open[minute - 1] ?? false) ? [] : [minute]));
        const shifts = shiftsOn(hours, date);
        const found = shifts.flatMap(({ from, until }) => [from, until]);
        expect(found).toEqual(edges.map((minute) => new Date(Date.parse(begin) + minute * MINUTE).toISOString()));
        expect(closingOn(hours, date)).toBe(shifts.at(-1)?.until ?? null);
      }),
      { numRuns: 100 },
    );
  });
});

/** The openings that a calendar names for a date, by its rules: the date's own, the holidays, the week. */
function listed(hours: WorkingHours, date: string): readonly DayHours[] {
  if (hours.dates !== undefined && date in hours.dates) return hours.dates[date] ?? [];
  if (hours.holidays.includes(date)) return [];
  const due = hours.week[(new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7] ?? [];
  return 'opens' in due ? [due] : due;
}

/** For each minute whether it is open: from the first one at or after an opening time to the one before closing. */
function openMinutes(days: ReadonlyMap<string, readonly Minute[]>, hours: WorkingHours): boolean[] {
  const walked = [...days.values()];
  const begin = walked[0]?.[0]?.at ?? 0;
  const open = walked.flat().map(() => false);
  const place = (date: string, time: string) => {
    const found = days.get(date)?.find((minute) => minute.time >= time) ?? days.get(daysLater(date, 1))?.[0];
    return found === undefined ? open.length : (found.at - begin) / MINUTE;
  };
  for (const date of days.keys()) {
    for (const { opens, closes } of listed(hours, date)) {
      const endsOn = closes <= opens || closes === '24:00' ? daysLater(date, 1) : date;
      open.fill(true, place(date, opens), place(endsOn, closes === '24:00' ? '00:00' : closes));
    }
  }
  return open;
}
