// Typed prices and Cairo times are read as agents mean them. Without a browser.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { minorUnitsIn } from '../../domain/money.ts';
import { exampleMoney, minorUnitsOf, spokenMoney, typedMoney } from '../../web/src/console/data/spoken-money.ts';
import { arabicUnit } from '../../web/src/console/data/arabic-durations.ts';
import { writtenDate } from '../../web/src/console/data/written-date.ts';
import { changedValues, type FieldOnTicket, typedFrom, valueOf } from '../../web/src/console/tickets/field-values.ts';
import { fieldsOfInstant, freeUntil, instantAt, isSkipped, standingOf } from '../../web/src/console/data/zoned-time.ts';

test.each<[string, number | null]>([
  ['2400', 240_000],
  ['2,400.50', 240_050],
  ['2 400.5', 240_050],
  ['٢٬٤٠٠٫٥٠', 240_050],
  ['\u200F2400.50\u202C\t', 240_050],
  ['0.01', 1],
  ['12345.99', 1_234_599],
  ['2.400,50', null],
  ['24,00', null],
  ['1.234', null],
  ['-5', null],
  ['', null],
  ['abc', null],
])('the price %s is %s piastres', (typed, minor) => {
  expect(minorUnitsOf(typed, 'EGP')).toBe(minor);
});

test.each([
  ['2400', 'JPY', 2_400],
  ['2,400', 'JPY', 2_400],
  ['2400.0', 'JPY', null],
  ['2400', 'KWD', 2_400_000],
  ['2400.5', 'KWD', 2_400_500],
  ['2,400.505', 'KWD', 2_400_505],
  ['٢٬٤٠٠٫٥٠٥', 'KWD', 2_400_505],
  ['1,234,567', 'KWD', 1_234_567_000],
  ['1.2345', 'KWD', null],
  // A comma before three digits may be either sign here.
  ['12,500', 'KWD', null],
])('the price %s in %s is %s minor units', (typed, currency, minor) => {
  expect(minorUnitsOf(typed, currency)).toBe(minor);
});

test('a price that the form fills in is read as the same price, whatever its currency', () => {
  const currency = fc.constantFrom('JPY', 'EGP', 'RUB', 'USD', 'KWD', 'TND', 'BHD');
  fc.assert(
    fc.property(fc.nat({ max: 999_999_999 }), currency, (minor, of) => {
      expect(minorUnitsOf(typedMoney(minor, of), of)).toBe(minor);
    }),
  );
  const examples = ['JPY', 'EGP', 'KWD'].map((of) => [exampleMoney(of), minorUnitsOf(exampleMoney(of), of)]);
  expect(examples).toEqual([
    ['2400', 2_400],
    ['2400.50', 240_050],
    ['2400.500', 2_400_500],
  ]);
});

test('money that is shown is read as the same amount, in each language', () => {
  const currency = fc.constantFrom('JPY', 'EGP', 'RUB', 'USD', 'KWD', 'TND', 'HUF', 'IQD');
  const language = fc.constantFrom('en', 'ru', 'ar-EG-u-nu-latn');
  fc.assert(
    fc.property(fc.nat({ max: 999_999_999_999 }), currency, language, (minor, of, spoken) => {
      const shown = spokenMoney(minor, of, spoken).replaceAll(/[^\d.,]|(?<!\d)[.,]|[.,](?!\d)/g, '');
      const decimal = spoken === 'ru' ? shown.replace(',', '.') : shown.replaceAll(',', '');
      expect(minorUnitsIn(decimal, of)).toBe(minor);
    }),
  );
});

test('money is written by the language, Arabic with Western digits', () => {
  expect(spokenMoney(240_050, 'EGP', 'en')).toMatch(/^EGP\s2,400\.50$/);
  expect(spokenMoney(240_050, 'EGP', 'ar-EG-u-nu-latn')).toContain('2,400.50');
  expect(spokenMoney(240_050, 'EGP', 'ar-EG-u-nu-latn')).toContain('ج.م');
});

test.each([
  ['EGP', 100_000, '\u200F1,000.00\u00A0ج.م.\u200F'],
  ['USD', 100_000, '1,000.00 دولار أمريكي'],
  ['JPY', 500, '500 ين ياباني'],
  ['KWD', 1_234_500, '\u200F1,234.500\u00A0د.ك.\u200F'],
  ['HUF', 100_000, '1,000.00 فورينت هنغاري'],
  ['EUR', 1_050, '10.50 يورو'],
  ['XQX', 100_000, '\u20681,000.00 XQX\u2069'],
])('%s in Arabic is not torn apart by the words around it', (currency, minor, written) => {
  expect(spokenMoney(minor, currency, 'ar-EG-u-nu-latn')).toBe(written);
});

