// FK-21: whole minor units, one currency, one division with one rounding.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decimalsOf,
  decimalText,
  isSameAmount,
  minorUnitsIn,
  minus,
  money,
  negated,
  plus,
  shareOf,
} from '../../../domain/money.ts';

const egp = (amountMinor: number) => money(amountMinor, 'EGP');
const share = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('an amount', () => {
  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('of %d minor units is refused', (amount) => {
    expect(() => egp(amount)).toThrow(RangeError);
  });

  test.each(['egp', 'EG', 'EGPX', '', 'E1P'])('in %j is refused', (currency) => {
    expect(() => money(1, currency)).toThrow(RangeError);
  });

  test('of two currencies is not added, subtracted or compared as the same', () => {
    expect(() => plus(egp(1), money(1, 'USD'))).toThrow(RangeError);
    expect(() => minus(egp(1), money(1, 'USD'))).toThrow(RangeError);
    expect(isSameAmount(egp(1), money(1, 'USD'))).toBe(false);
  });

  test('is the same as one of the same number and currency only', () => {
    expect(isSameAmount(egp(5), egp(5))).toBe(true);
    expect(isSameAmount(egp(5), egp(6))).toBe(false);
    expect(isSameAmount(egp(5), money(5, 'USD'))).toBe(false);
  });

  test('is taken back by its negative', () => {
    expect(negated(egp(5))).toEqual(egp(-5));
    expect(negated(egp(-5))).toEqual(egp(5));
  });

  test('of nothing has no sign', () => {
    expect(Object.is(negated(egp(0)).amountMinor, 0)).toBe(true);
    expect(Object.is(minus(egp(5), egp(5)).amountMinor, 0)).toBe(true);
  });

  test('beyond safe integers is refused, not rounded', () => {
    expect(() => plus(egp(Number.MAX_SAFE_INTEGER), egp(1))).toThrow(RangeError);
  });
});

describe('a share', () => {
  test.each([
    [100, [1, 3], 33],
    [200, [1, 3], 67],
    [1, [1, 2], 1],
    [3, [1, 2], 2],
    [5, [1, 10], 1],
    [4, [1, 10], 0],
    [0, [1, 3], 0],
    [Number.MAX_SAFE_INTEGER, [7, 7], Number.MAX_SAFE_INTEGER],
    [9_007_199_254_740_991, [999_999, 1_000_000], 9_007_190_247_541_736],
  ] as const)('%d × %j is %d', (whole, [numerator, denominator], expected) => {
    expect(shareOf(egp(whole), share(numerator, denominator))).toEqual(egp(expected));
  });

  test('of a share is divided once: 1 × 1/2 × 1/2 is 0, although half of it would be 1', () => {
    expect(shareOf(egp(1), share(1, 2), share(1, 2))).toEqual(egp(0));
    expect(shareOf(shareOf(egp(1), share(1, 2)), share(1, 2))).toEqual(egp(1));
  });

  test.each([
    [-1, 1, 2],
    [1, -1, 2],
    [1, 1, -2],
    [1, 1, 0],
    [1, 0.5, 1],
  ])('%d × %d/%d is refused', (whole, numerator, denominator) => {
    expect(() => shareOf(egp(whole), share(numerator, denominator))).toThrow(RangeError);
  });

  test('is the nearest whole number, the larger one in the middle: for all of them', () => {
    const whole = fc.nat({ max: 10_000_000 });
    const part = fc.record({ numerator: fc.nat({ max: 10_000 }), denominator: fc.integer({ min: 1, max: 10_000 }) });
    fc.assert(
      fc.property(whole, part, part, (amount, one, other) => {
        const { amountMinor } = shareOf(egp(amount), one, other);
        // | 2 × (share − exact) × denominator | ≤ denominator, and the middle goes up.
        const below = BigInt(one.denominator * other.denominator);
        const twice = 2n * (BigInt(amountMinor) * below - BigInt(amount) * BigInt(one.numerator * other.numerator));
        expect(twice <= below && twice > -below).toBe(true);
      }),
    );
  });

  test('and the rest are the whole', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 10 }), (amount, tenths) => {
        const part = shareOf(egp(amount), share(tenths, 10));
        expect(plus(part, minus(egp(amount), part))).toEqual(egp(amount));
      }),
    );
  });
});

describe('the decimal places of a currency', () => {
  test.each([
    ['EGP', 2],
    ['RUB', 2],
    ['USD', 2],
    // Intl gives these none, because their coins are no longer used.
    ['HUF', 2],
    ['PKR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['TND', 3],
    ['BHD', 3],
    ['IQD', 3],
    ['CLF', 4],
    ['XQX', 2],
  ])('%s has %i', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });

  test('are those of Intl, but for the currencies whose cash is rounded', () => {
    const rounded = ['AFN', 'ALL', 'COP', 'HUF', 'IDR', 'IQD', 'IRR', 'KPW', 'LAK', 'LBP'];
    const more = [
      'MGA',
      'MMK',
      'PKR',
      'SLL',
      'SOS',
      'SYP',
      'YER',
      'RSD',
      'TZS',
      'MRU',
      'STN',
      'UZS',
      'CRC',
      'NOK',
      'SEK',
    ];
    const known = Intl.supportedValuesOf('currency').filter((currency) => ![...rounded, ...more].includes(currency));
    const ofIntl = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
    expect(known.length).toBeGreaterThan(100);
    expect(known.filter((currency) => ofIntl(currency) !== decimalsOf(currency))).toEqual([]);
  });
});

describe('an amount as a decimal', () => {
  test.each([
    [60_050, 'EGP', '600.50'],
    [5, 'EGP', '0.05'],
    [0, 'EGP', '0.00'],
    [-5, 'EGP', '-0.05'],
    [500, 'JPY', '500'],
    [0, 'JPY', '0'],
    [1_234, 'KWD', '1.234'],
    [5, 'KWD', '0.005'],
    [Number.MAX_SAFE_INTEGER, 'KWD', '9007199254740.991'],
  ])('%i of %s is %s, and back', (amountMinor, currency, text) => {
    expect(decimalText(money(amountMinor, currency))).toBe(text);
    expect(minorUnitsIn(text, currency)).toBe(amountMinor);
  });

  test.each([
    ['600.5', 'EGP', 60_050],
    ['600', 'EGP', 60_000],
    ['600', 'KWD', 600_000],
    ['600.505', 'EGP', null],
    ['600.0', 'JPY', null],
    ['1.2345', 'KWD', null],
    ['9007199254740.992', 'KWD', null],
    ['', 'EGP', null],
    ['1.', 'EGP', null],
    ['.5', 'EGP', null],
    ['1e3', 'EGP', null],
    ['1,5', 'EGP', null],
  ])('%s of %s is read as %s', (text, currency, minor) => {
    expect(minorUnitsIn(text, currency)).toBe(minor);
  });

  test('is read as the same amount in every currency', () => {
    const currency = fc.constantFrom('JPY', 'EGP', 'RUB', 'USD', 'KWD', 'TND', 'BHD', 'CLF');
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (amountMinor, of) => {
        const amount = money(amountMinor, of);
        expect(minorUnitsIn(decimalText(amount), of)).toBe(amount.amountMinor);
      }),
    );
  });
});
