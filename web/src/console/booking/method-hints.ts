import { useTranslation } from 'react-i18next';
import type { PaymentWay } from '../../shared/wire.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';

/** What each way to pay means for the customer; one that is not among the given is `later`. */
export function useMethodHints(ways: readonly PaymentWay[]): (method: string) => string {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const { packages } = useProgram();
  const time = times.limit(packages?.closeWithin ?? 'PT0S');
  return (method) => t(`booking.methodHints.${kindIn(ways, method) ?? 'later'}`, { time });
}

export function kindIn(ways: readonly PaymentWay[], method: string): PaymentWay['kind'] | null {
  return ways.find((way) => way.method === method)?.kind ?? null;
}