const zone = 'Africa/Cairo';

test.each([
  // Winter and summer time, the hour that spring skips and the times beside it, and the first of two equal hours in
  // autumn.
  ['2031-01-10', '10:00', '2031-01-10T08:00:00.000Z'],
  ['2031-07-10', '10:00', '2031-07-10T07:00:00.000Z'],
  ['2031-04-24', '23:59', '2031-04-24T21:59:00.000Z'],
  ['2031-04-25', '00:00', null],
  ['2031-04-25', '00:59', null],
  ['2031-04-25', '01:00', '2031-04-24T22:00:00.000Z'],
  ['2031-10-30', '23:30', '2031-10-30T20:30:00.000Z'],
  ['2031-02-30', '10:00', null],
  ['', '10:00', null],
])('%s %s in Cairo is %s', (date, time, at) => {
  expect(instantAt(date, time, zone)).toBe(at);
});

test('only a time that the clocks are put forward over is skipped', () => {
  expect([isSkipped('2031-04-25', '00:30', zone), isSkipped('2031-04-25', '01:00', zone)]).toEqual([true, false]);
  expect([isSkipped('2031-02-30', '00:30', zone), isSkipped('2031-04-25', '', zone)]).toEqual([false, false]);
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
  // A day that begins at one o'clock.
  expect(freeUntil('2031-04-25T08:00:00.000Z', { ...rules, cutOff: 'visit-day' })).toBe('2031-04-23T22:00:00Z');
});

test.each([
  ['ar', '2026-12-03', 'الخميس 3 ديسمبر 2026'],
  ['en', '2026-12-03', 'Thursday, December 3, 2026'],
  ['ru', '2026-12-03', 'четверг, 3 декабря 2026 г.'],
  ['en', '2026-02-30', ''],
  ['en', '0202-', ''],
  ['ar', '', ''],
])('in %s the date %j is written out as %j', (language, date, written) => {
  expect(writtenDate(date, language)).toBe(written);
});

test.each([
  [1, 'hours', 'ساعة'],
  [2, 'hours', 'ساعتين'],
  [2, 'days', 'يومين'],
  [5, 'days', '5 أيام'],
  [31, 'days', '31 يومًا'],
  [100, 'days', '100 يوم'],
  [58, 'minutes', '58 دقيقة'],
  [0, 'seconds', '0 ثانية'],
] as const)('%i %s in Arabic, after a preposition', (value, unit, said) => {
  expect(arabicUnit(value, unit)).toBe(said);
});

test.each<[string, number | null | undefined]>([
  ['12', 12],
  ['2.5', 2.5],
  ['2,5', 2.5],
  ['٢٫٥', 2.5],
  ['\u22121 200', -1_200],
  ['\u200F-7\u202C', -7],
  ['2,0000', 2],
  ['', null],
  [' ', null],
  // A decimal comma in one language, thousands in another.
  ['2,400', undefined],
  ['٢٬٤٠٠', undefined],
  ['1.2.3', undefined],
  ['two', undefined],
  ['9007199254740993', undefined],
])('the number %s in a field of a ticket is %s', (typed, number) => {
  expect(valueOf({ kind: 'number' }, typed)).toBe(number);
});

test('of the fields of a ticket only the changed ones are sent', () => {
  const fields: FieldOnTicket[] = [
    { field: 'wish', kind: 'text', required: true, choices: [], value: 'blue' },
    { field: 'rooms', kind: 'number', required: false, choices: [], value: 2.5 },
    { field: 'call-on', kind: 'date', required: false, choices: [], value: null },
    { field: 'gone', kind: null, required: false, value: 'kept' },
  ];
  const typed = typedFrom(fields);
  expect(typed).toEqual({ wish: 'blue', rooms: '2.5', 'call-on': '', gone: 'kept' });
  expect(changedValues(fields, typed)).toEqual({});
  expect(changedValues(fields, { ...typed, wish: ' red ', rooms: '', gone: '' })).toEqual({ wish: 'red', rooms: null });
});
