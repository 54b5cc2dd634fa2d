// A civil date has no time zone: `2026-12-01` is the same day everywhere.
import { useTranslation } from 'react-i18next';
import { localeOf } from '../data/locale.ts';

export function useSpokenDates(): (date: string) => string {
  const { i18n } = useTranslation();
  const options = { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const format = new Intl.DateTimeFormat(localeOf(i18n.language), options);
  return (date) => format.format(new Date(`${date}T00:00:00Z`));
}
