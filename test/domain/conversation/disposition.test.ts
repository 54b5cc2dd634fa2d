// CDEK-11, CDEK-12: closing needs one of nine dispositions. The last one needs visible free text.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isBlank, missingDisposition } from '../../../domain/conversation/disposition.ts';
import { thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();
const READY = [
  'cod-reset',
  'waybill',
  'recipient-contacts',
  'delivery-mode',
  're-forward',
  'cargo-search',
  'tariff-advice',
  'delivery-documents',
];

describe('CDEK-12 a disposition', () => {
  test.each(READY)('%s suffices, with or without a note', (disposition) => {
    expect(missingDisposition(policy, disposition, false)).toBeNull();
    expect(missingDisposition(policy, disposition, true)).toBeNull();
  });

  test('other needs its own text', () => {
    expect(missingDisposition(policy, 'other', false)?.code).toBe('disposition-required');
    expect(missingDisposition(policy, 'other', true)).toBeNull();
  });

  test.each([null, '', ' ', 'Waybill', 'waybill ', 'order', '1', '__proto__', 'constructor'])(
    'CDEK-11 %j is none',
    (disposition) => {
      expect(missingDisposition(policy, disposition, true)?.code).toBe('disposition-required');
    },
  );
});

describe('CDEK-12 a text in which nothing can be seen is blank', () => {
  test.each([
    ['nothing', ''],
    ['a blank', ' '],
    ['tab and line breaks', '\t\r\n\v\f'],
    ['a no-break space', '\u00a0'],
    ['an ideographic space', '\u3000'],
    ['a zero-width space', '\u200b'],
    ['a zero-width joiner', '\u200d'],
    ['a zero-width non-joiner', '\u200c'],
    ['a word joiner', '\u2060'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a right-to-left override', '\u202e'],
    ['a line separator', '\u2028'],
    ['a Hangul filler', '\u3164'],
    ['a halfwidth Hangul filler', '\uffa0'],
    ['a Mongolian vowel separator', '\u180e'],
    ['a variation selector', '\ufe0f'],
    ['a combining grapheme joiner', '\u034f'],
    ['an empty Braille pattern', '\u2800'],
    ['a tag character', '\u{e0020}'],
    ['NUL', '\0'],
    ['half a surrogate pair', '\ud83d'],
    ['a bit of all of them', ' \u200b\n\ufeff\u3164 '],
    ['20,000 blanks', ' '.repeat(20_000)],
  ])('%s', (_, text) => {
    expect(isBlank(text)).toBe(true);
  });

  test.each(['.', '0', 'я', '😀', '❤️', 'ㅎ', 'ا', '\u200b.\u200b', `${' '.repeat(20_000)}я`, '—', '•', '👨‍👩‍👧'])(
    '%j is not',
    (text) => {
      expect(isBlank(text)).toBe(false);
    },
  );

  test('whatever is blank stays blank beside another blank, whatever can be seen can be seen anywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(isBlank(`${one} ${other}`)).toBe(isBlank(one) && isBlank(other));
      }),
    );
  });
});
