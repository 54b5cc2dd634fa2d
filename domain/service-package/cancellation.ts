// Owns the cancellation that a customer asks for: what it would cost, and what it does (FK-21). Refuses to pay anything.
import type { Instant } from '../calendar/instant.ts';
import type { CancellationFacts } from '../ledger/invariants.ts';
import { cancelled } from '../ledger/movements.ts';
import { minus, money, type Money, type Share, shareOf } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type CancelledVisit, cancelledVisits, withCancelledVisits } from './cancelled-visits.ts';
import { chaseTicket } from './chase-times.ts';
import { tellsDeciders } from './money-tasks.ts';
import { type Does, entryOf, moveTo, withoutOpenRequests } from './move.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, together } from './process-tickets.ts';
import { awaitingApproval } from './refunds.ts';
import { closesPayBack, isPaidBackInFull } from './returned-visits.ts';
import type { Move, Refund, ServicePackageState } from './state.ts';
import { closesRecordTickets } from './visit-recording.ts';
import { visitsLeft } from './visits.ts';

/**
 * What cancelling now would mean; nothing is collected of an unpaid package, so nothing is kept or given back. A visit that
 * is not recorded is reckoned as held.
 */
export type CancellationPreview = CancellationFacts & { visitsLeft: number; visits: CancelledVisit[] };

const WHOLE: Share = { numerator: 1, denominator: 1 };

/**
 * FK-21, in minor units: value = half-up(price × left ÷ bought), refund = half-up(price × left × share ÷ bought), each
 * divided once; the fee is what is between them, so that fee + refund = value for every price and count. `share` is what goes
 * back of the value.
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

/** Why there is no preview, or `null`: the package is cancelled already, or nothing can be left of what was paid. */
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

/** Why a package is not cancelled, or `null`: besides, what happened to its past visits is said first. */
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

/** Cancels what is not refused: package and planned visits; of a paid one the refund awaits a second person. */
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

// A price so small that nothing of it goes back leaves nothing to approve.
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

// Nobody is called to pay for, or to use, what was given up; what was to be paid back is on its way.
function closedTickets(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): Does {
  const expiry = state.tickets.find(({ id }) => id === policy.validity.ticket);
  const tickets = [chaseTicket(policy, state), expiry];
  const closed = tickets.map((ticket) => closesTicket(policy, ticket, at, policy.results.cancelled));
  return together(...closed, closesPayBack(policy, state, at));
}
