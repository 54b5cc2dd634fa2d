// Owns the cancellation that a customer asks for: what it would cost, and what it does (FK-21). Refuses to pay anything.
import type { Instant } from '../calendar/instant.ts';
import type { CancellationFacts } from '../ledger/invariants.ts';
import { cancelled } from '../ledger/movements.ts';
import { minus, money, type Money, shareOf } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { chaseTicket } from './chase-times.ts';
import { type Does, entryOf, moveTo, withoutOpenRequests } from './move.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, together } from './process-tickets.ts';
import { awaitingApproval } from './refunds.ts';
import type { Move, ServicePackageState } from './state.ts';
import { withoutPlannedVisits } from './unpaid-cancellation.ts';
import { visitsLeft } from './visits.ts';

/** What cancelling now would mean; nothing is collected of an unpaid package, so nothing is kept or given back. */
export type CancellationPreview = CancellationFacts & { visitsLeft: number };

/**
 * FK-21, in minor units: value = half-up(price × left ÷ bought), refund = half-up(price × left × share ÷ bought), each
 * divided once; the fee is what is between them, so that fee + refund = value for every price and count.
 */
export function cancellationAmounts(
  policy: ServicePackagePolicy,
  price: Money,
  left: number,
  bought: number,
): CancellationFacts {
  const remaining = { numerator: left, denominator: bought };
  const value = shareOf(price, remaining);
  const refund = shareOf(price, remaining, policy.cancellation.refund);
  return { value, refund, fee: minus(value, refund) };
}

/** The preview of a package that may be cancelled. */
export function previewCancellation(policy: ServicePackagePolicy, state: ServicePackageState): CancellationPreview {
  const left = visitsLeft(state);
  const collected = state.payment === null ? money(0, state.price.currency) : state.price;
  return { visitsLeft: left, ...cancellationAmounts(policy, collected, left, state.bought) };
}

/** Why a package is not cancelled, or `null`: it is already, or nothing is left of what was paid. */
export function refusalOfCancellation(state: ServicePackageState): Refusal | null {
  if (state.stage === 'cancelled') return refusal('already-cancelled', 'the package is cancelled');
  return visitsLeft(state) > 0 || state.payment === null
    ? null
    : refusal('no-visits-left', 'no visit is left to give back');
}

/** Cancels what is not refused: package and planned visits; of a paid one the refund awaits a second person. */
export function cancel(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  refundId: string,
  by: string,
  at: Instant,
): Move {
  const preview = previewCancellation(policy, before);
  const { paymentRequests, payments } = withoutOpenRequests(before.paymentRequests);
  const { value, fee, refund } = preview;
  const details = {
    paid: before.payment !== null,
    visitsLeft: preview.visitsLeft,
    valueMinor: value.amountMinor,
    feeMinor: fee.amountMinor,
    refundMinor: refund.amountMinor,
  };
  const rule = policy.rules.cancelled;
  const entries = [entryOf(at, 'package-cancelled', by, rule, details)];
  const ledger = before.payment === null ? [] : [cancelled({ subject: refundId, at, rule }, fee, refund)];
  const fields: Partial<ServicePackageState> = {
    stage: 'cancelled',
    cancelledAt: at,
    ...withoutPlannedVisits(before),
    paymentRequests,
    refunds: [...before.refunds, ...refundsOf(before, refundId, refund, by, at)],
  };
  return moveTo(policy, before, at, fields, together({ entries, ledger, payments }, closedTickets(policy, before, at)));
}

// A price so small that nothing of it goes back leaves nothing to approve.
function refundsOf({ payment }: ServicePackageState, id: string, amount: Money, preparedBy: string, at: Instant) {
  if (payment === null || amount.amountMinor === 0) return [];
  return [awaitingApproval({ id, payment: payment.id, amount, preparedBy, at }, 'cancellation')];
}

// Nobody is called to pay for, or to use, what was given up.
function closedTickets(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): Does {
  const expiry = state.tickets.find(({ id }) => id === policy.validity.ticket);
  const tickets = [chaseTicket(policy, state), expiry];
  return together(...tickets.map((ticket) => closesTicket(policy, ticket, at, policy.results.cancelled)));
}
