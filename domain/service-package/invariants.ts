import { type Account, balance, type LedgerEntry } from '../ledger/entry.ts';
import {
  violationsOfBalances,
  violationsOfCancellation,
  violationsOfEntries,
  violationsOfRefunds,
  violationsOfVisits,
} from '../ledger/invariants.ts';
import { money, shareOf } from '../money.ts';
import type { ServicePackageState, Visit } from './state.ts';
import { plannedVisits, visitsLeft, visitsUsed, visitsWithoutDate } from './visits.ts';

/** All broken invariants of a package and the ledger entries of its life; empty for a correct one. */
export function violationsOfPackage(state: ServicePackageState, ledger: readonly LedgerEntry[]): string[] {
  const { bought, forfeited } = state;
  const left = visitsLeft(state);
  return [
    ...violationsOfVisits({ bought, used: visitsUsed(state), remaining: left, forfeited }),
    ...(plannedVisits(state).length > left ? ['more visits are planned than are left'] : []),
    ...violationsOfRefunds(state.refunds),
    ...violationsOfEntries(ledger),
    ...violationsOfBalances(ledger),
    ...violationsOfCancellations(state, ledger),
    ...violationsOfStage(state),
  ];
}

/** FK-21: a cancelled package's visits no longer change, so the visits left now were left at the cancellation. */
function violationsOfCancellations(state: ServicePackageState, ledger: readonly LedgerEntry[]): string[] {
  const { price, bought, refunds } = state;
  const value = shareOf(price, { numerator: Math.max(0, visitsLeft(state)), denominator: bought });
  return ledger
    .filter(({ kind }) => kind === 'cancellation')
    .flatMap((entry) => {
      const credit = (account: Account) => money(-balance([entry], account, price.currency), price.currency);
      const [fee, refund] = [credit('fee-income'), credit('refund-payable')];
      const isWhole = refunds.some(({ id, why }) => id === entry.subject && why === 'visits-returned');
      const kept = isWhole && fee.amountMinor > 0 ? ['a fee is kept of visits that are paid back in full'] : [];
      return [...violationsOfCancellation({ value, fee, refund }), ...kept].map((what) => `${entry.key}: ${what}`);
    });
}

function violationsOfStage(state: ServicePackageState): string[] {
  const { stage, payment, paymentRequests } = state;
  // FK-12: after a cancellation for lack of payment the customer may be asked once more.
  const isPayable = payment === null && (stage === 'booked' || stage === 'cancelled');
  const payable = paymentRequests.filter(({ status }) => status === 'open').length;
  return [
    ...((stage === 'active' || stage === 'grace' || stage === 'finished' || stage === 'deactivated') && payment === null
      ? [`it is ${stage} and unpaid`]
      : []),
    ...(stage === 'booked' && payment !== null ? ['it is paid and still only booked'] : []),
    ...(payable > (isPayable ? 1 : 0) ? [`${payable} requests can be paid`] : []),
    ...(stage === 'finished' && visitsLeft(state) !== 0 ? ['it is finished with visits left'] : []),
    ...(stage === 'deactivated' ? violationsOfEnd(state) : []),
    ...((stage === 'finished' || stage === 'cancelled') && plannedVisits(state).length > 0
      ? [`it is ${stage} with planned visits`]
      : []),
  ];
}

// FK-17: only visits without a record, and visits that a record has returned, may be left after the end.
function violationsOfEnd(state: ServicePackageState): string[] {
  const { deactivatedAt, visits } = state;
  const hasBegun = ({ startsAt }: Visit) => deactivatedAt !== null && startsAt <= deactivatedAt;
  const returned = visits.filter((visit) => visit.status === 'cancelled' && hasBegun(visit));
  return [
    ...(visitsWithoutDate(state) > returned.length ? ['it is deactivated with visits left'] : []),
    ...(plannedVisits(state).every(hasBegun) ? [] : ['it is deactivated with visits ahead']),
  ];
}
