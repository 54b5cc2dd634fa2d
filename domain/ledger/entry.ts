import type { Instant } from '../calendar/instant.ts';
import type { Money } from '../money.ts';

/**
 * The accounts. `provider`: money that payment providers hold for us; `prepaid`: the price of packages, less refunds
 * and fees (completed visits stay in it); `unapplied`: money that is not decided yet; `refund-payable`: money to be
 * given back; `fee-income`: fees kept.
 */
export type Account = 'provider' | 'prepaid' | 'unapplied' | 'refund-payable' | 'fee-income';

/** An amount added to an account: positive is debit, negative is credit. */
export type Posting = { account: Account; amount: Money };

/**
 * One movement, appended once and never changed. `key` is unique within its case (`captured/<payment>`), so a second
 * write changes nothing. `subject` is the id of its payment or refund.
 */
export type LedgerEntry = {
  key: string;
  kind: MovementKind;
  subject: string;
  at: Instant;
  rule: string | null;
  postings: readonly Posting[];
};

export type MovementKind =
  | 'captured'
  | 'captured-unapplied'
  | 'cancellation'
  | 'return-decided'
  | 'refund-paid'
  | 'revival';

/** The sum of postings in each currency; zero everywhere in a correct entry. */
export function sums(postings: readonly Posting[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { amount } of postings) totals[amount.currency] = (totals[amount.currency] ?? 0) + amount.amountMinor;
  return totals;
}

/** The balance of an account in a currency, in minor units. */
export function balance(entries: readonly LedgerEntry[], account: Account, currency: string): number {
  const postings = entries.flatMap((entry) => entry.postings).filter((posting) => posting.account === account);
  return sums(postings)[currency] ?? 0;
}
