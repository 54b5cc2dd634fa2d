// Owns what must hold for every package whatever happens to it (reliability.md). Refuses to repair: it says what is wrong.
import type { LedgerEntry } from '../ledger/entry.ts';
import {
  violationsOfBalances,
  violationsOfEntries,
  violationsOfRefunds,
  violationsOfVisits,
} from '../ledger/invariants.ts';
import type { ServicePackageState } from './state.ts';
import { plannedVisits, visitsLeft, visitsUsed } from './visits.ts';

/** Everything that is wrong with a package and the ledger entries of its life; empty when nothing is. */
export function violationsOfPackage(state: ServicePackageState, ledger: readonly LedgerEntry[]): string[] {
  const { bought, forfeited } = state;
  const left = visitsLeft(state);
  return [
    ...violationsOfVisits({ bought, used: visitsUsed(state), remaining: left, forfeited }),
    ...(plannedVisits(state).length > left ? ['more visits are planned than are left'] : []),
    ...violationsOfRefunds(state.refunds),
    ...violationsOfEntries(ledger),
    ...violationsOfBalances(ledger),
    ...violationsOfStage(state),
  ];
}

function violationsOfStage(state: ServicePackageState): string[] {
  const { stage, payment, paymentRequests } = state;
  const isEnded = stage === 'finished' || stage === 'deactivated' || stage === 'cancelled';
  const payable = paymentRequests.filter(({ status }) => status === 'open').length;
  return [
    ...((stage === 'active' || stage === 'grace' || stage === 'finished' || stage === 'deactivated') && payment === null
      ? [`it is ${stage} and unpaid`]
      : []),
    ...(stage === 'booked' && payment !== null ? ['it is paid and still only booked'] : []),
    ...(payable > (isEnded || payment !== null ? 0 : 1) ? [`${payable} requests can be paid`] : []),
    ...((stage === 'finished' || stage === 'deactivated') && visitsLeft(state) !== 0
      ? [`it is ${stage} with visits left`]
      : []),
    ...(isEnded && plannedVisits(state).length > 0 ? [`it is ${stage} with planned visits`] : []),
  ];
}
