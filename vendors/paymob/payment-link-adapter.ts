// Paymob is not told who the customer is, so it cannot send a link to the customer: a link whose address was lost is never
// paid.
import { isForeign, PAYMOB_CURRENCY } from './paymob-amount.ts';
import type { PaymobClient } from './paymob-client.ts';
import { VendorError } from '../vendor-error.ts';

type Effect = { id: string; text: string; details: Record<string, unknown> | null; attempts: number };
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused'; code: string } | { kind: 'ambiguous'; code: string };

export type PaymentLinkSettings = {
  /** The ways to pay that a link offers; a callback of any other is not for us. */
  integrationIds: number[];
  isLive: boolean;
  notificationUrl: string;
  /** The page that the customer's browser opens afterwards. Opening it proves nothing. */
  redirectionUrl: string;
  callTimeoutMs?: number;
};

/** An effect's `details`: `expiresAt` is an instant, RFC 3339. The customer reads the effect's `text` on the page. */
export type PaymentLinkDetails = { amountMinor: number; currency: 'EGP'; expiresAt: string };

export type PaymentLinkAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'same-reference';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Accepted | { kind: 'undecided' }>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;

/** An adapter for payment links; `paymentLinkOf` reads its `providerRef`. */
export function paymentLinkAdapter(client: PaymobClient, settings: PaymentLinkSettings): PaymentLinkAdapter {
  return {
    callTimeoutMs: settings.callTimeoutMs ?? CALL_TIMEOUT_MS,
    settlesWithinMs: 0,
    // A reference can be taken only once. A second link gets another reference, and the first link expires unused,
    // because its address is unknown.
    ifUnknown: () => 'same-reference',
    send: (effect, signal) => send(client, settings, effect, signal),
    reconcile: (effect, signal) => reconcile(client, effect, signal),
  };
}

/**
 * The parts of a link's reference: Paymob's order id, which maps callbacks; the link's own id; its address, `null` when
 * lost.
 */
export function paymentLinkOf(providerRef: string): { orderId: string; linkId: string | null; url: string | null } {
  const [orderId = '', linkId = null, url = null] = providerRef.split(' ');
  return { orderId, linkId, url };
}

async function send(
  client: PaymobClient,
  settings: PaymentLinkSettings,
  { id, text, details }: Effect,
  signal: AbortSignal,
): Promise<Sent> {
  if (isForeign(details)) return { kind: 'refused', code: 'currency-unsupported' };
  const terms = termsOf(details);
  if (terms === null) return { kind: 'refused', code: 'details-unfit' };
  const fields = {
    amount_cents: String(terms.amountMinor),
    payment_methods: settings.integrationIds.map(String),
    is_live: String(settings.isLive),
    description: text,
    // The page names no time zone. If Paymob reads it as Cairo time, a link ends two or three hours early, never late.
    expires_at: new Date(terms.expiresAt).toISOString().slice(0, 19),
    notification_url: settings.notificationUrl,
    redirection_url: settings.redirectionUrl,
  };
  try {
    return accepted(await client.createLink({ ...fields, reference_id: id }, signal));
  } catch (error) {
    if (!(error instanceof VendorError && error.code === 'reference-exists')) throw error;
  }
  // An earlier call did arrive, but its address is lost: no API gives it again, and the customer never got it.
  return accepted(
    await client.createLink({ ...fields, reference_id: `${id}-${crypto.randomUUID().slice(0, 8)}` }, signal),
  );
}

function accepted({
  id,
  order,
  shorten_url: short,
  client_url: long,
}: Awaited<ReturnType<PaymobClient['createLink']>>): Sent {
  const url = short ?? long;
  const fit = typeof id === 'number' && typeof order === 'number' && typeof url === 'string' && URL.canParse(url);
  return fit ? { kind: 'accepted', providerRef: `${order} ${id} ${url}` } : { kind: 'ambiguous', code: 'wrong-answer' };
}

function termsOf(details: Record<string, unknown> | null): PaymentLinkDetails | null {
  const { amountMinor, currency, expiresAt } = details ?? {};
  const fit =
    Number.isSafeInteger(amountMinor) &&
    Number(amountMinor) > 0 &&
    currency === PAYMOB_CURRENCY &&
    !Number.isNaN(Date.parse(String(expiresAt)));
  return fit ? (details as PaymentLinkDetails) : null;
}

// Links cannot be listed. Money under our reference shows that the customer has the address. A failed try does not: its
// customer still needs one. That a QuickLink's reference is its order's `merchant_order_id` is a guess: if it is wrong,
// the answer is "undecided".
async function reconcile(
  client: PaymobClient,
  { id }: Effect,
  signal: AbortSignal,
): Promise<Accepted | { kind: 'undecided' }> {
  const found = await client.inquire({ merchant_order_id: id }, signal);
  if (found === null || (!found.success && !found.pending)) return { kind: 'undecided' };
  return { kind: 'accepted', providerRef: String(found.order.id) };
}
