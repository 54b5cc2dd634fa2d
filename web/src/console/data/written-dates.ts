// Owns the writing out of what a form's date and time fields hold, in the person's language and the program's zone.
import { useTranslation } from 'react-i18next';
import { useProgram } from './session.tsx';
import { useSpokenTimes } from './spoken-time.ts';
import { writtenDate } from './written-date.ts';
import { isSkipped } from './zoned-time.ts';

/** Where Mantine puts a date in words: below its field. */
export const WRITTEN_BELOW: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];

const TIME = /^\d{2}:\d{2}/;

export type WrittenDates = {
  date: (date: string) => string;
  /** With its time in the program's zone, which is named unless it is said once for many; a time that the day does not have is said to be none. */
  moment: (date: string, time: string, isZoneSaid?: boolean) => string;
};

export function useWrittenDates(): WrittenDates {
  const { i18n, t } = useTranslation();
  const { zone } = useSpokenTimes();
  const { timeZone } = useProgram();
  const date = (text: string) => writtenDate(text, i18n.language);
  return {
    date,
    moment: (day, time, isZoneSaid = false) => {
      const written = date(day);
      if (written === '' || !TIME.test(time)) return written;
      const said = { date: written, time: time.slice(0, 5), zone };
      if (isSkipped(day, time, timeZone)) return t('cases.skippedTime', said);
      return t(isZoneSaid ? 'cases.dateAndTime' : 'cases.writtenMoment', said);
    },
  };
}
