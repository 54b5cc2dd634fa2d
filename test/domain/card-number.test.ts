// Payment-card numbers, which customers may type into a chat, are masked, and nothing else is.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskCardNumbers } from '../../domain/card-number.ts';

// The payment systems' published test numbers.
const CARDS: readonly [string, string][] = [
  ['Visa', '4111111111111111'],
  ['Visa', '4242424242424242'],
  ['Visa of 19 digits', withCheckDigit('411111111111111111')],
  ['Mastercard', '5555555555554444'],
  ['Mastercard', '5105105105105100'],
  ['Mastercard of the 2 series', '2223003122003222'],
  ['Mir', '2200700123456789'.slice(0, 15)],
  ['Mir', '2204111122223333'.slice(0, 15)],
  ['American Express', '378282246310005'],
  ['American Express', '341111111111111'],
  ['JCB', '3530111333300000'],
  ['Diners Club', '30569309025904'],
  ['Diners Club', '38520000023237'],
  ['Diners Club', '36006666333344'],
  ['UnionPay', '6200000000000005'],
  ['Maestro of 18 digits', withCheckDigit('63900200000000000')],
].map(([system = '', number = '']) => [system, system === 'Mir' ? withCheckDigit(number) : number]);

const masked = (number: string) => '•'.repeat(number.length - 4) + number.slice(-4);
const grouped = (number: string, separator: string) => number.replace(/(\d{4})(?=\d)/g, `$1${separator}`);

describe('a card number is masked but for its last four digits', () => {
  test.each(CARDS)('%s %s', (_, number) => {
    expect(maskCardNumbers(number)).toBe(masked(number));
    expect(maskCardNumbers(`карта ${number}, спасибо`)).toBe(`карта ${masked(number)}, спасибо`);
    expect(maskCardNumbers(`№${number}.`)).toBe(`№${masked(number)}.`);
  });

  test.each([' ', '-', '.', '  ', ' - ', '\u00a0', '\u2009', '\t', '–', '\u200b'])(
    'set in fours with %j',
    (separator) => {
      for (const [, number] of CARDS) {
        const text = grouped(number, separator);
        expect(maskCardNumbers(text).replace(/[^\d•]/g, '')).toBe(masked(number));
        expect(maskCardNumbers(text).replace(/[\d•]/g, '')).toBe(text.replace(/\d/g, ''));
      }
    },
  );

  test.each([
    ['American Express as it is printed', '3782 822463 10005', '•••• •••••• •0005'],
    ['digit by digit', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '• • • • • • • • • • • • 1 1 1 1'],
    ['with the date behind it', '4111 1111 1111 1111 12/27', '•••• •••• •••• 1111 12/27'],
    ['with date and code behind it', '4111111111111111 12/27 123', '••••••••••••1111 12/27 123'],
    ['with the code behind it', '4111 1111 1111 1111 123', '•••• •••• •••• 1111 123'],
    ['with the date in two numbers', '4111 1111 1111 1111 12 27', '•••• •••• •••• 1111 12 27'],
    ['with a number before it', '2 шт., 225 4111 1111 1111 1111', '2 шт., 225 •••• •••• •••• 1111'],
    ['two of them', '4111111111111111 5555555555554444', '••••••••••••1111 ••••••••••••4444'],
    ['two of them in fours', '4111 1111 1111 1111 5555 5555 5555 4444', '•••• •••• •••• 1111 •••• •••• •••• 4444'],
    ['on two lines', '4111111111111111\n5555555555554444', '••••••••••••1111\n••••••••••••4444'],
    ['between letters', 'x4111111111111111y', 'x••••••••••••1111y'],
  ])('%s', (_, text, expected) => {
    expect(maskCardNumbers(text)).toBe(expected);
  });
});

describe('every other number stays byte for byte', () => {
  test.each([
    ['an INN of a company', '7707083893'],
    ['an INN of a person', '500100732259'],
    ['an OGRN', '1027700132195'],
    ['an OGRNIP', '304500116000157'],
    ['a bank account', '40702810900000000001'],
    ['a bank account in its parts', '40702 810 9 0000 0000001'],
    ['a mobile number', '+7 912 345-67-89'],
    ['a mobile number without blanks', '89123456789'],
    ['a city number with its extension', '+7 (383) 200-00-00 доб. 4111'],
    ['two numbers', '8 912 345 67 89 8 913 345 67 89'],
    ['a waybill', '1234567890'],
    ['several waybills', '4567890123 4567890124 4567890125'],
    ['waybills on lines', '4567890123\n4567890124\n4567890125\n4567890126'],
    ['a postal track number', '41111111111111'],
    ['a date and a time', '2031-03-03 10:00:00'],
    ['a price', '1 000 000.00'],
    ['a wrong check digit', '4111111111111112'],
    ['fifteen digits of a sixteen-digit system', '411111111111111'],
    ['twenty digits', '41111111111111111111'],
    ['a longer number with a card inside', '99941111111111111119'],
    ['an IMEI', '356938035643809'],
    ['counts in pairs behind another number', '1 41 11 11 11 11 11 11 11'],
    ['a UUID', '4f111111-1111-4111-a111-111111111111'],
  ])('%s', (_, text) => {
    expect(maskCardNumbers(text)).toBe(text);
  });

  test('any number of up to thirteen digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,13}$/), (number) => {
        expect(maskCardNumbers(number)).toBe(number);
      }),
    );
  });

  test('any Russian phone number, however it is set', () => {
    const phone = fc.tuple(
      fc.constantFrom('+7 ', '8 ', '+7', '8', '8-', '+7 ('),
      fc.stringMatching(/^[0-9]{3}$/),
      fc.constantFrom(' ', '-', ') ', ''),
      fc.stringMatching(/^[0-9]{3}$/),
      fc.constantFrom(' ', '-', ''),
      fc.stringMatching(/^[0-9]{2}$/),
      fc.constantFrom(' ', '-', ''),
      fc.stringMatching(/^[0-9]{2}$/),
    );
    fc.assert(
      fc.property(phone, (parts) => {
        expect(maskCardNumbers(parts.join(''))).toBe(parts.join(''));
      }),
    );
  });

  test('any text without digits, and the length of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(maskCardNumbers(text.replace(/\d/g, ''))).toBe(text.replace(/\d/g, ''));
        expect(maskCardNumbers(text)).toHaveLength(text.length);
      }),
    );
  });

  test('a card inside of another one’s tail is no card: its last four digits stay to be recognised by', () => {
    const first = withCheckDigit('411141114111111');
    const overlapping = withCheckDigit(`${first.slice(4)}123`);
    expect(maskCardNumbers(grouped(`${first}${overlapping.slice(12)}`, ' '))).toBe(
      `•••• •••• •••• ${first.slice(12)} ${overlapping.slice(12)}`,
    );
  });

  test('what is masked is not masked again', () => {
    const once = maskCardNumbers('4111 1111 1111 1111 123');
    expect(maskCardNumbers(once)).toBe(once);
  });
});

