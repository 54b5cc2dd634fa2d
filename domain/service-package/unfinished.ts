// Owns what a package still owes outside by its state alone, for a process that begins or begins anew. Each is done once, by
// its intent, so that owing it again does no harm. Refuses to do it.
import type { PaymentOrder } from '../effect.ts';
import { expiryOrder } from './move.ts';
import { paymentOrder } from './payment-requests.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { refundOrder } from './refunds.ts';
import type { ServicePackageState } from './state.ts';

/** Requests that can be paid, and refunds that are being paid. */
export function unfinishedPayments(policy: ServicePackagePolicy, state: ServicePackageState): PaymentOrder[] {
  const requests = state.paymentRequests.filter(({ status }) => status === 'open');
  const refunds = state.refunds.filter(({ status }) => status === 'approved');
  return [
    ...requests.map((request) => paymentOrder(policy, request, state.price)),
    ...refunds.map((refund) => refundOrder(refund)),
  ];
}

/** The end of every request that nobody shall pay any more; which of them are ended already, only the ledger knows. */
export function requestsToEnd({ paymentRequests }: Pick<ServicePackageState, 'paymentRequests'>): PaymentOrder[] {
  return paymentRequests.filter(({ status }) => status === 'expired').map(({ id }) => expiryOrder(id));
}
