import type { PaymentMethod, PaymentOrder } from '../effect.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Money } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { chaseTicket } from './chase-times.ts';
import {
  chaseAfterRequest,
  collectableUntil,
  type Collection,
  collectionFields,
  refusalOfCollectionTime,
} from './collection.ts';
import { isTakenByPeople, keptOfMethod, kindOf, paymentWay, paymentWays } from './methods.ts';
import { type MoveParts, entryOf, moveTo, withoutOpenRequests } from './move-parts.ts';
import type { ServicePackagePolicy, SmsText } from './policy.ts';
import { together } from './process-tickets.ts';
import type { Move, PaymentRequest, ServicePackageState } from './state.ts';
import { unpaidCancelledAt } from './unpaid-cancellation.ts';

/** The requested way to pay; for cash, with the agreed collection. */
export type AskedPayment = { requestId: string; method: PaymentMethod; collection?: Collection | null };

/** FK-01, FK-07, FK-10: asks for the price by a method. Earlier requests are closed, so only one can be paid. */
export function requestPayment(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  asked: AskedPayment,
  by: string,
  at: Instant,
): Move {
  const { paymentRequests, payments } = withoutOpenRequests(before.paymentRequests);
  const { requestId: id, method, collection } = asked;
  const kept = { ...keptOfMethod(policy, method), ...collectionFields(collection) };
  const request: PaymentRequest = { id, method, at, status: 'open', ...kept };
  const requests = [...paymentRequests, request];
  const chase = chaseAfterRequest(policy, before, requests, at);
  const order = requested(policy, request, before.price, by);
  const fields = { ...chase.fields, paymentRequests: requests };
  return moveTo(policy, before, at, fields, together({ payments }, order, chase.parts));
}

/**
 * Why a payment request is refused, or `null`. After a cancellation for lack of payment the customer may still pay
 * while the ticket of the last call is open (FK-12); the money then revives the package.
 */
export function refusalOfRequest(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  { method, collection }: Omit<AskedPayment, 'requestId'>,
  now: Instant,
): Refusal | null {
  if (state.stage === 'cancelled' && !isLastCallOpen(policy, state)) {
    return refusal('already-cancelled', 'the package is cancelled');
  }
  if (state.payment !== null) return refusal('already-paid', 'the package is paid');
  const refused = refusalOfMethod(policy, method);
  if (refused !== null) return refused;
  if (paymentWay(policy, method)?.kind !== 'collection' || policy.chase.collection === undefined) return null;
  if (!collection) return refusal('collection-required', 'cash is collected at an address and a time');
  return refusalOfCollectionTime(collection.at, collectableUntil(state, now), now);
}

/** Why a program cannot be paid by a method, or `null`. */
export function refusalOfMethod(policy: ServicePackagePolicy, method: string): Refusal | null {
  if (paymentWay(policy, method) !== null) return null;
  const known = paymentWays(policy).map((way) => way.method);
  return refusal('payment-method-refused', `it can be paid by ${known.join(', ')}`, { method, methods: known });
}

function isLastCallOpen(policy: ServicePackagePolicy, state: ServicePackageState): boolean {
  const ticket = chaseTicket(policy, state);
  return unpaidCancelledAt(state) !== null && ticket !== undefined && ticket.status !== 'closed';
}

/** The part of a move that makes a request: its timeline entry and the order to the provider. */
export function requested(policy: ServicePackagePolicy, request: PaymentRequest, amount: Money, by: string): MoveParts {
  const { id, method, at } = request;
  const details = { request: id, method };
  return {
    entries: [entryOf(at, 'payment-requested', by, policy.rules['payment-requested'], details)],
    // Money at a desk needs no provider.
    payments: kindOf(request) === 'by-hand' ? [] : [paymentOrder(policy, request, amount)],
  };
}

/** The order to the provider, and the SMS that brings its answer to the customer. */
export function paymentOrder(policy: ServicePackagePolicy, request: PaymentRequest, amount: Money): PaymentOrder {
  const { id, method } = request;
  const sms = smsOf(policy, request);
  return { kind: 'request', intent: `payment-request/${id}`, requestId: id, method, amount, sms };
}

// FK-02: cash is collected at the door after a call, so no SMS is sent. Others may be left out by the program.
function smsOf(policy: ServicePackagePolicy, request: PaymentRequest): SmsText | null {
  if (isTakenByPeople(kindOf(request))) return null;
  return (kindOf(request) === 'link' ? policy.sms.paymentLink : policy.sms.paymentCode) ?? null;
}
