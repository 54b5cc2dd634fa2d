import { VendorError } from '../vendor-error.ts';
import { piastresOf } from './fawry-amount.ts';
import type { FawryClient } from './fawry-client.ts';
import type { FawryEvent } from './fawry-signature.ts';

type Asked = { orderRef: string; effectId: string };

/**
 * Asks whether an order was paid, for a notification that never came. Answers with the notification's values under our
 * own event id; `null` while unpaid.
 * @throws VendorError for an answer that makes no sense
 */
export function fawryInquiry(client: FawryClient) {
  return async ({ orderRef, effectId }: Asked, signal: AbortSignal): Promise<FawryEvent | null> => {
    const { orderStatus, orderAmount, paymentAmount } = await client.status(effectId, signal);
    if (orderStatus !== 'PAID') return null;
    const orderAmountMinor = piastresOf(orderAmount ?? paymentAmount);
    const paymentAmountMinor = piastresOf(paymentAmount);
    if (orderAmountMinor === null || paymentAmountMinor === null) throw new VendorError('wrong-answer');
    const names = { eventId: `inquiry/${orderRef}`, referenceNumber: orderRef, merchantRefNumber: effectId };
    return { ...names, orderStatus, orderAmountMinor, paymentAmountMinor, paymentMethod: 'PayAtFawry' };
  };
}