describe('the numbers at the bounds of what is issued', () => {
  const issued = (prefix: string, length: number) => withCheckDigit(prefix.padEnd(length - 1, '1'));

  // The first digits and number lengths of each system, from ISO/IEC 7812 and the systems' own pages.
  test.each([
    ['Visa', ['4'], [16, 19]],
    ['Mastercard', ['51', '55', '22', '27'], [16]],
    ['Mir', ['2200', '2204'], [16, 17, 18, 19]],
    ['American Express', ['34', '37'], [15]],
    ['JCB', ['35'], [16]],
    ['Diners Club', ['300', '305', '36', '38', '39'], [14]],
    ['Maestro', ['50', '56', '58'], [16, 17, 18, 19]],
    ['UnionPay and Maestro', ['60', '62', '67', '69'], [16, 17, 18, 19]],
  ] as const)('%s: %j with %j digits', (_, prefixes, lengths) => {
    for (const prefix of prefixes) {
      for (const length of Array.from({ length: 21 }, (__, place) => place + 1).filter((one) => one > prefix.length)) {
        const number = issued(prefix, length);
        const expected = (lengths as readonly number[]).includes(length) ? masked(number) : number;
        expect([prefix, length, maskCardNumbers(number)]).toEqual([prefix, length, expected]);
      }
    }
  });

  test.each([
    ['299', 14],
    ['306', 14],
    ['37', 14],
    ['4', 14],
    ['50', 15],
    ['59', 16],
    ['21', 16],
    ['28', 16],
    ['2199', 17],
    ['2205', 17],
    ['33', 15],
    ['36', 15],
    ['38', 15],
    ['34', 16],
    ['36', 16],
    ['30', 16],
    ['1', 16],
    ['7', 16],
    ['8', 16],
    ['9', 16],
    ['0', 16],
  ])('%s… with %i digits is no card number', (prefix, length) => {
    const number = issued(prefix, length);
    expect(maskCardNumbers(number)).toBe(number);
  });

  test.each([
    ['four and the rest', '4111 111111111111 123', '•••• ••••••••1111 123'],
    ['eights', '41111111 11111111 123', '•••••••• ••••1111 123'],
    ['eight and ten', '63900200 0000000003 123', '•••••••• ••••••0003 123'],
  ])('in groups of %s with a code behind it, it is one', (_, text, expected) => {
    expect(maskCardNumbers(text)).toBe(expected);
  });

  test.each([
    ['three and more', '411 1111 1111 11111 123'],
    ['nine and more', '411111111 1111111 123'],
  ])('in groups of %s with a code behind it, it is none', (_, text) => {
    expect(maskCardNumbers(text)).toBe(text);
  });

  test('up to three separators hold any digits together, more of them only groups of a card', () => {
    const parts = ['4111', '1111', '1111', '1111'];
    expect(maskCardNumbers(parts.join(' - '))).toBe('•••• - •••• - •••• - 1111');
    expect(maskCardNumbers(parts.join(' -- '))).toBe('•••• -- •••• -- •••• -- 1111');
    const digits = [...parts.join('')];
    expect(maskCardNumbers(digits.join(' - '))).toBe('• - • - • - • - • - • - • - • - • - • - • - • - 1 - 1 - 1 - 1');
    expect(maskCardNumbers(digits.join(' -- '))).toBe(digits.join(' -- '));
  });
});

/** A number with the digit that makes it pass ISO/IEC 7812-1. Found by trying, with a check written in another way. */
function withCheckDigit(number: string): string {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = (text: string) =>
    [...text].reduceRight((total, digit, place) => {
      const odd = (text.length - place) % 2 === 1;
      return total + (odd ? Number(digit) : (doubled[Number(digit)] ?? 0));
    }, 0);
  const found = Array.from({ length: 10 }, (_, digit) => `${number}${digit}`).find((text) => sum(text) % 10 === 0);
  if (found === undefined) throw new Error('no digit fits');
  return found;
}
