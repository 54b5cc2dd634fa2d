// Dates only. Times need a calendar library that is as large as a page.
import { useTranslation } from 'react-i18next';
import { writtenDate } from './written-date.ts';

/** Mantine shows the date in words below its field. */
export const WRITTEN_BELOW: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];

export function useWrittenDates(): { date: (date: string) => string } {
  const { i18n } = useTranslation();
  return { date: (text) => writtenDate(text, i18n.language) };
}
