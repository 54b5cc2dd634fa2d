// The customer's number as a taxpayer number or a contract number (CDEK-05).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type IdentificationCheck,
  identificationFrom as identificationBy,
  isInn,
  refusalOfCorrection,
  soughtIdentification as soughtBy,
} from '../../../domain/conversation/identification.ts';
import { plainDigits } from '../../../domain/digits.ts';

const INN: IdentificationCheck = { kind: 'inn-or-contract' };
const NONE: IdentificationCheck = { kind: 'none' };
const ORDER: IdentificationCheck = { kind: 'pattern', pattern: 'A-\\d{4}|\\d{10}' };
const identificationFrom = (text: string) => identificationBy(text, INN) ?? { contractNumber: null, inn: null };
const soughtIdentification = (typed: string) => soughtBy(typed, [INN]);

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`));
const asInn = (inn: string) => ({ contractNumber: null, inn });
const asContract = (contractNumber: string) => ({ contractNumber, inn: null });

// The companies' numbers are in the public register. The person's number is the sample in the tax service's documents.
const REAL = [
  ['Sberbank', '7707083893'],
  ['VTB', '7702070139'],
  ['Gazprom', '7736050003'],
  ['Rosneft', '7706107510'],
  ['MTS', '7740000076'],
  ['Yandex', '7736207543'],
  ['a person', '500100732259'],
] as const;

describe('CDEK-05 a taxpayer number', () => {
  test.each(REAL)('of %s is known as one', (_, inn) => {
    expect(identificationFrom(inn)).toEqual(asInn(inn));
  });

  test.each(REAL)('of %s with any one digit changed by one is a contract number', (_, inn) => {
    for (let place = 0; place < inn.length; place += 1) {
      const wrong = `${inn.slice(0, place)}${(Number(inn[place]) + 1) % 10}${inn.slice(place + 1)}`;
      expect([wrong, identificationFrom(wrong)]).toEqual([wrong, asContract(wrong)]);
    }
  });

  test('of a company: of the ten endings of nine digits exactly one is right', () => {
    fc.assert(
      fc.property(digits(9), (nine) => {
        const right = Array.from({ length: 10 }, (_, last) => `${nine}${last}`).filter(isInn);
        expect(right).toHaveLength(1);
      }),
    );
  });

  test('of a person: of the hundred endings of ten digits exactly one is right', () => {
    fc.assert(
      fc.property(digits(10), (ten) => {
        const endings = Array.from({ length: 100 }, (_, last) => `${ten}${String(last).padStart(2, '0')}`);
        expect(endings.filter(isInn)).toHaveLength(1);
      }),
    );
  });

  test('agrees with the weights as the register writes them, right to left', () => {
    fc.assert(
      fc.property(fc.oneof(digits(10), digits(12)), (number) => {
        expect(isInn(number)).toBe(oracle(number));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([' 7707083893', '7707083893 ', '\t7707083893\n', '\u00a07707083893'])('%j: outer blanks go', (text) => {
    expect(identificationFrom(text)).toEqual(asInn('7707083893'));
  });
});

describe('CDEK-05 a taxpayer number is read as people write and copy it', () => {
  test.each([
    ['the word before it', 'ИНН 7707083893'],
    ['small letters and a colon', 'инн: 7707083893'],
    ['nothing between word and number', 'ИНН7707083893'],
    ['a number sign', '№ 7707083893'],
    ['word, number sign and colon', 'ИНН №: 7707083893'],
    ['a wide colon', 'ИНН：7707083893'],
    ['a dash behind the word', 'ИНН – 7707083893'],
    ['Latin letters', 'INN 7707083893'],
    ['Latin letters that look the same', 'ИHH 7707083893'],
    ['blanks inside', '7707 083 893'],
    ['narrow and unbreakable blanks inside', '7707\u202f083\u00a0893'],
    ['hyphens inside', '7707-083-893'],
    ['unbreakable hyphens and a minus inside', '7707\u2011083\u2212893'],
    ['a soft hyphen inside', '77070\u00ad83893'],
    ['a full stop behind it', 'ИНН 7707083893.'],
    ['fullwidth digits', '７７０７０８３８９３'],
    ['Arabic-Indic digits', '٧٧٠٧٠٨٣٨٩٣'],
    ['Persian digits', '۷۷۰۷۰۸۳۸۹۳'],
    ['Devanagari digits', '७७०७०८३८९३'],
    ['mathematical bold digits', '𝟕𝟕𝟎𝟕𝟎𝟖𝟑𝟖𝟗𝟑'],
    ['a zero-width blank', '\u200b7707083893'],
    ['a word joiner inside the word', 'И\u2060НН 7707083893'],
    ['a byte order mark', '\ufeff7707083893'],
    ['marks of direction', '\u202a7707083893\u202c'],
    ['isolates', '\u20667707083893\u2069'],
    ['a right-to-left mark', '\u200f7707083893\u200f'],
    ['a control character', '7707\u0007083893'],
  ])('%s', (_, text) => {
    expect(identificationFrom(text)).toEqual(asInn('7707083893'));
    expect(soughtIdentification(text)).toEqual(['7707083893']);
  });

  test.each([
    ['7707 083', ['7707 083', '7707083']],
    ['083-893', ['083-893', '083893']],
    ['ИНН: 7707', ['ИНН: 7707', '7707']],
    ['٧٧٠٧-', ['7707-']],
    ['7707083', ['7707083']],
    ['ДГ 7-15', ['ДГ 7-15']],
  ])('a part of one, %s, is looked for as it is typed and by its digits', (typed, sought) => {
    expect(soughtIdentification(typed)).toEqual(sought);
  });

  test('a script’s digits are worth what they stand for', () => {
    for (const zero of [0x30, 0x660, 0x6f0, 0x966, 0x1d7ce, 0x1d7d8, 0x1d7f6]) {
      const digits = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(zero + value)).join('');
      expect(plainDigits(digits)).toBe('0123456789');
    }
    expect(plainDigits('²③Ⅳ½ ๓')).toBe('²③Ⅳ½ 3');
  });
});

describe('CDEK-05 a contract number keeps its words and loses invisible characters', () => {
  test.each([
    ['a right-to-left override', '\u202eДГ-123/abc', 'ДГ-123/abc'],
    ['a decomposed letter', '\u0418\u0306од-2', 'Йод-2'],
    ['a joiner between a letter and its mark', '\u0418\u034f\u0306од-2', 'Йод-2'],
    ['a word of its own', 'договор № ДГ-7', 'договор № ДГ-7'],
    ['blanks inside', 'ДГ 7 / 15', 'ДГ 7 / 15'],
    ['digits of another script', 'ДГ-٧', 'ДГ-7'],
    ['invisible characters inside', 'Д\u200bГ-7\u200f', 'ДГ-7'],
    ['blanks and invisible characters around', ' \u200b ДГ-7\u200b ', 'ДГ-7'],
    ['the word ИНН and no number', 'ИНН', 'ИНН'],
  ])('%s', (_, text, number) => {
    expect(identificationFrom(text)).toEqual(asContract(number));
    expect(soughtIdentification(text)).toEqual([number]);
  });

  test('reading it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { contractNumber, inn } = identificationFrom(text);
        expect(identificationFrom(inn ?? contractNumber ?? '')).toEqual({ contractNumber, inn });
      }),
    );
  });
});

test.each([
  ['customer', 'intake', null],
  ['customer', 'waiting', null],
  ['customer', 'assigned', null],
  ['customer', 'closed', 'conversation-closed'],
  ['staff', 'assigned', null],
  ['staff', 'closed', null],
] as const)('CDEK-05 a correction by %s of a conversation in %s: %s', (by, stage, code) => {
  expect(refusalOfCorrection(by, stage)?.code ?? null).toBe(code);
});

describe('CDEK-05 anything else is kept as a contract number and never blocks', () => {
  test.each([
    ['a wrong check digit', '7707083894'],
    ['nine digits', '770708389'],
    ['eleven digits', '77070838930'],
    ['thirteen digits', '5001007322590'],
    ['words of another kind before it', 'договор 7707083893'],
    ['words behind it', '7707083893 Сбербанк'],
    ['a word that only begins so', 'Иннокентий 7707083893'],
    ['the word and a wrong check digit', 'ИНН 7707083894'],
    ['a slash between digits', '7707/083893'],
    ['letters', 'IM-7707083893'],
    ['nothing but zeros', '0000000000'],
    ['twelve zeros', '000000000000'],
    ['a sign', '+7707083893'],
    ['a second line', '7707083893\n7702070139'],
    ['one character', 'Д'],
    ['an emoji', '😀'],
    ['a script tag', '<script>alert(1)</script>'],
    ['a name of the language', '__proto__'],
  ])('%s', (_, text) => {
    expect(identificationFrom(text)).toEqual(asContract(text));
  });

  test('20,000 characters, in no time', () => {
    for (const text of ['7'.repeat(20_000), 'д'.repeat(20_000), `7${' '.repeat(19_998)}7`]) {
      expect(identificationFrom(text)).toEqual(asContract(text));
    }
  });

  test('whatever it is, exactly one of both is set', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { contractNumber, inn } = identificationFrom(text);
        expect([contractNumber, inn].filter((value) => value === null)).toHaveLength(1);
      }),
    );
  });

  test('a payment card typed by mistake is not kept in full', () => {
    expect(identificationFrom('4111 1111 1111 1111')).toEqual(asContract('•••• •••• •••• 1111'));
  });
});

describe('a number is read by the check of its program', () => {
  test.each(REAL)('of %s: without a question for an INN it is only a number', (_, inn) => {
    for (const written of [inn, `ИНН ${inn}`, `№ ${inn.slice(0, 4)} ${inn.slice(4)}`]) {
      expect(identificationBy(written, NONE)).toEqual(asContract(written));
    }
  });

  test('without a question for an INN nothing ever is one', () => {
    fc.assert(
      fc.property(fc.oneof(digits(10), digits(12), fc.string({ unit: 'binary' })), (text) => {
        expect(identificationBy(text, NONE)?.inn).toBeNull();
        expect(identificationBy(text, ORDER)?.inn ?? null).toBeNull();
      }),
    );
  });

  test.each([
    ['A-1234', 'A-1234'],
    [' A-١٢٣٤\u200f ', 'A-1234'],
    ['7707083893', '7707083893'],
    ['A-12345', null],
    ['xA-1234', null],
    ['A-1234 and 7707083893', null],
    ['', null],
    ['1'.repeat(201), null],
  ])('by a pattern %j is %j', (text, number) => {
    expect(identificationBy(text, ORDER)).toEqual(number === null ? null : asContract(number));
  });

  test('a payment card is not kept in full, whatever the check', () => {
    const card = '4111 1111 1111 1111';
    expect(identificationBy(card, NONE)).toEqual(asContract('•••• •••• •••• 1111'));
    expect(identificationBy(card, { kind: 'pattern', pattern: '.*' })).toEqual(asContract('•••• •••• •••• 1111'));
  });

  test('a search finds an INN by its digits, and as it is written where another program keeps it so', () => {
    expect(soughtBy('7707 083 893', [INN, INN])).toEqual(['7707083893']);
    expect(soughtBy('7707 083 893', [INN, NONE])).toEqual(['7707 083 893', '7707083893']);
    expect(soughtBy('7707083893', [NONE])).toEqual(['7707083893']);
  });

  test.each([
    ['7707083893', '7707083893'],
    ['ИНН: 7707-083-893', '7707083893'],
    ['7707083894', null],
    ['ДГ-7', null],
    ['', null],
  ])('where only an INN is asked for, %j is %j', (text, inn) => {
    expect(identificationBy(text, { kind: 'inn' })).toEqual(inn === null ? null : asInn(inn));
    expect(soughtBy('7707 083 893', [{ kind: 'inn' }, INN])).toEqual(['7707083893']);
  });
});

// Written from the tax service's order, without our code: weights from the right, the check digits with weight 0.
function oracle(number: string): boolean {
  const row = [8, 6, 4, 9, 5, 3, 10, 4, 2, 7, 3];
  const check = (text: string) => {
    const fromTheRight = [...text].reverse();
    const sum = fromTheRight.reduce((total, digit, place) => total + Number(digit) * (row[place] ?? Number.NaN), 0);
    return String((sum % 11) % 10);
  };
  const places = number.length === 10 ? [9] : [10, 11];
  return places.every((place) => check(number.slice(0, place)) === number[place]);
}
