// For a process that begins or is restored from its record. Each effect happens once, by its intent, so asking for it
// again is harmless.
import type { PaymentOrder } from '../effect.ts';
import { kindOf } from './methods.ts';
import { expiryOrder } from './move-parts.ts';
import { paymentOrder } from './payment-requests.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { refundOrder } from './refunds.ts';
import type { ServicePackageState } from './state.ts';

/** Requests that can be paid, and refunds under way. */
export function unfinishedPayments(policy: ServicePackagePolicy, state: ServicePackageState): PaymentOrder[] {
  const requests = state.paymentRequests.filter((one) => one.status === 'open' && kindOf(one) !== 'by-hand');
  const refunds = state.refunds.filter(({ status }) => status === 'approved');
  return [
    ...requests.map((request) => paymentOrder(policy, request, state.price)),
    ...refunds.map((refund) => refundOrder(refund)),
  ];
}

/** Ends all expired requests that a provider has. Only the effect ledger knows which of them the provider has already ended. */
export function requestsToEnd({ paymentRequests }: Pick<ServicePackageState, 'paymentRequests'>): PaymentOrder[] {
  const expired = paymentRequests.filter((one) => one.status === 'expired' && kindOf(one) !== 'by-hand');
  return expired.map(({ id }) => expiryOrder(id));
}
