import { arabicUnit } from './arabic-durations.ts';
import { durationMilliseconds } from './zoned-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A limit in hours, as rules say it: `48 hours`. `language` is a locale, `duration` is ISO 8601. */
export function limitIn(language: string, duration: string): string {
  const milliseconds = durationMilliseconds(duration);
  const isArabic = language.startsWith('ar');
  // In most languages a whole word would need the case of its sentence, so only English gets one.
  const unitDisplay = language.startsWith('en') ? 'long' : 'short';
  const units = [
    ['hours', Math.floor(milliseconds / HOUR)],
    ['minutes', Math.floor((milliseconds % HOUR) / MINUTE)],
  ] as const;
  return units
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => {
      if (isArabic) return arabicUnit(value, unit);
      return new Intl.NumberFormat(language, { style: 'unit', unit: unit.slice(0, -1), unitDisplay }).format(value);
    })
    .join(isArabic ? ' و' : ' ');
}
