import { expect, test } from '@jest/globals';
import { isReadableName } from '../../../domain/contact/name.ts';

test.each([
  ['Mona', true],
  ['منى سمير', true],
  ['مُـنَـى', true],
  ['e\u0301', true],
  ['\u202EMona\u202C', true],
  ['7', true],
  ['-', true],
  ['', false],
  [' \t\n', false],
  ['\u00A0\u202F\u3000', false],
  // Combining marks without a letter: accents, Arabic vowel signs, marks that surround, a Devanagari vowel.
  ['\u0301\u0301\u0301', false],
  ['\u064E\u0651 \u0670', false],
  ['\u20DD', false],
  ['\u093F', false],
  // Invisible: zero-width ones, marks of direction, fillers, the Braille pattern without dots, variation selectors.
  ['\u200B\u200D\uFEFF', false],
  ['\u202E\u2066\u2069', false],
  ['\u3164\u115F\uFFA0', false],
  ['\u2800', false],
  ['\uFE0F\u{E0100}', false],
  ['\u0000\u0007', false],
  ['\u200B\u0301 \u2800', false],
])('%j: %s', (name, expected) => {
  expect(isReadableName(name)).toBe(expected);
});
