import { useTranslation } from 'react-i18next';
import { localeOf } from '../data/locale.ts';
import { weekdays } from './difference-words.ts';

// A Monday.
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** Days in the language of the console. */
export function useDayNames() {
  const { i18n } = useTranslation();
  const locale = localeOf(i18n.language);
  const named = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const dated = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    weekday: (name: (typeof weekdays)[number]) => capital(named.format(MONDAY + weekdays.indexOf(name) * DAY_MS)),
    date: (date: string) => (Number.isNaN(Date.parse(date)) ? date : dated.format(Date.parse(`${date}T00:00:00Z`))),
  };
}

const capital = (text: string) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
