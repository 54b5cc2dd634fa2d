/** Arabic uses Western digits, as in phone numbers, codes and the texts to customers. */
export function localeOf(language: string): string {
  return language === 'ar' ? 'ar-EG-u-nu-latn' : language;
}

/** Several names in a sentence: `A, B and C`. */
export const listed = (language: string, names: readonly string[]): string =>
  new Intl.ListFormat(localeOf(language)).format(names);
