// Only the signed values of a transaction callback are trusted. The merchant's reference, the refunded total and
// `is_refund` are not signed.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PaymobTransaction } from './paymob-wire.ts';

/** The signed values of a callback. `orderId` maps it to a payment request: it was stored when the link was made. */
export type PaymobEvent = {
  /** The same for every repetition: Paymob gives a callback no id. */
  eventId: string;
  transactionId: string;
  orderId: string;
  amountMinor: number;
  currency: string;
  integrationId: number;
  /** The merchant who owns the account. */
  merchantId: number;
  success: boolean;
  pending: boolean;
  isRefunded: boolean;
  isVoided: boolean;
  /** True for refunds and voids, which are their own transactions. */
  hasParent: boolean;
  /** The merchant's reference in the callback. Not signed: only a hint where the order is unknown. */
  claimedReference: string | null;
};

/**
 * The text whose HMAC-SHA512 Paymob sends: 20 values in this order.
 * Source:
 * https://developers.paymob.com/paymob-docs/developers/webhook-callbacks-and-hmac/hmac/hmac-transaction-callback
 */
export function signedText(transaction: PaymobTransaction): string {
  const { order, source_data: source, ...rest } = transaction;
  const { amount_cents, created_at, currency, error_occured, has_parent_transaction, id, integration_id } = rest;
  const { is_3d_secure, is_auth, is_capture, is_refunded, is_standalone_payment, is_voided, owner, pending, success } =
    rest;
  return [
    ...[amount_cents, created_at, currency, error_occured, has_parent_transaction, id, integration_id, is_3d_secure],
    ...[is_auth, is_capture, is_refunded, is_standalone_payment, is_voided, order.id, owner, pending],
    ...[source.pan, source.sub_type, source.type, success],
    // How a null value is written is not documented: empty is a guess.
  ].reduce<string>((text, value) => text + String(value ?? ''), '');
}

/**
 * The event of a callback's raw body if one of our secrets has signed it, else `null`. `hmac` is the query parameter of
 * that name; there are several secrets while one is replaced.
 */
export function paymobEventOf(rawBody: Buffer, hmac: string | undefined, secrets: string[]): PaymobEvent | null {
  const found = transactionOf(rawBody);
  if (found === null || hmac === undefined || !/^[0-9a-f]{128}$/i.test(hmac)) return null;
  const [text, given] = [signedText(found), Buffer.from(hmac, 'hex')];
  const isOurs = (secret: string) =>
    secret !== '' && timingSafeEqual(createHmac('sha512', secret).update(text).digest(), given);
  return secrets.some(isOurs) ? paymobEvent(found, `${found.id}/${hmac.toLowerCase().slice(0, 32)}`) : null;
}

/** A transaction as an event; the given event id must be the same for every repetition. */
export function paymobEvent(found: PaymobTransaction, eventId: string): PaymobEvent {
  return {
    eventId,
    transactionId: String(found.id),
    orderId: String(found.order.id),
    amountMinor: found.amount_cents,
    currency: found.currency,
    integrationId: found.integration_id,
    merchantId: found.owner,
    success: found.success,
    pending: found.pending,
    isRefunded: found.is_refunded,
    isVoided: found.is_voided,
    hasParent: found.has_parent_transaction,
    claimedReference: found.order.merchant_order_id ?? null,
  };
}

/** Tells whether a customer has paid money: no failed or pending try, no refund, no void. */
export function isPaid(
  event: Pick<PaymobEvent, 'success' | 'pending' | 'hasParent' | 'isRefunded' | 'isVoided'>,
): boolean {
  return event.success && !event.pending && !event.hasParent && !event.isRefunded && !event.isVoided;
}

/** The requested payment, as it was stored. */
export type PaymobDue = {
  orderId: string;
  amountMinor: number;
  currency: string;
  integrationIds: number[];
  merchantId: number;
};

/**
 * Why an event does not pay the requested amount, or `null` when it does. The signed values have no separator, so
 * digits could be moved between neighbours: from an order's id to the merchant's, from a transaction's to the
 * integration's. Both neighbours are therefore compared.
 */
export function paymobMismatch(event: PaymobEvent, due: PaymobDue): string | null {
  if (event.merchantId !== due.merchantId) return 'merchant';
  if (event.orderId !== due.orderId) return 'order';
  if (event.amountMinor !== due.amountMinor) return 'amount';
  if (event.currency !== due.currency) return 'currency';
  if (!due.integrationIds.includes(event.integrationId)) return 'integration';
  return isPaid(event) ? null : 'not-paid';
}

function transactionOf(rawBody: Buffer): PaymobTransaction | null {
  try {
    const { type, obj } = JSON.parse(rawBody.toString('utf8')) as { type?: unknown; obj?: PaymobTransaction };
    return type === 'TRANSACTION' && obj !== undefined && isPlain(obj) ? obj : null;
  } catch {
    return null;
  }
}

const FLAGS = [
  'error_occured',
  'has_parent_transaction',
  'is_3d_secure',
  'is_auth',
  'is_capture',
  'is_refunded',
] as const;
const MORE_FLAGS = ['is_standalone_payment', 'is_voided', 'pending', 'success'] as const;
const NUMBERS = ['amount_cents', 'id', 'integration_id', 'owner'] as const;

// Each value must have its own type: otherwise the same signed text could be read as other values.
function isPlain(found: PaymobTransaction): boolean {
  return (
    [...FLAGS, ...MORE_FLAGS].every((name) => typeof found[name] === 'boolean') &&
    NUMBERS.every((name) => Number.isSafeInteger(found[name])) &&
    Number.isSafeInteger(found.order.id) &&
    ['string', 'undefined'].includes(typeof (found.order.merchant_order_id ?? undefined)) &&
    /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)?$/.test(found.created_at) &&
    /^[A-Z]{3}$/.test(found.currency) &&
    isSource(found.source_data)
  );
}

// These values are signed as text and never read; an object has no text.
function isSource(source: unknown): boolean {
  if (typeof source !== 'object' || source === null) return false;
  const { pan, sub_type: subType, type } = source as Record<string, unknown>;
  return [pan, subType, type].every((value) => value === null || typeof value !== 'object');
}
