// FawryPay signs with SHA-256 over concatenated values and the secure key. The request id, times and items of a
// notification are not signed, so they are not read.
import { createHash, timingSafeEqual } from 'node:crypto';
import { piastresOf } from './fawry-amount.ts';

/** The signed values of a server notification. */
export type FawryEvent = {
  /** The same for every repetition: the notification's own `requestId` is not signed. */
  eventId: string;
  referenceNumber: string;
  merchantRefNumber: string;
  orderStatus: FawryOrderStatus;
  orderAmountMinor: number;
  /** Includes Fawry's fee where the customer pays it. */
  paymentAmountMinor: number;
  paymentMethod: string;
};

// https://developer.fawrystaging.com/docs/payment-notifications/server-notification-v2
const STATUSES = [
  ...(['NEW', 'PAID', 'CANCELED', 'CANCELLED', 'DELIVERED', 'REFUNDED'] as const),
  ...(['EXPIRED', 'PARTIAL_REFUNDED', 'FAILED', 'UNPAID'] as const),
];
export type FawryOrderStatus = (typeof STATUSES)[number];

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

type Notification = Record<string, unknown>;

/** The signature of a notification (V2). Amounts have two decimals; a missing value is empty. */
export function notificationSignature(notification: Notification, secureKey: string): string {
  const text = (name: string) => String(notification[name] ?? '');
  const values = [
    text('fawryRefNumber'),
    // The page's table uses this name, its formula `merchantRefNum`; real notifications have the table's name.
    text('merchantRefNumber'),
    Number(notification['paymentAmount']).toFixed(2),
    Number(notification['orderAmount']).toFixed(2),
    text('orderStatus'),
    text('paymentMethod'),
    // The vendor's own spelling.
    text('paymentRefrenceNumber'),
  ];
  return sha256(values.join('') + secureKey);
}

/**
 * The event of a notification's raw body if one of our keys has signed it, else `null`. There are several keys while
 * one is replaced.
 */
export function fawryEventOf(rawBody: Buffer, secureKeys: string[]): FawryEvent | null {
  const found = notificationOf(rawBody);
  const signature = found?.['messageSignature'];
  const given = typeof signature === 'string' ? signature.toLowerCase() : '';
  if (found === null || !/^[0-9a-f]{64}$/.test(given)) return null;
  const isOurs = (key: string) =>
    key !== '' && timingSafeEqual(Buffer.from(notificationSignature(found, key), 'hex'), Buffer.from(given, 'hex'));
  if (!secureKeys.some(isOurs)) return null;
  const referenceNumber = String(found['fawryRefNumber']);
  return {
    eventId: `${referenceNumber}/${given}`,
    referenceNumber,
    merchantRefNumber: String(found['merchantRefNumber']),
    orderStatus: found['orderStatus'] as FawryOrderStatus,
    orderAmountMinor: piastresOf(found['orderAmount']) as number,
    paymentAmountMinor: piastresOf(found['paymentAmount']) as number,
    paymentMethod: String(found['paymentMethod']),
  };
}

/** The requested payment, as it was stored. */
export type FawryDue = { merchantRefNumber: string; referenceNumber: string; amountMinor: number };

/**
 * Why an event does not pay the requested amount, or `null` when it does. Both references are compared, because they
 * are signed without a separator.
 */
export function fawryMismatch(event: FawryEvent, due: FawryDue): string | null {
  if (event.merchantRefNumber !== due.merchantRefNumber || event.referenceNumber !== due.referenceNumber)
    return 'order';
  if (event.orderAmountMinor !== due.amountMinor || event.paymentAmountMinor < due.amountMinor) return 'amount';
  return event.orderStatus === 'PAID' ? null : 'not-paid';
}

// Numbers arrive as numbers or as text; another type could be read differently than it was signed.
function notificationOf(rawBody: Buffer): Notification | null {
  try {
    const found: unknown = JSON.parse(rawBody.toString('utf8'));
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return null;
    const { paymentAmount, orderAmount, orderStatus, ...rest } = found as Notification;
    const isPlain = (value: unknown) => value === undefined || typeof value === 'string' || typeof value === 'number';
    const plain = ['fawryRefNumber', 'merchantRefNumber', 'paymentMethod', 'paymentRefrenceNumber'];
    const fit =
      piastresOf(paymentAmount) !== null &&
      piastresOf(orderAmount) !== null &&
      plain.every((name) => isPlain(rest[name] ?? undefined));
    return fit && STATUSES.includes(orderStatus as FawryOrderStatus) ? (found as Notification) : null;
  } catch {
    return null;
  }
}
