/** Arabic uses Western digits, as in phone numbers, codes and the texts to customers. */
export function localeOf(language: string): string {
  return language === 'ar' ? 'ar-EG-u-nu-latn' : language;
}
