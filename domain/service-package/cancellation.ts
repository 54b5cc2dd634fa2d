import type { Instant } from '../calendar/instant.ts';
import type { CancellationFacts } from '../ledger/invariants.ts';
import { cancelled } from '../ledger/movements.ts';
import { minus, money, type Money, type Share, shareOf } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type CancelledVisit, cancelledVisits, withCancelledVisits } from './cancelled-visits.ts';
import { chaseTicket } from './chase-times.ts';
import { tellsDeciders } from './money-tasks.ts';
import { type MoveParts, entryOf, moveTo, withoutOpenRequests } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, together } from './process-tickets.ts';
import { awaitingApproval } from './refunds.ts';
import { closesPayBack, isPaidBackInFull } from './returned-visits.ts';
import type { Move, Refund, ServicePackageState } from './state.ts';
import { closesRecordTickets } from './visit-recording.ts';
import { visitsLeft } from './visits.ts';

/**
 * The result of cancelling now. An unpaid package has collected nothing, so nothing is kept or given back. The amounts
 * assume that an unrecorded visit took place.
 */
export type CancellationPreview = CancellationFacts & { visitsLeft: number; visits: CancelledVisit[] };

const WHOLE: Share = { numerator: 1, denominator: 1 };

/**
 * FK-21, in minor units: value = half-up(price × left ÷ bought), refund = half-up(price × left × share ÷ bought), each
 * divided once. The fee is the difference, so fee + refund = value for every price and count. `share` is the part of
 * the value that is given back.
 */
export function cancellationAmounts(share: Share, price: Money, left: number, bought: number): CancellationFacts {
  const remaining = { numerator: left, denominator: bought };
  const value = shareOf(price, remaining);
  const refund = shareOf(price, remaining, share);
  return { value, refund, fee: minus(value, refund) };
}

/** The preview of a package that may be cancelled. */
export function previewCancellation(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  now: Instant,
): CancellationPreview {
  const visits = cancelledVisits(policy, state, now);
  const left = visitsLeft(state) - visits.filter(({ becomes }) => becomes !== 'returned').length;
  const collected = state.payment === null ? money(0, state.price.currency) : state.price;
  const share = isPaidBackInFull(policy, state) ? WHOLE : policy.cancellation.refund;
  return { visits, visitsLeft: left, ...cancellationAmounts(share, collected, left, state.bought) };
}

/** Why there is no preview, or `null`: the package is already cancelled, or nothing of the payment is left. */
export function refusalOfPreview(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  now: Instant,
): Refusal | null {
  if (state.stage === 'cancelled') return refusal('already-cancelled', 'the package is cancelled');
  const { visits, visitsLeft: left } = previewCancellation(policy, state, now);
  const isLeft = left > 0 || visits.some(isUnrecorded) || state.payment === null;
  return isLeft ? null : refusal('no-visits-left', 'no visit is left to give back');
}

/** Why a package is not cancelled, or `null`. Past visits must be recorded first. */
export function refusalOfCancellation(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  now: Instant,
): Refusal | null {
  const refused = refusalOfPreview(policy, state, now);
  if (refused !== null) return refused;
  const visits = cancelledVisits(policy, state, now).filter(isUnrecorded);
  return visits.length === 0
    ? null
    : refusal('visits-unrecorded', 'past visits are recorded first', { visits: visits.map(({ id }) => id) });
}

function isUnrecorded({ becomes }: CancelledVisit): boolean {
  return becomes === 'unrecorded';
}

/** Cancels a package that is not refused, with its planned visits; if paid, the refund awaits a second person. */
export function cancel(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  refundId: string,
  by: string,
  at: Instant,
): Move {
  const preview = previewCancellation(policy, before, at);
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
  const visits = withCancelledVisits(policy, before, preview.visits, by, at);
  const entries = [...visits.entries, entryOf(at, 'package-cancelled', by, rule, details)];
  const ledger = before.payment === null ? [] : [cancelled({ subject: refundId, at, rule }, fee, refund)];
  const refunds = refundsOf(policy, before, { id: refundId, amount: refund, preparedBy: by, at });
  const notifies = refunds.flatMap(({ id }) => tellsDeciders(policy, 'approve-refund', id));
  const fields: Partial<ServicePackageState> = {
    stage: 'cancelled',
    cancelledAt: at,
    ...visits.fields,
    paymentRequests,
    refunds: [...before.refunds, ...refunds],
  };
  const closed = closedTickets(policy, before, at);
  const recorded = closesRecordTickets(policy, before, visits.fields.visits, at);
  return moveTo(policy, before, at, fields, together({ entries, ledger, payments, notifies }, closed, recorded));
}

// A very small price may round to no refund; then there is nothing to approve.
function refundsOf(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  prepared: Pick<Refund, 'id' | 'amount' | 'preparedBy' | 'at'>,
): Refund[] {
  const { payment } = state;
  if (payment === null || prepared.amount.amountMinor === 0) return [];
  const why = isPaidBackInFull(policy, state) ? 'visits-returned' : 'cancellation';
  return [awaitingApproval(policy, { ...prepared, payment: payment.id }, why)];
}

// Calls to pay for or use the package end; a ticket to pay back ends too, because the refund is under way.
function closedTickets(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): MoveParts {
  const expiry = state.tickets.find(({ id }) => id === policy.validity.ticket);
  const tickets = [chaseTicket(policy, state), expiry];
  const closed = tickets.map((ticket) => closesTicket(policy, ticket, at, policy.results.cancelled));
  return together(...closed, closesPayBack(policy, state, at));
}
