import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasExtension, phoneNumber, writtenPhone } from '../../../domain/contact/phone.ts';

describe('a typed number is kept in E.164', () => {
  test.each([
    ['01001234567', '+201001234567'],
    ['+20 100 123 4567', '+201001234567'],
    ['0020 100-123-4567', '+201001234567'],
    ['٠١٠٠١٢٣٤٥٦٧', '+201001234567'],
    ['(02) 2795 1234', '+20227951234'],
    ['+7 495 123-45-67', '+74951234567'],
    // Copied from a chat or a web page: direction marks, zero-width characters, a soft hyphen.
    ['\u202A+20 100 123 4567\u202C', '+201001234567'],
    ['\u202D+201001234567\u202E', '+201001234567'],
    ['\u2066\u200E01001234567\u200F\u2069', '+201001234567'],
    ['\u2067\u2068+20\u200B100\u200C123\u200D4567\u202B', '+201001234567'],
    ['\uFEFF0100\u00AD123\u20604567', '+201001234567'],
    ['\u061C01001234567\u061C', '+201001234567'],
    ['0100\uFE0F123\u31644567', '+201001234567'],
    // Copied from a table: tabs, line ends, narrow and wide blanks.
    ['01001234567\t', '+201001234567'],
    ['\t01001234567\r\n', '+201001234567'],
    ['0100\u202F123\u00A04567', '+201001234567'],
    ['0100\u2009123\u30004567\u2003', '+201001234567'],
    ['01001234567\u0085', '+201001234567'],
    ['\n+20 100 123 4567', '+201001234567'],
    ['\u202A\u202C', null],
    // Without a country, too short, or not a number at all.
    ['+999 123 456 789', null],
    ['0100 123', null],
    ['call 01001234567', null],
    ['', null],
  ])('%j → %s', (typed, expected) => {
    expect(phoneNumber(typed, 'EG')).toBe(expected);
  });

  test.each(['ext 5', 'ext. 5', 'x5', '#5', ';ext=5', ',5', 'extension 12', 'доб. 5', '\u0661x5'])(
    'an extension is refused, not cut off: 0100 123 4567 %s',
    (extension) => {
      const typed = `0100 123 4567 ${extension}`;
      expect(phoneNumber(typed, 'EG')).toBeNull();
      expect(writtenPhone(typed, 'EG')).toBe(typed);
    },
  );

  test('that it is an extension is said of a number that would be one without it', () => {
    // The blank before an extension separates it from the number.
    expect(
      ['0100 123 4567 ext 5', '+7 495 123-45-67 доб. 5', '01001234567\t55#'].map((typed) => hasExtension(typed, 'EG')),
    ).toEqual([true, true, true]);
    expect(['0100 123 4567', '0100 ext 5', 'ext 5', ''].map((typed) => hasExtension(typed, 'EG'))).toEqual([
      ...[false, false, false, false],
    ]);
  });

  const unseen = fc.constantFrom(
    ...'\t\n\r \u00A0\u202F\u2007\u3000\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF\u00AD',
  );

  test('invisible marks and blanks between the digits change nothing', () => {
    const marks = fc.array(fc.array(unseen, { maxLength: 3 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(marks, (between) => {
        const typed = between.map((some, place) => some.join('') + ('01001234567'[place] ?? '')).join('');
        expect(phoneNumber(typed, 'EG')).toBe('+201001234567');
      }),
    );
  });
});

test.each([
  ['+201001234567', 'EG', '0100 123 4567'],
  ['+201551234567', 'EG', '0155 123 4567'],
  ['+20227951234', 'EG', '02 27951234'],
  ['+74951234567', 'EG', '+7 495 123 45 67'],
  ['+74951234567', 'RU', '8 (495) 123-45-67'],
  // It has as many digits as an Egyptian mobile number and begins like one.
  ['+861062345678', 'CN', '010 6234 5678'],
  ['+201001234567', null, '+20 10 01234567'],
  ['+2010', 'EG', '+2010'],
])('%s is written in %s as %s', (number, country, expected) => {
  expect(writtenPhone(number, country)).toBe(expected);
  // A number can be typed as it is displayed.
  if (number !== '+2010') expect(phoneNumber(writtenPhone(number, country), country)).toBe(number);
});
