// Owns what must hold for money whatever happens (reliability.md). Refuses to repair anything: it only says what is wrong.
import type { Money } from '../money.ts';
import { balance, type LedgerEntry, sums } from './entry.ts';

/** A refund as the invariants see it. `payment` is the one that it gives back from. */
export type RefundFacts = {
  id: string;
  payment: string;
  amount: Money;
  /** `declined`: the second person said no; `to-hand-out`: approved, and paid in cash by a person. */
  status: 'awaiting-approval' | 'declined' | 'approved' | 'to-hand-out' | 'paid' | 'unknown' | 'refused';
  preparedBy: string;
  approvedBy: string | null;
};

export type CancellationFacts = { value: Money; fee: Money; refund: Money };

/** Every entry whose postings do not sum to zero in each currency, and every key that is there twice. */
export function violationsOfEntries(entries: readonly LedgerEntry[]): string[] {
  const keys = entries.map(({ key }) => key);
  return [
    ...entries
      .filter(({ postings }) => Object.values(sums(postings)).some((sum) => sum !== 0))
      .map(({ key }) => `${key} does not sum to zero`),
    ...keys.filter((key, place) => keys.indexOf(key) !== place).map((key) => `${key} is there twice`),
  ];
}

/** Refunded ≤ captured, and no account has paid out what it did not hold; for the entries of one case. */
export function violationsOfBalances(entries: readonly LedgerEntry[]): string[] {
  const currencies = new Set(entries.flatMap(({ postings }) => postings.map(({ amount }) => amount.currency)));
  return [...currencies].flatMap((currency) => {
    const held = balance(entries, 'provider', currency);
    const owed = (['prepaid', 'unapplied', 'refund-payable', 'fee-income'] as const).filter(
      (account) => balance(entries, account, currency) > 0,
    );
    return [
      ...(held < 0 ? [`${-held} ${currency} more were refunded than captured`] : []),
      ...owed.map(
        (account) => `${account} owes ${balance(entries, account, currency)} ${currency} the wrong way round`,
      ),
    ];
  });
}

/** One open refund per payment, and nobody approves a refund that they prepared. */
export function violationsOfRefunds(refunds: readonly RefundFacts[]): string[] {
  const open = refunds.filter(({ status }) => status !== 'paid' && status !== 'refused').map(({ payment }) => payment);
  return [
    ...open
      .filter((payment, place) => open.indexOf(payment) !== place)
      .map((payment) => `${payment} has two open refunds`),
    ...refunds
      .filter(({ preparedBy, approvedBy }) => preparedBy === approvedBy)
      .map(({ id, preparedBy }) => `${id} was prepared and approved by ${preparedBy}`),
    ...refunds
      .filter(({ status, approvedBy }) => !['awaiting-approval', 'declined'].includes(status) && approvedBy === null)
      .map(({ id }) => `${id} went on without approval`),
  ];
}

/** FK-21: fee + refund = value of the remaining visits, none of them negative. */
export function violationsOfCancellation({ value, fee, refund }: CancellationFacts): string[] {
  const parts = fee.amountMinor + refund.amountMinor;
  const negative = [value, fee, refund].some(({ amountMinor }) => amountMinor < 0);
  return [
    ...(parts === value.amountMinor ? [] : [`fee and refund are ${parts}, the value is ${value.amountMinor}`]),
    ...(negative ? ['an amount is negative'] : []),
  ];
}

/** Used + remaining + forfeited = bought, none of them negative; used is completed and counted. */
export function violationsOfVisits(visits: {
  bought: number;
  used: number;
  remaining: number;
  forfeited: number;
}): string[] {
  const { bought, used, remaining, forfeited } = visits;
  const found = used + remaining + forfeited;
  return [
    ...(found === bought ? [] : [`${found} visits are accounted for, ${bought} were bought`]),
    ...(Math.min(used, remaining, forfeited) < 0 ? ['a number of visits is negative'] : []),
  ];
}
