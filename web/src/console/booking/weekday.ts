// In the person's language and the program's time zone.
import { useTranslation } from 'react-i18next';
import { localeOf } from '../data/locale.ts';
import { useProgram } from '../data/session.tsx';

export function useWeekday(): (at: string) => string {
  const { i18n } = useTranslation();
  const { timeZone } = useProgram();
  const format = new Intl.DateTimeFormat(localeOf(i18n.language), { timeZone, weekday: 'long' });
  return (at) => format.format(new Date(at));
}
