// Owns the examples of phone numbers as people type them on a call.
import { expect, test } from '@jest/globals';
import { phoneOf } from '../../api/phone.ts';

test.each([
  ['01001234567', '+201001234567'],
  ['+20 100 123 4567', '+201001234567'],
  ['0020 100-123-4567', '+201001234567'],
  ['٠١٠٠١٢٣٤٥٦٧', '+201001234567'],
  ['(02) 2795 1234', '+20227951234'],
  ['+7 495 123-45-67', '+74951234567'],
  // As it is copied out of a chat or a web page: marks of direction, zero-width ones, a soft hyphen.
  ['\u202A+20 100 123 4567\u202C', '+201001234567'],
  ['\u202D+201001234567\u202E', '+201001234567'],
  ['\u2066\u200E01001234567\u200F\u2069', '+201001234567'],
  ['\u2067\u2068+20\u200B100\u200C123\u200D4567\u202B', '+201001234567'],
  ['\uFEFF0100\u00AD123\u20604567', '+201001234567'],
  ['\u202A\u202C', null],
  // Of no country, too short, not a number at all.
  ['+999 123 456 789', null],
  ['0100 123', null],
  ['call 01001234567', null],
  ['', null],
])('%j → %s', (text, expected) => {
  expect(phoneOf('filkhedma', text)).toBe(expected);
});

test('where the program has no country, only the international way counts', () => {
  expect(phoneOf('cdek', '+201001234567')).toBe('+201001234567');
  expect(phoneOf('cdek', '01001234567')).toBeNull();
});
