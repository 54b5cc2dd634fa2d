// The customer's number as a taxpayer number or a contract number (CDEK-05).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identificationFrom, isInn } from '../../../domain/conversation/identification.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`));
const asInn = (inn: string) => ({ contractNumber: null, inn });
const asContract = (contractNumber: string) => ({ contractNumber, inn: null });

// Companies' numbers stand in the public register; the person's is the sample of the tax service's documents.
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

describe('CDEK-05 anything else is kept as a contract number and never blocks', () => {
  test.each([
    ['a wrong check digit', '7707083894'],
    ['nine digits', '770708389'],
    ['eleven digits', '77070838930'],
    ['thirteen digits', '5001007322590'],
    ['blanks inside', '7707 083 893'],
    ['dashes inside', '7707-083-893'],
    ['words around it', 'ИНН 7707083893'],
    ['letters', 'IM-7707083893'],
    ['fullwidth digits', '７７０７０８３８９３'],
    ['Arabic-Indic digits', '٧٧٠٧٠٨٣٨٩٣'],
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

// Written from the tax service's order and apart from our code: weights from the right, the check digits of weight 0.
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
