// Each card number is masked in every way of writing it; no near miss is, in any of these ways.
import { expect, test } from '@jest/globals';
import { maskCardNumbers } from '../../domain/card-number.ts';

// The payment systems' published test numbers.
const CARDS = [
  '4111111111111111',
  '4242424242424242',
  '4012888888881881',
  '5555555555554444',
  '5105105105105100',
  '2223003122003222',
  '378282246310005',
  '371449635398431',
  '3530111333300000',
  '6200000000000005',
  '30569309025904',
  '38520000023237',
  '36006666333344',
  '2201382000000013',
  // Maestro, made up.
  '5018000000000009',
  '5612345678901230',
  '5078030000000003',
];
// Not card numbers: another check digit, a digit less, an unknown system.
const NEAR_MISSES = CARDS.map((number, place) => {
  const other = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1 + (place % 9)) % 10}`;
  return place % 3 === 0 ? other : place % 3 === 1 ? number.slice(0, -1) : `9${number.slice(1)}`;
});

const inGroups = (number: string, separator: string) => {
  const lengths = number.length === 15 || number.length === 14 ? [4, 6, 5] : [4, 4, 4, 4];
  const groups: string[] = [];
  let from = 0;
  for (const length of lengths) groups.push(number.slice(from, (from += length)));
  return groups.filter((group) => group !== '').join(separator);
};
const inDigitsFrom = (zero: number) => (number: string) =>
  number.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

const WAYS: readonly [string, (number: string) => string][] = [
  ['in one piece', (number) => number],
  ['with blanks', (number) => inGroups(number, ' ')],
  ['with wide blanks', (number) => inGroups(number, '\u3000')],
  ['with hyphens', (number) => inGroups(number, '-')],
  ['with wide hyphens', (number) => inGroups(number, '\uFF0D')],
  ['with slashes', (number) => inGroups(number, '/')],
  ['with slashes and blanks', (number) => inGroups(number, ' / ')],
  ['with commas', (number) => inGroups(number, ', ')],
  ['with Arabic commas', (number) => inGroups(number, '\u060C ')],
  ['with underscores', (number) => inGroups(number, '_')],
  ['with colons', (number) => inGroups(number, ':')],
  ['with semicolons', (number) => inGroups(number, '; ')],
  ['with Arabic semicolons', (number) => inGroups(number, '\u061B ')],
  ['with backslashes', (number) => inGroups(number, '\\')],
  ['with stars', (number) => inGroups(number, '*')],
  ['with plus signs', (number) => inGroups(number, ' + ')],
  ['with equals signs', (number) => inGroups(number, '=')],
  ['with tildes', (number) => inGroups(number, '~')],
  ['with dots in the middle', (number) => inGroups(number, '\u00B7')],
  ['in quotation marks', (number) => `"${inGroups(number, '" "')}"`],
  ['with apostrophes', (number) => inGroups(number, "'")],
  ['on lines', (number) => inGroups(number, '\n')],
  ['on lines of Windows', (number) => inGroups(number, '\r\n')],
  ['in brackets', (number) => `(${inGroups(number, ') (')})`],
  ['in square brackets', (number) => `[${inGroups(number, '][')}]`],
  ['with four blanks', (number) => inGroups(number, '    ')],
  ['with blank lines of Windows', (number) => inGroups(number, '\r\n\r\n')],
  ['with vertical tabs', (number) => inGroups(number, '\u000B')],
  ['with four invisible characters', (number) => inGroups(number, '\u200B\u2060\uFEFF\u034F')],
  ['with fillers', (number) => inGroups(number, '\u3164')],
  ['with empty Braille', (number) => inGroups(number, '\u2800')],
  ['with stars', (number) => inGroups(number, '*')],
  ['with colons', (number) => inGroups(number, ':')],
  ['with semicolons', (number) => inGroups(number, '; ')],
  ['with middle dots', (number) => inGroups(number, ' · ')],
  ['with arrows', (number) => inGroups(number, ' -> ')],
  ['with emoji', (number) => inGroups(number, ' 👩‍👩‍👧 ')],
  ['in quotes', (number) => `"${inGroups(number, '" "')}"`],
  ['in digits of emoji', (number) => number.replace(/\d/g, '$&\uFE0F\u20E3')],
  ['digit by digit, with invisible characters', (number) => [...number].join('\u200B\u200B\u200B\u200B')],
  ['in full-width digits', (number) => inDigitsFrom(0xff10)(inGroups(number, ' '))],
  ['in Arabic digits', (number) => inDigitsFrom(0x0660)(inGroups(number, ' '))],
  ['in Persian digits without blanks', inDigitsFrom(0x06f0)],
  ['in digits of mathematics', inDigitsFrom(0x1d7ce)],
];

const shownDigits = (text: string) => text.match(/\p{Nd}/gu) ?? [];

test(`${CARDS.length * WAYS.length} cards: only the last four digits stay, and everything between the digits`, () => {
  for (const [way, write] of WAYS) {
    for (const number of CARDS) {
      const text = `карта: ${write(number)}.`;
      const masked = maskCardNumbers(text);
      expect([way, number, shownDigits(masked)]).toEqual([way, number, shownDigits(text).slice(-4)]);
      expect(masked.replace(/[\p{Nd}•]/gu, '')).toBe(text.replace(/\p{Nd}/gu, ''));
    }
  }
});

test(`${NEAR_MISSES.length * WAYS.length} near misses: they stay as they are`, () => {
  for (const [way, write] of WAYS) {
    for (const number of NEAR_MISSES) {
      expect([way, maskCardNumbers(`карта: ${write(number)}.`)]).toEqual([way, `карта: ${write(number)}.`]);
    }
  }
});

test.each([
  ['a date with slashes', '2031/03/03, 10/00'],
  ['dates in a list', '03/03/2031, 04/03/2031, 05/03/2031'],
  ['prices in a list', '5200, 3900, 4100'],
  // Together their digits would be a card number, but no group of a card number is that long.
  ['a price and a mobile number', '52001, 01001230005'],
  ['mobile numbers in a list', '01001234567, 01112345678'],
  ['mobile numbers on lines', '+7 912 345-67-89\n+7 913 345-67-89'],
  ['waybills in brackets', '(4567890123) (4567890124)'],
  ['a number with its parts', '4111/1111/1111'],
  ['a file’s name', 'IMG_20310303_100000_4111.jpg'],
  ['counts in pairs before another number', '41 11 11 11 11 11 11 11 1'],
  ['an INN and a KPP of the Moscow region', '5001007322 500101005'],
  ['an INN and a KPP of Kaluga', '4027001234 402701000'],
  ['a telephone with an extension', '4951234567 123456'],
  ['INNs with semicolons', '7707083893; 7736050003; 7710140679'],
  ['an IBAN of Egypt', 'EG38 0019 0005 0000 0000 2631 8000 2'],
  ['an IBAN in one piece', 'EG380019000500000000263180002'],
  ['times', '10:30:00, 11:30:00, 12:30:00'],
  ['mobile numbers with plus signs', '+201001234567 +201112345678'],
  ['a mobile number and an amount', '8 912 345-67-89 + 1 000,00'],
  ['an address', 'Maadi, street 9, building 4111, flat 11/11'],
])('%s stays', (_, text) => expect(maskCardNumbers(text)).toBe(text));

// Each contains the digits of a card number.
test.each([
  'EG33 6085 6953 7029 0824 5199 6537 7',
  'sa34 2655 0354 4696 7341 8588',
  'IBAN:DE19 5890 4732 8242 1236 12, 2 шт.',
  'AE19-5042-3885-5873-2218-129',
])('an IBAN stays: %s', (text) => expect(maskCardNumbers(text)).toBe(text));

test('what only looks like an IBAN is none, and a card behind one is masked', () => {
  expect(maskCardNumbers('EG34 6085 6953 7029 0824 5199 6537 7')).toContain('•');
  expect(maskCardNumbers('xEG33 6085 6953 7029 0824 5199 6537 7')).toContain('•');
  expect(maskCardNumbers('33 6085 6953 7029 0824 5199 6537 7')).toContain('•');
  const iban = 'SA34 2655 0354 4696 7341 8588';
  expect(maskCardNumbers(`${iban}, 4111 1111 1111 1111`)).toBe(`${iban}, •••• •••• •••• 1111`);
});

test('up to twenty-four signs stand between groups', () => {
  const [near, far] = ['*'.repeat(24), '*'.repeat(25)];
  expect(maskCardNumbers(inGroups('4111111111111111', near))).toBe(['••••', '••••', '••••', '1111'].join(near));
  expect(maskCardNumbers(inGroups('4111111111111111', far))).toBe(inGroups('4111111111111111', far));
});

test('eight and ten digits with a slash between them', () => {
  expect(maskCardNumbers('63900200/0000000003')).toBe('••••••••/••••••0003');
});

test('what stood in a part of its own is still found there', () => {
  expect(maskCardNumbers('4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n5 шт.')).toBe('• • • • • • • • • • • • 1 1 1 1\n5 шт.');
  expect(maskCardNumbers('1, 2, 3, 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1')).toBe('1, 2, 3, • • • • • • • • • • • • 1 1 1 1');
  expect(maskCardNumbers('5 шт.    4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1')).toBe('5 шт.    • • • • • • • • • • • • 1 1 1 1');
  expect(maskCardNumbers('5 шт.\n4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1')).toBe('5 шт.\n• • • • • • • • • • • • 1 1 1 1');
});
