import type { Instant } from '../calendar/instant.ts';
import { type Money, negated, plus } from '../money.ts';
import type { Account, LedgerEntry, MovementKind } from './entry.ts';

/** When a movement counts, its requirement, and the id of its payment or refund. */
export type EntryOrigin = { subject: string; at: Instant; rule: string | null };

/** A payment for the package that it was meant for (FK-13). */
export function captured(origin: EntryOrigin, amount: Money): LedgerEntry {
  return entry('captured', origin, ['provider', amount], ['prepaid', negated(amount)]);
}

/** A payment that buys nothing yet: its package is cancelled, is already paid, or has another price. */
export function capturedUnapplied(origin: EntryOrigin, amount: Money): LedgerEntry {
  return entry('captured-unapplied', origin, ['provider', amount], ['unapplied', negated(amount)]);
}

/** FK-21: the value of the remaining visits becomes a fee and a refund. The subject is the refund. */
export function cancelled(origin: EntryOrigin, fee: Money, refund: Money): LedgerEntry {
  return entry(
    'cancellation',
    origin,
    ['prepaid', plus(fee, refund)],
    ['fee-income', negated(fee)],
    ['refund-payable', negated(refund)],
  );
}

/** A payment that bought nothing will be given back in full. The subject is the refund. */
export function returnDecided(origin: EntryOrigin, amount: Money): LedgerEntry {
  return entry('return-decided', origin, ['unapplied', amount], ['refund-payable', negated(amount)]);
}

/** The provider has paid a refund out. The subject is the refund. */
export function refundPaid(origin: EntryOrigin, amount: Money): LedgerEntry {
  return entry('refund-paid', origin, ['refund-payable', amount], ['provider', negated(amount)]);
}

/** A late payment revives its package and pays for it. The subject is the payment. */
export function revived(origin: EntryOrigin, amount: Money): LedgerEntry {
  return entry('revival', origin, ['unapplied', amount], ['prepaid', negated(amount)]);
}

function entry(kind: MovementKind, origin: EntryOrigin, ...sides: readonly [Account, Money][]): LedgerEntry {
  const postings = sides
    .filter(([, { amountMinor }]) => amountMinor !== 0)
    .map(([account, amount]) => ({ account, amount }));
  return { key: `${kind}/${origin.subject}`, kind, ...origin, postings };
}
