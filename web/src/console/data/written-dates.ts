// Owns the writing out of what a form's date field holds, in the person's language. Knows no times: they need a calendar that
// weighs as much as a page.
import { useTranslation } from 'react-i18next';
import { writtenDate } from './written-date.ts';

/** Where Mantine puts a date in words: below its field. */
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
