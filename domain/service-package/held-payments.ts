// Owns the decision about money that bought nothing: back in full, or the cancelled package revives. Refuses to decide.
import type { Instant } from '../calendar/instant.ts';
import { returnDecided, revived } from '../ledger/movements.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { chaseTicket } from './chase-times.ts';
import { finished } from './finishing.ts';
import { entryOf, moveTo } from './move.ts';
import { frozenValidity } from './payments.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, together } from './process-tickets.ts';
import { awaitingApproval } from './refunds.ts';
import type { HeldPayment, Move, Payment, ServicePackageState } from './state.ts';

/** `refundId` names the refund that returning it prepares. */
export type Decision = { paymentId: string; decision: 'refund' | 'revive'; refundId: string };

/** @throws RangeError for a payment that is not held: it was looked up before */
export function heldPaymentOf(state: ServicePackageState, paymentId: string): HeldPayment {
  const found = state.heldPayments.find(({ id }) => id === paymentId);
  if (found === undefined) throw new RangeError(`the package holds no payment ${paymentId}`);
  return found;
}

/** Why this cannot be decided, or `null`: once only, and a revival needs an unpaid, cancelled package paid in full. */
export function refusalOfDecision(state: ServicePackageState, { paymentId, decision }: Decision): Refusal | null {
  const held = heldPaymentOf(state, paymentId);
  if (held.decision !== null) return refusal('payment-decided', 'this payment has been decided on');
  if (decision === 'refund' || canRevive(state, held)) return null;
  return refusal('revival-impossible', 'only the price of a package cancelled unpaid revives it');
}

/** True while the agent has the choice; otherwise the money can only go back. */
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
  const refund = awaitingApproval({ id: refundId, payment: id, amount, preparedBy: by, at }, 'held-payment');
  const details = { payment: id, refund: refundId, amountMinor: amount.amountMinor };
  const fields = { heldPayments: decided(before, id, 'refund'), refunds: [...before.refunds, refund] };
  return moveTo(policy, before, at, fields, {
    entries: [entryOf(at, 'return-decided', by, rule, details)],
    ledger: [returnDecided({ subject: refundId, at, rule }, amount)],
  });
}

// The visits that fell with the package and still lie ahead are planned again; the others are on the balance.
function revive(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  held: HeldPayment,
  by: string,
  at: Instant,
): Move {
  const { why: _why, decision: _decision, ...received } = held;
  const payment: Payment = received;
  const visits = before.visits.map((visit) =>
    before.cancelledWithPackage.includes(visit.id) && visit.startsAt > at
      ? { ...visit, status: 'planned' as const }
      : visit,
  );
  const validity = frozenValidity(policy, { ...before, visits }, at);
  const rule = policy.rules.revived;
  const fields: Partial<ServicePackageState> = {
    stage: 'active',
    cancelledAt: null,
    cancelledWithPackage: [],
    heldPayments: decided(before, held.id, 'revive'),
    payment,
    visits,
    ...validity,
  };
  const does = together(
    {
      entries: [entryOf(at, 'revived', by, rule, { payment: held.id, ...validity })],
      ledger: [revived({ subject: held.id, at, rule }, held.amount)],
    },
    closesTicket(policy, chaseTicket(policy, before), at, policy.results.paid),
  );
  return moveTo(policy, before, at, fields, does);
}

function decided(state: ServicePackageState, paymentId: string, decision: 'refund' | 'revive'): HeldPayment[] {
  return state.heldPayments.map((held) => (held.id === paymentId ? { ...held, decision } : held));
}
