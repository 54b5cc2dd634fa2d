// Owns the proof that what agents type is read as they mean it: prices, phone numbers, times of Cairo. Needs no browser.
import { expect, test } from '@jest/globals';
import { phoneNumber, spokenPhone } from '../../web/src/console/data/phone.ts';
import { minorUnitsOf, spokenMoney } from '../../web/src/console/data/spoken-money.ts';
import { fieldsOfInstant, freeUntil, instantAt, standingOf } from '../../web/src/console/data/zoned-time.ts';

test.each([
  ['2400', 240_000],
  ['2,400.50', 240_050],
  ['2 400.5', 240_050],
  ['٢٬٤٠٠٫٥٠', 240_050],
  ['0.01', 1],
  ['12345.99', 1_234_599],
  ['2.400,50', null],
  ['24,00', null],
  ['1.234', null],
  ['-5', null],
  ['', null],
  ['abc', null],
])('the price %s is %s piastres', (typed, minor) => {
  expect(minorUnitsOf(typed)).toBe(minor);
});

test('money is written by the language, Arabic with Western digits', () => {
  expect(spokenMoney(240_050, 'EGP', 'en')).toMatch(/^EGP\s2,400\.50$/);
  expect(spokenMoney(240_050, 'EGP', 'ar-EG-u-nu-latn')).toContain('2,400.50');
  expect(spokenMoney(240_050, 'EGP', 'ar-EG-u-nu-latn')).toContain('ج.م');
});

test.each([
  ['01001234567', '+20 10 01234567'],
  ['+20 100 123 4567', '+20 10 01234567'],
  ['٠١٠٠١٢٣٤٥٦٧', '+20 10 01234567'],
  ['0100123', null],
  ['+7 495 000-00-00', '+7 495 000 00 00'],
  ['call me', null],
])('the phone %s is read back as %s', (typed, spoken) => {
  expect(phoneNumber(typed, 'EG')).toBe(spoken);
});

test('a number that is none is shown as it is', () => {
  expect(spokenPhone('+2010')).toBe('+2010');
});

const zone = 'Africa/Cairo';

test.each([
  // Winter and summer time, and the hour that the spring leaves out.
  ['2031-01-10', '10:00', '2031-01-10T08:00:00.000Z'],
  ['2031-07-10', '10:00', '2031-07-10T07:00:00.000Z'],
  ['2031-04-25', '00:30', '2031-04-24T22:30:00.000Z'],
  ['2031-02-30', '10:00', null],
  ['', '10:00', null],
])('%s %s in Cairo is %s', (date, time, at) => {
  expect(instantAt(date, time, zone)).toBe(at);
});

test('an instant comes back as the date and the time of Cairo', () => {
  expect(fieldsOfInstant('2031-07-09T21:30:00.000Z', zone)).toEqual({ date: '2031-07-10', time: '00:30' });
});

test('FK-18, FK-19: what cancelling means is said as the server will decide it', () => {
  const rules = { timeZone: zone, freeChange: 'PT24H', cutOff: 'visit-start' } as const;
  const visit = '2031-01-10T08:00:00.000Z';
  const at = (instant: string) => standingOf(visit, Date.parse(instant), rules);
  expect(at('2031-01-09T08:00:00.000Z')).toBe('free');
  expect(at('2031-01-09T08:00:00.001Z')).toBe('late');
  expect(at('2031-01-09T22:00:00.000Z')).toBe('same-day');
  expect(freeUntil(visit, { ...rules, cutOff: 'visit-day' })).toBe('2031-01-08T22:00:00Z');
});
