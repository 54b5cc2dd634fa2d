import { arabicUnit } from './arabic-durations.ts';

// Read by hand, because the pages that load first do without a library of dates.
const DURATION = /^PT(?:(\d+)H)?(?:(\d+)M)?/;

/** A limit in hours, as rules say it: `48 hours`. `language` is a locale, `duration` is ISO 8601. */
export function limitIn(language: string, duration: string): string {
  const [, hours = 0, minutes = 0] = DURATION.exec(duration) ?? [];
  const isArabic = language.startsWith('ar');
  // In most languages a whole word would need the case of its sentence, so only English gets one.
  const unitDisplay = language.startsWith('en') ? 'long' : 'short';
  const units = [
    ['hours', Number(hours)],
    ['minutes', Number(minutes)],
  ] as const;
  return units
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => {
      if (isArabic) return arabicUnit(value, unit);
      return new Intl.NumberFormat(language, { style: 'unit', unit: unit.slice(0, -1), unitDisplay }).format(value);
    })
    .join(isArabic ? ' و' : ' ');
}
