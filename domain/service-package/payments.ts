// Money that arrives is a fact: it is never refused, only held for a decision.
import type { PaymentMethod } from '../effect.ts';
import type { Instant } from '../calendar/instant.ts';
import { captured, capturedUnapplied } from '../ledger/movements.ts';
import { isSameAmount, type Money } from '../money.ts';
import { chaseTicket } from './chase-times.ts';
import { finished } from './finishing.ts';
import { isTakenByPeople, kindOfPayment } from './methods.ts';
import { decisionDue, tellsDeciders } from './money-tasks.ts';
import { entryOf, moveTo, withoutOpenRequests } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, together } from './process-tickets.ts';
import { revive } from './revival.ts';
import type { HeldPayment, Move, Payment, PaymentRequest, ServicePackageState } from './state.ts';
import { frozenValidity } from './validity.ts';
import { visitsLeft } from './visits.ts';

/** A notice that money has arrived; `id` is the provider's. `by` is the provider, or the person who collected it. */
export type Receipt = { id: string; requestId: string | null; method: PaymentMethod; amount: Money; by: string };

/** The receipt of money that a person has taken, at the door or at a desk: one per request. */
export function cashReceipt(state: ServicePackageState, requestId: string, by: string): Receipt {
  const method = state.paymentRequests.find(({ id }) => id === requestId)?.method ?? 'cash';
  return { id: `${method}/${requestId}`, requestId, method, amount: state.price, by };
}

/**
 * Takes a payment at any time. It activates an unpaid package and ends its chase (FK-13). Money for a cancelled or paid
 * package, or of another amount, is held for a person's decision. A known payment makes no move.
 */
export function receivePayment(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  receipt: Receipt,
  at: Instant,
): Move[] {
  const known = [...(before.payment === null ? [] : [before.payment]), ...before.heldPayments];
  const isByPeople = isTakenByPeople(kindOfPayment(before, receipt));
  if (known.some((payment) => isSameMoney(payment, receipt, isByPeople))) return [];
  const { by, ...received } = receipt;
  const payment: Payment = { ...received, at };
  const why = whyHeld(before, payment);
  if (why !== null) return holdMoney(policy, before, { ...payment, why, decision: null }, by);
  const activated = activate(policy, before, payment, by);
  return [activated, ...finished(policy, activated.state, at)];
}

// Cash recorded at the door may be reported again by the collecting company, under another id.
function isSameMoney(known: Payment, { id, requestId, method, amount }: Receipt, isByPeople: boolean): boolean {
  const isOfOneDoor = isByPeople && known.method === method && known.requestId === requestId;
  return known.id === id || (isOfOneDoor && isSameAmount(known.amount, amount));
}

// The first matching reason counts; the only one that leaves a choice comes last.
function whyHeld(state: ServicePackageState, { amount }: Payment): HeldPayment['why'] | null {
  if (state.payment !== null) return 'already-paid';
  if (!isSameAmount(amount, state.price)) return 'amount-differs';
  // All visits were lost before the payment: the money can neither buy nor revive anything.
  if (visitsLeft(state) === 0) return 'no-visits-left';
  return state.stage === 'cancelled' ? 'package-cancelled' : null;
}

function activate(policy: ServicePackagePolicy, before: ServicePackageState, payment: Payment, by: string): Move {
  const { at, amount, method, id } = payment;
  const requests = withPaid(before.paymentRequests, payment.requestId);
  const { paymentRequests, payments } = withoutOpenRequests(requests);
  const rule = policy.rules.paid;
  const validity = frozenValidity(policy, before, at);
  const parts = together(
    {
      entries: [entryOf(at, 'paid', by, rule, { payment: id, method, amountMinor: amount.amountMinor, ...validity })],
      ledger: [captured({ subject: id, at, rule }, amount)],
      payments,
    },
    closesTicket(policy, chaseTicket(policy, before), at, policy.results.paid),
  );
  return moveTo(policy, before, at, { stage: 'active', payment, paymentRequests, ...validity }, parts);
}

// FK-12: the customer pays after being asked once more, so this money needs no decision.
function holdMoney(policy: ServicePackagePolicy, before: ServicePackageState, held: HeldPayment, by: string): Move[] {
  const isAskedFor = before.paymentRequests.some(({ id, status }) => id === held.requestId && status === 'open');
  const move = hold(policy, before, held, by);
  if (!isAskedFor || held.why !== 'package-cancelled') return [move];
  const back = revive(policy, move.state, held, by, held.at);
  return [move, back, ...finished(policy, back.state, held.at)];
}

function hold(policy: ServicePackagePolicy, before: ServicePackageState, held: HeldPayment, by: string): Move {
  const { at, amount, id, why } = held;
  const rule = policy.rules['payment-held'];
  const fields = {
    heldPayments: [...before.heldPayments, { ...held, ...decisionDue(policy, at) }],
    // Money of another amount does not pay its request: the request stays payable until something else ends it.
    paymentRequests:
      why === 'amount-differs' ? before.paymentRequests : withPaid(before.paymentRequests, held.requestId),
  };
  return moveTo(policy, before, at, fields, {
    notifies: tellsDeciders(policy, 'decide-payment', id),
    entries: [entryOf(at, 'payment-held', by, rule, { payment: id, ...amount, why })],
    ledger: [capturedUnapplied({ subject: id, at, rule }, amount)],
  });
}

function withPaid(requests: readonly PaymentRequest[], requestId: string | null): PaymentRequest[] {
  return requests.map((request) => (request.id === requestId ? { ...request, status: 'paid' } : request));
}
