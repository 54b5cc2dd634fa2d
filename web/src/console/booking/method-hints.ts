import { useTranslation } from 'react-i18next';
import type { PaymentWay } from '../../shared/wire.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { kindIn } from './kind-in.ts';

/** What each way to pay means for the customer; one that is not among the given is `later`. */
export function useMethodHints(ways: readonly PaymentWay[]): (method: string) => string {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const { packages } = useProgram();
  const { closeWithin = 'PT0S', sentBySms = { link: true, code: true } } = packages ?? {};
  const time = times.limit(closeWithin);
  return (method) => {
    const kind = kindIn(ways, method) ?? 'later';
    const isShownOnly = (kind === 'link' || kind === 'code') && !sentBySms[kind];
    return isShownOnly ? t(`booking.shownOnly.${kind}`) : t(`booking.methodHints.${kind}`, { time });
  };
}
