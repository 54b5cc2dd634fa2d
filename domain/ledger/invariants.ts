import { decimalText, type Money } from '../money.ts';
import { balance, type LedgerEntry, sums } from './entry.ts';

/** The facts of a refund that the invariants check. `payment` is the payment that is given back. */
export type RefundFacts = {
  id: string;
  payment: string;
  amount: Money;
  /** `declined`: the second person said no; `to-hand-out`: approved, and a person pays it in cash. */
  status: 'awaiting-approval' | 'declined' | 'approved' | 'to-hand-out' | 'paid' | 'unknown' | 'refused';
  preparedBy: string;
  approvedBy: string | null;
};

export type CancellationFacts = { value: Money; fee: Money; refund: Money };

/** All entries whose postings do not sum to zero in each currency, and all duplicate keys. */
export function violationsOfEntries(entries: readonly LedgerEntry[]): string[] {
  const keys = entries.map(({ key }) => key);
  return [
    ...entries
      .filter(({ postings }) => Object.values(sums(postings)).some((sum) => sum !== 0))
      .map(({ key }) => `${key} does not sum to zero`),
    ...keys.filter((key, place) => keys.indexOf(key) !== place).map((key) => `${key} is there twice`),
  ];
}

/** Refunded ≤ captured, and no account has paid out more than it held; for the entries of one case. */
export function violationsOfBalances(entries: readonly LedgerEntry[]): string[] {
  const currencies = new Set(entries.flatMap(({ postings }) => postings.map(({ amount }) => amount.currency)));
  return [...currencies].flatMap((currency) => {
    const held = balance(entries, 'provider', currency);
    const overdrawn = (['prepaid', 'unapplied', 'refund-payable', 'fee-income'] as const).filter(
      (account) => balance(entries, account, currency) > 0,
    );
    return [
      ...(held < 0 ? [`${said(-held, currency)} more were refunded than captured`] : []),
      ...overdrawn.map(
        (account) => `${account} is ${said(balance(entries, account, currency), currency)} on the wrong side`,
      ),
    ];
  });
}

/** One open refund per payment, and no refund is prepared and approved by the same person. */
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
  const { currency } = value;
  const negative = [value, fee, refund].some(({ amountMinor }) => amountMinor < 0);
  return [
    ...(parts === value.amountMinor
      ? []
      : [`fee and refund are ${said(parts, currency)}, the value is ${said(value.amountMinor, currency)}`]),
    ...(negative ? ['an amount is negative'] : []),
  ];
}

// For people, so as a decimal: 700.00 EGP.
function said(amountMinor: number, currency: string): string {
  return `${decimalText({ amountMinor, currency })} ${currency}`;
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
