// Owns the life of a refund: prepared, approved by a second person, paid or in doubt. Refuses to repeat one by itself.
import type { Instant } from '../calendar/instant.ts';
import { refundPaid } from '../ledger/movements.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { entryOf, moveTo } from './move.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { Move, PaymentOrder, Refund, ServicePackageState } from './state.ts';

/** A refund that somebody has prepared; nobody has approved it. */
export function awaitingApproval(
  prepared: Pick<Refund, 'id' | 'payment' | 'amount' | 'preparedBy' | 'at'>,
  why: Refund['why'],
): Refund {
  return { ...prepared, why, status: 'awaiting-approval', approvedBy: null, attempt: 0 };
}

/** @throws RangeError for a refund that the package does not have: it was looked up before */
export function refundOf(state: Pick<ServicePackageState, 'refunds'>, refundId: string): Refund {
  const found = state.refunds.find(({ id }) => id === refundId);
  if (found === undefined) throw new RangeError(`the package has no refund ${refundId}`);
  return found;
}

/** FK-21: never who prepared it; one that the provider refused may be approved again, one in doubt may not. */
export function refusalOfApproval(state: ServicePackageState, refundId: string, login: string): Refusal | null {
  const { preparedBy, status } = refundOf(state, refundId);
  if (preparedBy === login) return refusal('second-person-required', 'somebody else must approve it', { preparedBy });
  return status === 'awaiting-approval' || status === 'refused'
    ? null
    : refusal('refund-decided', 'it does not await approval', { refundStatus: status });
}

/** Approves a refund that is not refused, and asks the provider for it: one effect for each approval. */
export function approve(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  refundId: string,
  by: string,
  at: Instant,
): Move {
  const refund = refundOf(before, refundId);
  const approved: Refund = { ...refund, status: 'approved', approvedBy: by, attempt: refund.attempt + 1 };
  const details = { refund: refundId, amountMinor: refund.amount.amountMinor };
  const fields = { refunds: withRefund(before, approved) };
  return moveTo(policy, before, at, fields, {
    entries: [entryOf(at, 'refund-approved', by, policy.rules['refund-approved'], details)],
    payments: [refundOrder(approved)],
  });
}

/** What the provider is asked for: one effect for each approval. */
export function refundOrder({ id: refundId, attempt, payment: paymentId, amount }: Refund): PaymentOrder {
  return { kind: 'refund', intent: `refund/${refundId}/${attempt}`, refundId, attempt, paymentId, amount };
}

/** What became of a refund: the provider's word, or a person's after `unknown`. */
export type Settlement = { refundId: string; attempt: number; status: 'paid' | 'unknown' | 'refused' };

/** Why a person may not say what became of a refund, or `null`: only one in doubt is theirs to settle. */
export function refusalOfSettlement(state: ServicePackageState, refundId: string): Refusal | null {
  const { status } = refundOf(state, refundId);
  return status === 'unknown'
    ? null
    : refusal('refund-decided', 'only a refund in doubt is settled by hand', { refundStatus: status });
}

/** Keeps what became of a refund. No move for what is known already, or for an attempt that is not the latest. */
export function settle(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { refundId, attempt, status }: Settlement,
  by: string,
  at: Instant,
): Move[] {
  const refund = refundOf(before, refundId);
  const isOpen = refund.status === 'approved' || (refund.status === 'unknown' && status !== 'unknown');
  if (!isOpen || refund.attempt !== attempt) return [];
  const rule = policy.rules['refund-settled'];
  const entries = [entryOf(at, `refund-${status}`, by, rule, { refund: refundId })];
  const ledger = status === 'paid' ? [refundPaid({ subject: refundId, at, rule }, refund.amount)] : [];
  return [moveTo(policy, before, at, { refunds: withRefund(before, { ...refund, status }) }, { entries, ledger })];
}

function withRefund(state: ServicePackageState, refund: Refund): Refund[] {
  return state.refunds.map((one) => (one.id === refund.id ? refund : one));
}
