import type { Instant } from '../calendar/instant.ts';
import { returnDecided } from '../ledger/movements.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { finished } from './finishing.ts';
import { tellsDeciders } from './money-tasks.ts';
import { entryOf, moveTo } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { awaitingApproval } from './refunds.ts';
import { decided, revive } from './revival.ts';
import type { HeldPayment, Move, ServicePackageState } from './state.ts';

/** `refundId` is the id of the refund that a return prepares. */
export type Decision = { paymentId: string; decision: 'refund' | 'revive'; refundId: string };

/** @throws RangeError for a payment that is not held: the caller has looked it up before */
export function heldPaymentOf(state: ServicePackageState, paymentId: string): HeldPayment {
  const found = state.heldPayments.find(({ id }) => id === paymentId);
  if (found === undefined) throw new RangeError(`the package holds no payment ${paymentId}`);
  return found;
}

/**
 * Why this cannot be decided, or `null`: one decision per payment; a revival needs the full price of an unpaid,
 * cancelled package.
 */
export function refusalOfDecision(state: ServicePackageState, { paymentId, decision }: Decision): Refusal | null {
  const held = heldPaymentOf(state, paymentId);
  if (held.decision !== null) return refusal('payment-decided', 'this payment has been decided on');
  if (decision === 'refund' || canRevive(state, held)) return null;
  return refusal('revival-impossible', 'only the price of a package cancelled unpaid revives it');
}

/** True while the agent has a choice; otherwise the money can only be returned. */
export function canRevive(state: ServicePackageState, { why, decision }: HeldPayment): boolean {
  return decision === null && why === 'package-cancelled' && state.stage === 'cancelled' && state.payment === null;
}

/** Carries out a decision that is not refused. */
export function decide(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  asked: Decision,
  by: string,
  at: Instant,
): Move[] {
  const held = heldPaymentOf(before, asked.paymentId);
  if (asked.decision === 'refund') return [giveBack(policy, before, held, asked.refundId, by, at)];
  const move = revive(policy, before, held, by, at);
  return [move, ...finished(policy, move.state, at)];
}

function giveBack(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { id, amount }: HeldPayment,
  refundId: string,
  by: string,
  at: Instant,
): Move {
  const rule = policy.rules['return-decided'];
  const refund = awaitingApproval(policy, { id: refundId, payment: id, amount, preparedBy: by, at }, 'held-payment');
  const details = { payment: id, refund: refundId, ...amount };
  const fields = { heldPayments: decided(before, id, 'refund'), refunds: [...before.refunds, refund] };
  return moveTo(policy, before, at, fields, {
    entries: [entryOf(at, 'return-decided', by, rule, details)],
    ledger: [returnDecided({ subject: refundId, at, rule }, amount)],
    notifies: tellsDeciders(policy, 'approve-refund', refundId),
  });
}
