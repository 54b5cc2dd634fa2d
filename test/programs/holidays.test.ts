// Lists of holidays: the shipped ones are whole, and a wrong one is refused with its file and its mistake.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { HolidayList } from '../../domain/document/holidays.ts';
import { holidayWarnings, readHolidayList, readHolidays } from '../../programs/holidays.ts';

const folder = mkdtempSync(join(tmpdir(), 'holidays-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const list: HolidayList = {
  name: 'somewhere',
  country: 'EG',
  until: '2031-12-31',
  confirmedBy: 'Mona Adel',
  days: [
    { date: '2031-01-07', title: 'عيد الميلاد المجيد' },
    { date: '2031-12-31', title: 'The last day' },
  ],
};
const [day] = list.days;

describe('the shipped lists', () => {
  const shipped = readHolidays();

  test('are Egypt and Russia, until the end of 2027', () => {
    expect(Object.values(shipped).map(({ name, country, until }) => [name, country, until])).toEqual([
      ['egypt', 'EG', '2027-12-31'],
      ['russia', 'RU', '2027-12-31'],
    ]);
  });

  test.each([
    ['russia', '2026-01', ['01', '02', '03', '04', '05', '06', '07', '08']],
    ['russia', '2027-05', ['01', '09']],
    ['egypt', '2026-03', ['20', '21', '22']],
    ['egypt', '2026-05', ['01', '27', '28', '29', '30']],
  ])('%s has every day of %s', (name, month, days) => {
    const dates = shipped[name]?.days.map(({ date }) => date) ?? [];
    expect(dates.filter((date) => date.startsWith(month))).toEqual(days.map((one) => `${month}-${one}`));
  });
});

describe('a list', () => {
  test('is read as it is written, with a region or without days too', () => {
    for (const one of [list, { ...list, region: 'C', confirmedBy: null, days: [] }]) {
      expect(readHolidayList(stringify(one), 'somewhere.yaml')).toEqual(one);
    }
  });

  test.each<[what: string, wrong: object, mistake: RegExp]>([
    ['a misspelt field', { ...list, unitl: '2031-12-31' }, /\/unitl is not a field/],
    ['a field of a day', { ...list, days: [{ ...day, half: true }] }, /\/days\/0\/half is not a field/],
    ['no end', { ...list, until: undefined }, /until/],
    ['nothing said of a confirmation', { ...list, confirmedBy: undefined }, /confirmedBy/],
    ['an empty confirmation', { ...list, confirmedBy: '' }, /\/confirmedBy/],
    ['an empty title', { ...list, days: [{ ...day, title: '' }] }, /\/days\/0\/title/],
    ['a country in words', { ...list, country: 'Egypt' }, /\/country/],
    ['a whole code of a region', { ...list, region: 'EG-C' }, /\/region/],
    ['a name that is no id', { ...list, name: 'Some where' }, /\/name/],
    ['a date in another form', { ...list, days: [{ ...day, date: '07.01.2031' }] }, /\/days\/0\/date/],
    ['an end in another form', { ...list, until: '31.12.2031', days: [] }, /\/until/],
    ['month 13', { ...list, days: [{ ...day, date: '2031-13-01' }] }, /\/days\/0\/date/],
    ['a day that does not exist', { ...list, days: [{ ...day, date: '2031-02-29' }] }, /there is no 2031-02-29/],
    ['an end that does not exist', { ...list, until: '2031-04-31', days: [] }, /there is no 2031-04-31/],
    ['a day twice', { ...list, days: [day, day] }, /2031-01-07 is twice/],
    ['days out of order', { ...list, days: list.days.toReversed() }, /2031-01-07 is twice in the list or out of order/],
    ['a day after the end', { ...list, until: '2031-12-30' }, /2031-12-31 is after 2031-12-30/],
    ['no list', [], /the document/],
  ])('with %s is refused', (_, wrong, mistake) => {
    const read = () => readHolidayList(stringify(wrong), 'somewhere.yaml');
    expect(read).toThrow(mistake);
    expect(read).toThrow(/^somewhere\.yaml: /);
  });

  test('that is no YAML is refused', () => {
    expect(() => readHolidayList('days: [', 'somewhere.yaml')).toThrow(/^somewhere\.yaml: .+/);
  });

  test('has the name of its file; other files of the folder are no lists', () => {
    writeFileSync(join(folder, 'notes.md'), 'no list');
    writeFileSync(join(folder, 'somewhere.yaml'), stringify(list));
    expect(readHolidays(folder)).toEqual({ somewhere: list });
    writeFileSync(join(folder, 'elsewhere.yaml'), stringify(list));
    expect(() => readHolidays(folder)).toThrow('elsewhere.yaml: name is somewhere, unlike the file');
  });
});

describe('a warning', () => {
  const codes = (one: HolidayList, now: string) => holidayWarnings(one, now).map(({ code }) => code);

  test.each([
    ['a year ahead', '2030-12-31T23:59:59.999Z', []],
    ['less than a year ahead', '2031-01-01T00:00:00.000Z', ['holidays-end']],
    ['in the past', '2032-06-01T00:00:00.000Z', ['holidays-end']],
  ])('of the end: %s', (_, now, expected) => {
    expect(codes(list, now)).toEqual(expected);
  });

  test('that it is not confirmed comes at any time', () => {
    const proposed = { ...list, confirmedBy: null };
    expect(codes(proposed, '2030-01-01T00:00:00.000Z')).toEqual(['holidays-unconfirmed']);
    expect(codes(proposed, '2031-06-01T00:00:00.000Z')).toEqual(['holidays-unconfirmed', 'holidays-end']);
  });

  test('names the list and its end, and says whether that is past', () => {
    const said = (now: string) => holidayWarnings(list, now).map(({ text }) => text);
    expect(said('2031-12-31T12:00:00.000Z')).toEqual([expect.stringMatching(/“somewhere” ends on 2031-12-31/)]);
    expect(said('2032-01-01T12:00:00.000Z')).toEqual([expect.stringMatching(/“somewhere” ended on 2031-12-31/)]);
    expect(holidayWarnings({ ...list, confirmedBy: null }, '2030-01-01T00:00:00.000Z')[0]?.text).toContain('somewhere');
  });
});
