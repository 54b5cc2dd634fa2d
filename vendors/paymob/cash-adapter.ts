// Cash is collected at the door in three calls: register an order, get a key to pay it, send the courier.
import { isForeign, PAYMOB_CURRENCY } from './paymob-amount.ts';
import type { PaymobClient } from './paymob-client.ts';
import { VendorError } from '../vendor-error.ts';
import type { CashAddress } from './paymob-wire.ts';

type Effect = {
  id: string;
  recipient: string;
  text: string;
  details: Record<string, unknown> | null;
  attempts: number;
  resends: number;
};
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused' | 'never-left' | 'ambiguous'; code: string };
type Found = Accepted | { kind: 'undecided' };

export type CashSettings = {
  /** The integration of cash collection. */
  integrationId: number;
  callTimeoutMs?: number;
};

/** An effect's `details`: `at` is an instant, RFC 3339. The effect's `recipient` is the number to call before. */
export type CashDetails = {
  amountMinor: number;
  currency: 'EGP';
  name: string;
  collection: { at: string; address: string };
};

export type CashAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'resend-once';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Found>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;
const SETTLES_WITHIN_MS = 120_000;
// Seconds; the key is used at once.
const KEY_EXPIRES_IN = 3_600;
// Attempts that were turned away count too; more inquiries do not fit into one call's time.
const LOOKED_BACK = 4;

/** An adapter for collections at the door. `cashCollectionOf` reads its `providerRef`. */
export function cashAdapter(client: PaymobClient, settings: CashSettings): CashAdapter {
  return {
    callTimeoutMs: settings.callTimeoutMs ?? CALL_TIMEOUT_MS,
    settlesWithinMs: SETTLES_WITHIN_MS,
    // If the inquiry does not find the first courier, one more is sent, flagged.
    ifUnknown: () => 'resend-once',
    send: (effect, signal) => send(client, settings, effect, signal),
    reconcile: (effect, signal) => reconcile(client, effect, signal),
  };
}

/** The parts of a collection's reference: Paymob's order, which maps callbacks, and its transaction. */
export function cashCollectionOf(providerRef: string): { orderId: string; transactionId: string | null } {
  const [orderId = '', transactionId = null] = providerRef.split(' ');
  return { orderId, transactionId };
}

/** Each attempt has its own order, so that no attempt can send a second courier. */
function referenceOf(id: string, attempt: number): string {
  return attempt > 1 ? `${id}-${attempt}` : id;
}

async function send(client: PaymobClient, settings: CashSettings, effect: Effect, signal: AbortSignal): Promise<Sent> {
  if (isForeign(effect.details)) return { kind: 'refused', code: 'currency-unsupported' };
  const terms = termsOf(effect.details);
  if (terms === null) return { kind: 'refused', code: 'details-unfit' };
  const prepared = await prepare(client, settings, effect, terms, signal);
  if ('kind' in prepared) return prepared;
  const { id, pending, success } = await client.payInCash(prepared.key, signal);
  if (!pending && !success) return { kind: 'refused', code: 'paymob-not-scheduled' };
  return { kind: 'accepted', providerRef: `${prepared.orderId} ${id}` };
}

type Prepared = { orderId: number; key: string };

// No courier is sent before this has finished, whatever goes wrong.
async function prepare(
  client: PaymobClient,
  { integrationId }: CashSettings,
  effect: Effect,
  terms: CashDetails,
  signal: AbortSignal,
): Promise<Prepared | Sent> {
  const address = addressOf(effect, terms);
  const amount = { amount_cents: String(terms.amountMinor), currency: terms.currency };
  const items = [{ name: effect.text, amount_cents: amount.amount_cents, description: effect.text, quantity: '1' }];
  const order = {
    ...amount,
    delivery_needed: 'true' as const,
    merchant_order_id: referenceOf(effect.id, effect.attempts),
    items,
  };
  try {
    const orderId = await client.registerOrder({ ...order, shipping_data: address }, signal);
    const paid = { order_id: String(orderId), integration_id: integrationId, expiration: KEY_EXPIRES_IN };
    return { orderId, key: await client.paymentKey({ ...amount, ...paid, billing_data: address }, signal) };
  } catch (error) {
    // This same attempt ran before: the inquiry tells whether it went on.
    if (error instanceof VendorError && error.code === 'reference-exists')
      return { kind: 'ambiguous', code: error.code };
    if (!(error instanceof VendorError) || isRefusal(error)) throw error;
    return { kind: 'never-left', code: error.code };
  }
}

function isRefusal({ status }: VendorError): boolean {
  return status !== undefined && status >= 400 && status < 500;
}

// An inquiry that finds nothing proves nothing. After a second courier was sent in doubt, either may be on the way.
async function reconcile(client: PaymobClient, effect: Effect, signal: AbortSignal): Promise<Found> {
  const { id, attempts, resends } = effect;
  const first = resends > 0 ? Math.max(1, attempts - LOOKED_BACK) : attempts;
  for (let attempt = attempts; attempt >= first; attempt -= 1) {
    const found = await client.inquire({ merchant_order_id: referenceOf(id, attempt) }, signal);
    if (found?.pending === true || found?.success === true)
      return { kind: 'accepted', providerRef: `${found.order.id} ${found.id}` };
  }
  return { kind: 'undecided' };
}

// `NA` for an unknown value is the page's own advice. Putting the time into the description is a guess: no field for it
// is documented.
function addressOf({ recipient }: Effect, { name, collection }: CashDetails): CashAddress {
  const [first = 'NA', ...rest] = name.trim().split(/\s+/);
  const wanted = new Date(collection.at).toLocaleString('en-GB', { timeZone: 'Africa/Cairo' });
  const unknown = { email: 'NA', building: 'NA', floor: 'NA', apartment: 'NA', state: 'NA', postal_code: 'NA' };
  return {
    ...unknown,
    first_name: first,
    last_name: rest.join(' ') || 'NA',
    phone_number: recipient,
    street: collection.address,
    city: 'Cairo',
    country: 'EG',
    shipping_method: 'NA',
    extra_description: `collect at ${wanted}, call before`,
  };
}

function termsOf(details: Record<string, unknown> | null): CashDetails | null {
  const { amountMinor, currency, name, collection } = details ?? {};
  const { at, address } = (collection ?? {}) as { at?: unknown; address?: unknown };
  const isAmount = Number.isSafeInteger(amountMinor) && Number(amountMinor) > 0 && currency === PAYMOB_CURRENCY;
  const isDoor = typeof address === 'string' && typeof name === 'string' && !Number.isNaN(Date.parse(String(at)));
  return isAmount && isDoor ? (details as CashDetails) : null;
}
