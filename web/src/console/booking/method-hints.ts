import { useTranslation } from 'react-i18next';
import { useProgram } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';

/** What each way to pay means for the customer. */
export function useMethodHints(): (method: string) => string {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const { packages } = useProgram();
  const time = times.limit(packages?.closeWithin ?? 'PT0S');
  return (method) => t([`booking.methodHints.${method}`, 'booking.methodHints.other'], { time });
}
