// Amounts are whole minor units. The places of a currency come from the server's table, because browsers differ.
import { useTranslation } from 'react-i18next';
import { decimalsOf, decimalText, minorUnitsIn } from '../../../../domain/money.ts';
import { localeOf } from './locale.ts';
import { withinSentence } from './shown-text.ts';

// A sign such as US$ would be torn apart between Arabic words.
const ARABIC_SIGN = /\p{Script=Arabic}/u;

/** Minor units of a currency, written for this language. In Arabic a foreign currency is written by name. */
export function spokenMoney(amountMinor: number, currency: string, language: string): string {
  const places = decimalsOf(currency);
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  const amount = decimalText({ amountMinor, currency });
  const written = new Intl.NumberFormat(language, { style: 'currency', currency, ...digits }).format(amount);
  if (!language.startsWith('ar') || ARABIC_SIGN.test(written)) return written;
  const byName = { style: 'currency', currency, currencyDisplay: 'name', ...digits } as const;
  return withinSentence(new Intl.NumberFormat(language, byName).format(amount), 'rtl');
}

export function useSpokenMoney(): (amountMinor: number, currency: string) => string {
  const { i18n } = useTranslation();
  return (amountMinor, currency) => spokenMoney(amountMinor, currency, localeOf(i18n.language));
}

/** Minor units as a person types them; `minorUnitsOf` reads this. */
export function typedMoney(amountMinor: number, currency: string): string {
  return decimalText({ amountMinor, currency }).replace(/\.0+$/, '');
}

/** A price with all places of the currency, as an example of how one is typed. */
export function exampleMoney(currency: string): string {
  return decimalText({ amountMinor: Math.trunc(2_400.5 * 10 ** decimalsOf(currency)), currency });
}

/** Turns digits of any script into Western ones, and the Arabic decimal and thousands signs into ours. */
export function westernDigits(text: string): string {
  return text
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll('٫', '.')
    .replaceAll('٬', ',');
}

// Three digits after a comma are thousands, unless the currency has three places.
const ONE_COMMA = /^\d+,\d{3}$/;

/**
 * A typed price in minor units: `2,400.50` is 240050 piastres. `null` for more places than the currency has and for
 * anything ambiguous: a comma separates only whole thousands.
 */
export function minorUnitsOf(typed: string, currency: string): number | null {
  const text = westernDigits(typed).replaceAll(/[\s\p{Cf}]/gu, '');
  if (!/^(?:\d{1,9}|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(text)) return null;
  if (decimalsOf(currency) === 3 && ONE_COMMA.test(text)) return null;
  return minorUnitsIn(text.replaceAll(',', ''), currency);
}
