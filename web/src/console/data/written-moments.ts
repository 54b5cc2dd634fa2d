// In the person's language and the program's time zone.
import { useTranslation } from 'react-i18next';
import { useProgram } from './session.tsx';
import { useSpokenTimes } from './spoken-time.ts';
import { useWrittenDates } from './written-dates.ts';
import { isSkipped } from './zoned-time.ts';

const TIME = /^\d{2}:\d{2}/;

/**
 * A date with its time in the program's time zone. The zone is named unless it is said once for many. A time that the
 * day does not have is reported as invalid.
 */
type WrittenMoment = (date: string, time: string, isZoneSaid?: boolean) => string;

export function useWrittenMoments(): WrittenMoment {
  const { t } = useTranslation();
  const { zone } = useSpokenTimes();
  const { timeZone } = useProgram();
  const { date } = useWrittenDates();
  return (day, time, isZoneSaid = false) => {
    const written = date(day);
    if (written === '' || !TIME.test(time)) return written;
    const said = { date: written, time: time.slice(0, 5), zone };
    if (isSkipped(day, time, timeZone)) return t('cases.skippedTime', said);
    return t(isZoneSaid ? 'cases.dateAndTime' : 'cases.writtenMoment', said);
  };
}
