// A date in words, beside its field, so that a month is not read as a day.
import { localeOf } from './locale.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `2026-12-03` as `الخميس 3 ديسمبر 2026`, `Thursday, December 3, 2026`; empty for anything but a date. */
export function writtenDate(date: string, language: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  if (!DATE.test(date) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(date)) return '';
  const options = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const written = new Intl.DateTimeFormat(localeOf(language), options).format(at);
  return language === 'ar' ? written.replace('، ', ' ') : written;
}
