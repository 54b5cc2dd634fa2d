// Marks that would turn or cover the text around a typed text are left out.
import { expect, test } from '@jest/globals';
import { shownText, withinSentence } from '../../web/src/console/data/shown-text.ts';

test.each([
  ['Mona Ali', 'Mona Ali'],
  ['مُنَّى', 'مُنَّى'],
  ['Ngọc Tuyết', 'Ngọc Tuyết'],
  ['\u202Eilla\u202C', 'illa'],
  ['\u202A\u202B\u202DMona', 'Mona'],
  ['\u2069\u2069)) Mona', ')) Mona'],
  ['\u2067Mona', 'Mona'],
  ['\u2068منى\u2069 12', '\u2068منى\u2069 12'],
  [`Z${'\u0301'.repeat(200)}algo`, `Z${'\u0301'.repeat(4)}algo`],
])('%j is shown as %j', (typed, shown) => {
  expect(shownText(typed)).toBe(shown);
});

test.each([
  ['Mona', 'ltr', 'Mona'],
  ['منى', 'ltr', '\u2068منى\u2069'],
  ['منى', 'rtl', 'منى'],
  ['Mona', 'rtl', '\u2068Mona\u2069'],
  ['3 ديسمبر، 14:05', 'rtl', '3 ديسمبر، 14:05'],
  ['12', 'rtl', '12'],
  ['\u202Eمنى', 'ltr', '\u2068منى\u2069'],
] as const)('%j in a sentence that runs %s is %j', (typed, direction, shown) => {
  expect(withinSentence(typed, direction)).toBe(shown);
});
