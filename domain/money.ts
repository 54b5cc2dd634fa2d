// Server and console share this file, so both read and write an amount alike.

/** An amount in the currency's minor unit (piastres, cents, fils), a whole number; `currency` is its ISO 4217 code. */
export type Money = { amountMinor: number; currency: string };

/** The highest price of a package, in minor units. */
export const HIGHEST_PRICE = 1_000_000_000_000;

/** A part of a whole, such as the seven tenths that are paid back. */
export type Share = { numerator: number; denominator: number };

/** @throws RangeError for a fraction of a minor unit, an unsafe integer or something that is no currency code */
export function money(amountMinor: number, currency: string): Money {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`${amountMinor} is no whole number of minor units`);
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`${currency} is no currency code`);
  // Minus zero is written as 0, but a comparison may tell the two apart.
  return { amountMinor: amountMinor === 0 ? 0 : amountMinor, currency };
}

// ISO 4217, list one: the currencies whose minor unit is not a hundredth. Intl does not say it: it follows how cash is
// rounded (Hungary, Iraq, Pakistan), and each version of Node and each browser has its own data.
const DECIMALS: readonly [decimals: number, currencies: string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];
const USUAL_DECIMALS = 2;

const decimalsByCurrency = new Map(
  DECIMALS.flatMap(([decimals, currencies]) => currencies.split(' ').map((currency) => [currency, decimals] as const)),
);

/** The decimal places of a currency: 2 for EGP, 0 for JPY, 3 for KWD. An unknown currency has two. */
export function decimalsOf(currency: string): number {
  return decimalsByCurrency.get(currency) ?? USUAL_DECIMALS;
}

/** An amount as an exact decimal with all its places: `600.50` of EGP, `500` of JPY, `-0.005` of KWD. */
export function decimalText({ amountMinor, currency }: Money): `${number}` {
  const decimals = decimalsOf(currency);
  const digits = `${Math.abs(amountMinor)}`.padStart(decimals + 1, '0');
  const [whole, fraction] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
  const sign = amountMinor < 0 ? '-' : '';
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}` as `${number}`;
}

/**
 * The minor units in a decimal such as `600.5`; `null` for another text, for more places than the currency has, and
 * beyond safe integers.
 */
export function minorUnitsIn(decimal: string, currency: string): number | null {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const decimals = decimalsOf(currency);
  if (whole === '' || fraction.length > decimals) return null;
  const minor = Number(`${whole}${fraction.padEnd(decimals, '0')}`);
  if (!Number.isSafeInteger(minor)) return null;
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** @throws RangeError for two currencies, or beyond safe integers */
export function plus(one: Money, other: Money): Money {
  return money(one.amountMinor + sameCurrency(one, other).amountMinor, one.currency);
}

/** @throws RangeError for two currencies, or beyond safe integers */
export function minus(one: Money, other: Money): Money {
  return money(one.amountMinor - sameCurrency(one, other).amountMinor, one.currency);
}

export function negated({ amountMinor, currency }: Money): Money {
  return money(-amountMinor, currency);
}

export function isSameAmount(one: Money, other: Money): boolean {
  return one.currency === other.currency && one.amountMinor === other.amountMinor;
}

/**
 * An amount times some shares, divided once at the end and rounded half-up to a minor unit. The result is exact at any
 * size: shares are multiplied before the division, so nothing is rounded twice.
 * @throws RangeError for negative amounts or shares, a denominator of zero, or a result beyond safe integers
 */
export function shareOf(whole: Money, ...shares: readonly Share[]): Money {
  const numbers = [whole.amountMinor, ...shares.flatMap(({ numerator, denominator }) => [numerator, denominator])];
  if (numbers.some((number) => !Number.isSafeInteger(number) || number < 0)) {
    throw new RangeError('a share is taken of whole numbers that are not negative');
  }
  const above = shares.reduce((product, { numerator }) => product * BigInt(numerator), BigInt(whole.amountMinor));
  const below = shares.reduce((product, { denominator }) => product * BigInt(denominator), 1n);
  if (below === 0n) throw new RangeError('nothing can be divided by zero');
  return money(Number((2n * above + below) / (2n * below)), whole.currency);
}

function sameCurrency(one: Money, other: Money): Money {
  if (one.currency !== other.currency) throw new RangeError(`${one.currency} and ${other.currency} do not mix`);
  return other;
}
