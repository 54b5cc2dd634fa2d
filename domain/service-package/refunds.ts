import type { PaymentOrder } from '../effect.ts';
import type { Instant } from '../calendar/instant.ts';
import { refundPaid } from '../ledger/movements.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { kindOfPayment } from './methods.ts';
import { decisionDue, deciderOf, tellsDeciders } from './money-tasks.ts';
import { entryOf, moveTo } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { Move, Payment, Refund, ServicePackageState } from './state.ts';

/** A prepared refund, not approved yet. */
export function awaitingApproval(
  policy: ServicePackagePolicy,
  prepared: Pick<Refund, 'id' | 'payment' | 'amount' | 'preparedBy' | 'at'>,
  why: Refund['why'],
): Refund {
  const due = decisionDue(policy, prepared.at);
  return { ...prepared, why, status: 'awaiting-approval', approvedBy: null, attempt: 0, ...due };
}

/** @throws RangeError for a refund that the package does not have: the caller has looked it up before */
export function refundOf(state: Pick<ServicePackageState, 'refunds'>, refundId: string): Refund {
  const found = state.refunds.find(({ id }) => id === refundId);
  if (found === undefined) throw new RangeError(`the package has no refund ${refundId}`);
  return found;
}

/**
 * FK-21: the preparer may never approve. A refund that the provider refused may be approved again, one in doubt may
 * not.
 */
export function refusalOfApproval(state: ServicePackageState, refundId: string, login: string): Refusal | null {
  const { preparedBy, status } = refundOf(state, refundId);
  if (preparedBy === login)
    return refusal('second-person-required', 'another person has to approve it', { preparedBy });
  return status === 'awaiting-approval' || status === 'refused'
    ? null
    : refusal('refund-decided', 'it does not await approval', { refundStatus: status });
}

/** Approves a refund that is not refused, and orders it from the provider: one effect per approval. */
export function approve(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  refundId: string,
  by: string,
  at: Instant,
): Move {
  const refund = refundOf(before, refundId);
  const isCash = isHandedOut(policy, before, refund);
  const approved: Refund = {
    ...refund,
    ...(isCash ? { status: 'to-hand-out', ...decisionDue(policy, at) } : { status: 'approved', dueAt: null }),
    approvedBy: by,
    attempt: refund.attempt + 1,
  };
  const details = { refund: refundId, ...refund.amount };
  const fields = { refunds: withRefund(before, approved) };
  return moveTo(policy, before, at, fields, {
    entries: [entryOf(at, 'refund-approved', by, policy.rules['refund-approved'], details)],
    // Money that people took is given back by hand, without a provider.
    payments: isCash ? [] : [refundOrder(approved)],
    notifies: isCash ? tellsDeciders(policy, 'settle-refund', refundId) : [],
  });
}

// Only a policy that knows tasks about money has people who pay back what was collected at a door.
function isHandedOut(policy: ServicePackagePolicy, state: ServicePackageState, refund: Refund): boolean {
  const payment = paymentOf(state, refund.payment);
  if (payment === undefined) return false;
  const kind = kindOfPayment(state, payment);
  return kind === 'by-hand' || (kind === 'collection' && policy.money !== undefined);
}

function paymentOf({ payment, heldPayments }: ServicePackageState, paymentId: string): Payment | undefined {
  return [...(payment === null ? [] : [payment]), ...heldPayments].find(({ id }) => id === paymentId);
}

/** The order to the provider: one effect per approval. */
export function refundOrder({ id: refundId, attempt, payment: paymentId, amount }: Refund): PaymentOrder {
  return { kind: 'refund', intent: `refund/${refundId}/${attempt}`, refundId, attempt, paymentId, amount };
}

/** The outcome of a refund: from the provider, or from a person after `unknown`. */
export type Settlement = { refundId: string; attempt: number; status: 'paid' | 'unknown' | 'refused' };

/** Why a person may not record a refund's outcome, or `null`: only a refund in doubt is settled by hand. */
export function refusalOfSettlement(state: ServicePackageState, refundId: string): Refusal | null {
  const { status } = refundOf(state, refundId);
  return status === 'unknown'
    ? null
    : refusal('refund-decided', 'only a refund in doubt is settled by hand', { refundStatus: status });
}

/** Keeps the outcome of a refund. No move for a known outcome, or for an attempt that is not the latest. */
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
  const settled: Refund = { ...refund, status, ...(status === 'paid' ? { dueAt: null } : decisionDue(policy, at)) };
  const notifies = status === 'paid' ? [] : tellsDeciders(policy, deciderOf(settled) ?? 'settle-refund', refundId);
  const entries = [entryOf(at, `refund-${status}`, by, rule, { refund: refundId })];
  const ledger = status === 'paid' ? [refundPaid({ subject: refundId, at, rule }, refund.amount)] : [];
  return [moveTo(policy, before, at, { refunds: withRefund(before, settled) }, { entries, ledger, notifies })];
}

/** The refunds with one of them replaced. */
export function withRefund(state: ServicePackageState, refund: Refund): Refund[] {
  return state.refunds.map((one) => (one.id === refund.id ? refund : one));
}
