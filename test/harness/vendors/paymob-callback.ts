import { createHmac } from 'node:crypto';
import { signedText } from '../../../vendors/paymob/paymob-signature.ts';
import type { PaymobTransaction } from '../../../vendors/paymob/paymob-wire.ts';

export const HMAC_SECRET = 'paymob-hmac-secret';
export const INTEGRATION_ID = 4_097_558;
export const CASH_INTEGRATION_ID = 4_097_600;
export const MERCHANT_ID = 302_852;

/** A successful card payment of 600.00 EGP. */
export function aTransaction(changes: Partial<PaymobTransaction> = {}): PaymobTransaction {
  const flags = {
    is_auth: false,
    is_capture: false,
    is_standalone_payment: true,
    is_voided: false,
    is_refunded: false,
  };
  return {
    ...{ id: 192_036_465, pending: false, amount_cents: 60_000, success: true, is_3d_secure: true, ...flags },
    ...{ integration_id: INTEGRATION_ID, has_parent_transaction: false, error_occured: false, owner: MERCHANT_ID },
    ...{ currency: 'EGP', created_at: '2031-03-03T09:00:00.592345', refunded_amount_cents: 0 },
    order: { id: 217_503_754, merchant_order_id: null },
    source_data: { pan: '2346', sub_type: 'MasterCard', type: 'card' },
    ...changes,
  };
}

/** A transaction callback as Paymob posts it, with the `hmac` of its query. */
export function transactionCallback(transaction: PaymobTransaction, secret = HMAC_SECRET) {
  const hmac = createHmac('sha512', secret).update(signedText(transaction)).digest('hex');
  return { rawBody: Buffer.from(JSON.stringify({ type: 'TRANSACTION', obj: transaction })), hmac };
}
