import type { Instant } from '../calendar/instant.ts';
import { type Money, negated, plus } from '../money.ts';
import type { Account, LedgerEntry, MovementKind } from './entry.ts';

/** When a movement counts, its requirement, and the id of its payment or refund. */
export type Occasion = { subject: string; at: Instant; rule: string | null };

/** A payment for the package that it was meant for (FK-13). */
export function captured(occasion: Occasion, amount: Money): LedgerEntry {
  return entry('captured', occasion, ['provider', amount], ['prepaid', negated(amount)]);
}

/** A payment that buys nothing yet: its package is cancelled, is already paid, or has another price. */
export function capturedUnapplied(occasion: Occasion, amount: Money): LedgerEntry {
  return entry('captured-unapplied', occasion, ['provider', amount], ['unapplied', negated(amount)]);
}

/** FK-21: the value of the remaining visits becomes a fee and a refund. The subject is the refund. */
export function cancelled(occasion: Occasion, fee: Money, refund: Money): LedgerEntry {
  return entry(
    'cancellation',
    occasion,
    ['prepaid', plus(fee, refund)],
    ['fee-income', negated(fee)],
    ['refund-payable', negated(refund)],
  );
}

/** A payment that bought nothing will be given back in full. The subject is the refund. */
export function returnDecided(occasion: Occasion, amount: Money): LedgerEntry {
  return entry('return-decided', occasion, ['unapplied', amount], ['refund-payable', negated(amount)]);
}

/** The provider has paid a refund out. The subject is the refund. */
export function refundPaid(occasion: Occasion, amount: Money): LedgerEntry {
  return entry('refund-paid', occasion, ['refund-payable', amount], ['provider', negated(amount)]);
}

/** A late payment revives its package and pays for it. The subject is the payment. */
export function revived(occasion: Occasion, amount: Money): LedgerEntry {
  return entry('revival', occasion, ['unapplied', amount], ['prepaid', negated(amount)]);
}

function entry(kind: MovementKind, occasion: Occasion, ...sides: readonly [Account, Money][]): LedgerEntry {
  const postings = sides
    .filter(([, { amountMinor }]) => amountMinor !== 0)
    .map(([account, amount]) => ({ account, amount }));
  return { key: `${kind}/${occasion.subject}`, kind, ...occasion, postings };
}
