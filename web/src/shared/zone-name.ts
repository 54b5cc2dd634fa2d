// Some short zone names, such as МСК, are unknown to browsers.

const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ru: { 'Europe/Moscow': 'МСК', 'Africa/Cairo': 'по Каиру' },
  en: { 'Europe/Moscow': 'Moscow time', 'Africa/Cairo': 'Cairo time' },
  ar: { 'Europe/Moscow': 'توقيت موسكو', 'Africa/Cairo': 'توقيت القاهرة' },
};

/** `null` where the language has no short name of its own for the zone. */
export function shortZoneName(language: string, timeZone: string): string | null {
  return known[language.split('-')[0] ?? '']?.[timeZone] ?? null;
}

/** The browser's name for the zone. */
export function zoneName(
  language: string,
  timeZone: string,
  timeZoneName: 'long' | 'longGeneric' | 'shortOffset',
  at = new Date(),
): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
