// Proposals of holidays: whole days, spans in single days, and what follows the moon is an estimate.
import { describe, expect, test } from '@jest/globals';
import { readHolidayList, readHolidays } from '../../programs/holidays.ts';
import { holidayProposal, proposeHolidays } from '../../programs/propose-holidays.ts';

const datesOf = (country: string, year: number, region?: string) =>
  proposeHolidays(country, year, region).map(({ date }) => date);

describe('a proposal', () => {
  test('has each day of a holiday of several days, in local dates', () => {
    const dates = datesOf('RU', 2026);
    expect(dates.filter((date) => date < '2026-02')).toEqual(
      ['01', '02', '03', '04', '05', '06', '07', '08'].map((day) => `2026-01-${day}`),
    );
    // The library says that Eid begins on the evening before, in UTC; the day is the civil one.
    expect(datesOf('EG', 2026).filter((date) => date.startsWith('2026-03'))).toEqual([
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
    ]);
  });

  test('says which days follow the moon', () => {
    const estimated = proposeHolidays('EG', 2026).filter(({ estimate }) => estimate);
    expect(estimated.map(({ date }) => date)).toEqual([
      ...['2026-03-20', '2026-03-21', '2026-03-22'],
      ...['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30'],
      ...['2026-06-16', '2026-08-25'],
    ]);
    expect(proposeHolidays('RU', 2026).filter(({ estimate }) => estimate)).toEqual([]);
  });

  test('names a day once, with all that is celebrated on it, and a day that is fixed anyway is no estimate', () => {
    const revolution = proposeHolidays('EG', 2026).find(({ date }) => date === '2026-01-25');
    expect(revolution?.title).toBe('عيد الشرطة / عيد ثورة 25 يناير');
    // In 2029 a day of Eid al-Adha meets the fixed day of Sinai; the days around it are estimates.
    const april = proposeHolidays('EG', 2029).filter(({ date }) => date.startsWith('2029-04-2'));
    expect(april.map(({ date, estimate }) => [date, estimate])).toEqual([
      ['2029-04-24', true],
      ['2029-04-25', false],
      ['2029-04-26', true],
      ['2029-04-27', true],
    ]);
  });

  test.each(['RU', 'EG', 'TR', 'US', 'DE', 'CN'])('of %s is in order, each day once, within the year', (country) => {
    for (const year of [2026, 2027, 2028]) {
      const dates = datesOf(country, year);
      expect(dates).toEqual([...new Set(dates)].toSorted());
      expect(dates.length).toBeGreaterThan(5);
      expect(dates.filter((date) => !date.startsWith(`${year}-`))).toEqual([]);
    }
  });

  test('leaves out what is closed for a part of a day', () => {
    // In Turkey a feast of three days has an afternoon more; in Guatemala Christmas Eve is free from noon on.
    expect(datesOf('TR', 2026).filter((date) => date.startsWith('2026-03'))).toHaveLength(3);
    expect(datesOf('GT', 2026)).not.toContain('2026-12-24');
    expect(datesOf('GT', 2026)).toContain('2026-12-25');
  });

  test('of a part of a country has days that the others do not have', () => {
    expect(datesOf('DE', 2026, 'BY')).toContain('2026-01-06');
    expect(datesOf('DE', 2026)).not.toContain('2026-01-06');
  });

  test('of an unknown country, an unknown region or no year is refused', () => {
    expect(() => proposeHolidays('XX', 2026)).toThrow(RangeError);
    expect(() => proposeHolidays('toString', 2026)).toThrow(RangeError);
    expect(() => proposeHolidays('DE', 2026, 'XX')).toThrow('known are BB, BE');
    expect(() => proposeHolidays('EG', 2026, 'C')).toThrow('known are none');
    expect(() => holidayProposal('EG', [])).toThrow(RangeError);
  });
});

describe('the file of a proposal', () => {
  test('is a list without a confirmation, to the end of its last year', () => {
    const list = readHolidayList(holidayProposal('DE', [2027, 2026], 'BY'), 'germany-by.yaml');
    expect(list).toMatchObject({
      name: 'germany-by',
      country: 'DE',
      region: 'BY',
      until: '2027-12-31',
      confirmedBy: null,
    });
    expect(list.days.map(({ date }) => date)).toEqual([...datesOf('DE', 2026, 'BY'), ...datesOf('DE', 2027, 'BY')]);
  });

  test('says that a person must confirm it, and marks the estimates', () => {
    const text = holidayProposal('EG', [2026]);
    expect(text).toMatch(/^# .*a person must/i);
    const marked = text.split('\n').filter((line) => line.endsWith('# estimate'));
    expect(marked).toHaveLength(9);
    expect(marked[0]).toContain('2026-03-20');
  });

  test.each([
    ['russia', 'RU'],
    ['egypt', 'EG'],
  ])('%s is shipped as it is proposed, until a person confirms it', (name, country) => {
    const shipped = readHolidays()[name];
    const proposed = readHolidayList(holidayProposal(country, [2026, 2027]), name);
    expect(shipped?.confirmedBy === null ? shipped : proposed).toEqual(proposed);
  });
});
