// Amounts are whole minor units.
import { useTranslation } from 'react-i18next';
import { localeOf } from './locale.ts';
import { withinSentence } from './shown-text.ts';

// A sign such as US$ would be torn apart between Arabic words.
const ARABIC_SIGN = /\p{Script=Arabic}/u;

/** Minor units of a currency, written for this language. In Arabic a foreign currency is written by name. */
export function spokenMoney(amountMinor: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  const amount = amountMinor / 10 ** maximumFractionDigits;
  const written = format.format(amount);
  if (!language.startsWith('ar') || ARABIC_SIGN.test(written)) return written;
  const named = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'name' });
  return withinSentence(named.format(amount), 'rtl');
}

export function useSpokenMoney(): (amountMinor: number, currency: string) => string {
  const { i18n } = useTranslation();
  return (amountMinor, currency) => spokenMoney(amountMinor, currency, localeOf(i18n.language));
}

/** Minor units as a person types them, with two decimal places; `minorUnitsOf` reads this. */
export function typedMoney(amountMinor: number): string {
  return (amountMinor / 100).toFixed(2).replace(/\.00$/, '');
}

/** Turns digits of any script into Western ones, and the Arabic decimal and thousands signs into ours. */
function westernDigits(text: string): string {
  return text
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll('٫', '.')
    .replaceAll('٬', ',');
}

/**
 * A typed price with two decimal places, in minor units: `2,400.50` is 240050. `null` for anything ambiguous: a comma
 * separates only whole thousands.
 */
export function minorUnitsOf(typed: string): number | null {
  const text = westernDigits(typed).replaceAll(/[\s\p{Cf}]/gu, '');
  const [, whole, fraction = ''] = /^(\d{1,9}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  return Number(whole.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'));
}
