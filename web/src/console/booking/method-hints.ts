import { useTranslation } from 'react-i18next';
import { useProgram } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';

/** What each way to pay means for the customer. */
export function useMethodHints(): (method: string) => string {
  const { t, i18n } = useTranslation();
  const times = useSpokenTimes();
  const { packages } = useProgram();
  const { closeWithin = 'PT0S', sentBySms = { link: true, code: true } } = packages ?? {};
  const time = times.limit(closeWithin);
  return (method) => {
    const kind = i18n.exists(`booking.methodHints.${method}`) ? method : 'other';
    const isShownOnly = (kind === 'card' && !sentBySms.link) || (kind === 'other' && !sentBySms.code);
    return t(`booking.${isShownOnly ? 'shownOnly' : 'methodHints'}.${kind}`, { time });
  };
}
