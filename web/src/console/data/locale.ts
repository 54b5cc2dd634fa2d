/** Arabic uses Western digits, as in phone numbers, codes and the texts to customers. */
export function localeOf(language: string): string {
  return language === 'ar' ? 'ar-EG-u-nu-latn' : language;
}

/** `Egyptian Pound` for `EGP`. */
export function currencyName(currency: string, language: string): string {
  return new Intl.DisplayNames(localeOf(language), { type: 'currency' }).of(currency) ?? currency;
}

/** `Egypt` for `EG`. */
export function countryName(country: string, language: string): string {
  return new Intl.DisplayNames(localeOf(language), { type: 'region' }).of(country) ?? country;
}

/** `30%` for 0.3. */
export function spokenShare(share: number, language: string): string {
  return new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 2 }).format(share);
}

/** Several names in a sentence: `A, B and C`. */
export const listed = (language: string, names: readonly string[]): string =>
  new Intl.ListFormat(localeOf(language)).format(names);
