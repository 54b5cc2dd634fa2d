// Owns how a time zone is called beside a time: by the short name that readers of the language have for it, if there is
// one that browsers do not know, else as the browser calls it.

const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ru: { 'Europe/Moscow': 'МСК', 'Africa/Cairo': 'по Каиру' },
  en: { 'Europe/Moscow': 'Moscow time', 'Africa/Cairo': 'Cairo time' },
  ar: { 'Europe/Moscow': 'توقيت موسكو', 'Africa/Cairo': 'توقيت القاهرة' },
};

/** `null` where readers of the language have no name of their own for the zone. */
export function shortZoneName(language: string, timeZone: string): string | null {
  return known[language.split('-')[0] ?? '']?.[timeZone] ?? null;
}

/** As the browser calls it. */
export function zoneName(
  language: string,
  timeZone: string,
  timeZoneName: 'long' | 'longGeneric' | 'shortOffset',
  at = new Date(),
): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
