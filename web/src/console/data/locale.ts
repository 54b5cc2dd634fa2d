// Owns how dates and numbers are written in a language of the console.

/** Arabic with Western digits: phone numbers, codes and the texts to customers have them too. */
export function localeOf(language: string): string {
  return language === 'ar' ? 'ar-EG-u-nu-latn' : language;
}
