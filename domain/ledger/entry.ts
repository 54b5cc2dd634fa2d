// Owns what a ledger entry is: dated postings that sum to nothing. Refuses to know for what money moves.
import type { Instant } from '../calendar/instant.ts';
import type { Money } from '../money.ts';

/**
 * Where money stands. `provider`: what payment providers hold for us; `prepaid`: what packages were bought for, less what
 * goes back or is kept as a fee (a visit that was held stays in it); `unapplied`: money nobody has decided on;
 * `refund-payable`: what is to go back; `fee-income`: fees kept.
 */
export type Account = 'provider' | 'prepaid' | 'unapplied' | 'refund-payable' | 'fee-income';

/** An amount added to an account: positive is debit, negative is credit. */
export type Posting = { account: Account; amount: Money };

/**
 * One movement, appended once and never changed. `key` is unique within its case (`captured/<payment>`), so that
 * writing it twice is writing it once; `subject` is the payment or refund that it is about.
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

/** What postings sum to in each currency; zero everywhere in an entry that is right. */
export function sums(postings: readonly Posting[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { amount } of postings) totals[amount.currency] = (totals[amount.currency] ?? 0) + amount.amountMinor;
  return totals;
}

/** What stands on an account in a currency, in minor units. */
export function balance(entries: readonly LedgerEntry[], account: Account, currency: string): number {
  const postings = entries.flatMap((entry) => entry.postings).filter((posting) => posting.account === account);
  return sums(postings)[currency] ?? 0;
}
