// Owns the question whether an order at Paymob was paid, for when its callback never came. Refuses to change anything there.
import type { PaymobClient } from './paymob-client.ts';
import { paymobEvent, isPaid, type PaymobEvent } from './paymob-signature.ts';

type Asked = { orderRef: string };

/** Answers with what the callback would have said, under a name of our own; `null` while nobody has paid. */
export function paymobInquiry(client: PaymobClient) {
  return async ({ orderRef }: Asked, signal: AbortSignal): Promise<PaymobEvent | null> => {
    const found = await client.inquire({ order_id: orderRef }, signal);
    if (found === null) return null;
    const event = paymobEvent(found, `inquiry/${found.id}`);
    return isPaid(event) ? event : null;
  };
}
