// Signed as Fawry's page says, with separate code: the check under test is not used.
import { createHash } from 'node:crypto';
import { SECURE_KEY } from './loopback-fawry.ts';

const hash = (...parts: string[]) => createHash('sha256').update(parts.join('')).digest('hex');

/** A notification (V2) as Fawry posts it. */
export function notification(changes: Record<string, unknown> = {}, key = SECURE_KEY): Buffer {
  const body = {
    ...{ requestId: 'c72827d084ea4b88949d91dd2db4996e', fawryRefNumber: '970177', merchantRefNumber: 'e1' },
    ...{ customerMobile: '01001234567', paymentAmount: 600.0, orderAmount: 600.0, fawryFees: 0.0, shippingFees: '' },
    ...{ orderStatus: 'PAID', paymentMethod: 'PayAtFawry', paymentTime: 1_930_000_000_000, ...changes },
  };
  const values = [
    body.fawryRefNumber,
    body.merchantRefNumber,
    body.paymentAmount.toFixed(2),
    body.orderAmount.toFixed(2),
  ];
  const { paymentRefrenceNumber = '' } = changes as { paymentRefrenceNumber?: string };
  const messageSignature = hash(...values, body.orderStatus, body.paymentMethod, paymentRefrenceNumber, key);
  return Buffer.from(JSON.stringify({ ...body, messageSignature }));
}
