import type { PaymobClient } from './paymob-client.ts';
import { paymobEvent, isPaid, type PaymobEvent } from './paymob-signature.ts';

type Asked = { orderRef: string };

/**
 * Asks whether an order was paid, for a callback that never came. Answers with the callback's values under our own
 * event id; `null` while unpaid.
 */
export function paymobInquiry(client: PaymobClient) {
  return async ({ orderRef }: Asked, signal: AbortSignal): Promise<PaymobEvent | null> => {
    const found = await client.inquire({ order_id: orderRef }, signal);
    if (found === null) return null;
    const event = paymobEvent(found, `inquiry/${found.id}`);
    return isPaid(event) ? event : null;
  };
}
