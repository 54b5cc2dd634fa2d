// Owns the requests by which a customer is asked to pay the price. Refuses to know providers, links and codes.
import type { Instant } from '../calendar/instant.ts';
import type { Money } from '../money.ts';
import { type Does, entryOf, moveTo, withoutOpenRequests } from './move.ts';
import type { PaymentMethod, ServicePackagePolicy, SmsText } from './policy.ts';
import { together } from './process-tickets.ts';
import type { Move, PaymentOrder, PaymentRequest, ServicePackageState } from './state.ts';

/** FK-01, FK-07, FK-10: asks for the price by a method; whatever was open before is closed, so that one can be paid. */
export function requestPayment(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  asked: { requestId: string; method: PaymentMethod },
  by: string,
  at: Instant,
): Move {
  const { paymentRequests, payments } = withoutOpenRequests(before.paymentRequests);
  const request = { id: asked.requestId, method: asked.method, at, status: 'open' } as const;
  const order = requested(policy, request, before.price, by);
  const fields = { paymentRequests: [...paymentRequests, request] };
  return moveTo(policy, before, at, fields, together({ payments }, order));
}

/** A request as a move makes it: the order to the provider, and the entry that it leaves. */
export function requested(policy: ServicePackagePolicy, request: PaymentRequest, amount: Money, by: string): Does {
  const { id, method, at } = request;
  const details = { request: id, method };
  return {
    entries: [entryOf(at, 'payment-requested', by, policy.rules['payment-requested'], details)],
    payments: [paymentOrder(policy, request, amount)],
  };
}

/** What the provider is asked for, and the SMS that carries its answer to the customer. */
export function paymentOrder(
  policy: ServicePackagePolicy,
  { id, method }: PaymentRequest,
  amount: Money,
): PaymentOrder {
  const sms = smsOf(policy, method);
  return { kind: 'request', intent: `payment-request/${id}`, requestId: id, method, amount, sms };
}

// FK-02: cash is collected at the door, where a call goes before; nothing is written to the customer.
function smsOf(policy: ServicePackagePolicy, method: PaymentMethod): SmsText | null {
  if (method === 'cash') return null;
  return method === 'card' ? policy.sms.paymentLink : policy.sms.paymentCode;
}
