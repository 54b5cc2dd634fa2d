// One request per call to Paymob Accept, without redirects. It repeats only a call that was refused for an expired
// token.
import { VendorError } from '../vendor-error.ts';
import type { CashOrder, CashTransaction, PaymobTransaction, QuickLink, QuickLinkFields } from './paymob-wire.ts';

/** There was no access token, so the request itself was not sent. */
class PaymobLoginFailed extends Error {
  override name = 'PaymobLoginFailed';
  // Failures are classified by HTTP status: this one means denied access.
  readonly status = 401;
}

export type PaymobSettings = {
  apiKey: string;
  /** The address of the API; another address in tests. */
  baseUrl?: string;
  /** The time limit for the access token; well under a call's own time limit. */
  loginTimeoutMs?: number;
};

const asked = { method: 'POST', headers: { 'content-type': 'application/json' } };
const PUBLIC_API = 'https://accept.paymob.com';
const LOGIN_TIMEOUT_MS = 4_000;

export type PaymobClient = ReturnType<typeof paymobClient>;

/**
 * A client. Each call ends with its signal. @throws PaymobLoginFailed, VendorError, and what fetch throws
 * Sources: https://developers.paymob.com/paymob-docs/developers (QuickLink, refund),
 * https://docs.paymob.com/docs/retrieve-a-transaction, https://docs.paymob.com/docs/accept-standard-redirect (order,
 * payment key), https://docs.paymob.com/docs/cash-collection
 */
export function paymobClient(settings: PaymobSettings) {
  const request = authorized(settings);
  return {
    /** @throws VendorError `reference-exists` when a link has this reference already */
    createLink: (fields: QuickLinkFields, signal: AbortSignal) =>
      request('/api/ecommerce/payment-links', { method: 'POST', body: formOf(fields) }, signal) as Promise<QuickLink>,
    /** Ends a link, so that it can no longer be paid. A repetition is harmless. */
    cancelLink: async (linkId: string, signal: AbortSignal): Promise<void> => {
      const form = formOf({ payment_link_id: linkId });
      await request('/api/ecommerce/payment-links/cancel', { method: 'POST', body: form }, signal);
    },
    /** The latest transaction of an order, by Paymob's id or by our reference; `null` when there was no try to pay. */
    inquire: (by: { order_id: string } | { merchant_order_id: string }, signal: AbortSignal) => {
      const body = JSON.stringify(by);
      return orNull(request('/api/ecommerce/orders/transaction_inquiry', { ...asked, body }, signal));
    },
    /** A transaction by its id, with its refunded total; `null` when there is none. */
    transaction: (id: string, signal: AbortSignal) =>
      orNull(request(`/api/acceptance/transactions/${encodeURIComponent(id)}`, {}, signal)),
    /** Asks for a refund; the answer is the refund's own transaction. */
    refund: async (transactionId: string, amountMinor: number, signal: AbortSignal): Promise<PaymobTransaction> => {
      const body = JSON.stringify({ transaction_id: transactionId, amount_cents: amountMinor });
      return unwrapped(await request('/api/acceptance/void_refund/refund', { ...asked, body }, signal));
    },
    ...cashCalls(request),
  };
}

/** The older calls take the token in the body. */
function cashCalls(request: ReturnType<typeof authorized>) {
  const withToken = (path: string, fields: object, signal: AbortSignal) =>
    request(path, (token) => ({ ...asked, body: JSON.stringify({ auth_token: token, ...fields }) }), signal);
  return {
    /** Registers an order, which has no effect on the customer yet. @throws VendorError `reference-exists` */
    registerOrder: async (order: CashOrder, signal: AbortSignal): Promise<number> => {
      const { id } = (await withToken('/api/ecommerce/orders', order, signal)) as { id?: unknown };
      if (typeof id !== 'number') throw new VendorError('wrong-answer');
      return id;
    },
    /** The key that pays an order by one method. */
    paymentKey: async (fields: object, signal: AbortSignal): Promise<string> => {
      const { token } = (await withToken('/api/acceptance/payment_keys', fields, signal)) as { token?: unknown };
      if (typeof token !== 'string') throw new VendorError('wrong-answer');
      return token;
    },
    /** Sends a courier to collect cash at the customer's door. */
    payInCash: async (paymentToken: string, signal: AbortSignal) => {
      const source = { identifier: 'cash', subtype: 'CASH' };
      const body = JSON.stringify({ source, payment_token: paymentToken });
      const made = (await request('/api/acceptance/payments/pay', { ...asked, body }, signal)) as CashTransaction;
      if (typeof made.id !== 'number') throw new VendorError('wrong-answer');
      return flagsRead(made);
    },
  };
}

async function orNull(answer: Promise<unknown>): Promise<PaymobTransaction | null> {
  try {
    return unwrapped(await answer);
  } catch (error) {
    if (error instanceof VendorError && error.status === 404) return null;
    throw error;
  }
}

// The pages show a transaction both bare and as `{type, obj}`; both are read.
function unwrapped(body: unknown): PaymobTransaction {
  const { obj = body } = body as { obj?: unknown };
  const found = obj as PaymobTransaction;
  if (typeof found.id !== 'number' || typeof found.amount_cents !== 'number') throw new VendorError('wrong-answer');
  return flagsRead(found);
}

// In the pages' examples of cash and refunds flags are text, where "false" would count as true.
function flagsRead<T extends { pending: unknown; success: unknown }>(found: T) {
  const isYes = (flag: unknown) => flag === true || flag === 'true';
  return { ...found, pending: isYes(found.pending), success: isYes(found.success) };
}

// https://developers.paymob.com/paymob-docs/developers/quicklink-apis/create-quicklink: a multipart form.
function formOf(fields: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
  return form;
}

type Wanted = RequestInit | ((token: string) => RequestInit);

function authorized(settings: PaymobSettings) {
  const baseUrl = settings.baseUrl ?? PUBLIC_API;
  let token: string | null = null;
  return async (path: string, wanted: Wanted, signal: AbortSignal): Promise<unknown> => {
    const once = async () => {
      token ??= await login(settings, baseUrl, signal);
      const init = typeof wanted === 'function' ? wanted(token) : wanted;
      const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` };
      return fetch(new URL(path, baseUrl), { ...init, headers, redirect: 'manual', signal });
    };
    let answer = await once();
    if (answer.status === 401) {
      // The token lives for an hour. A denied call had no effect, so this is no second request.
      await answer.body?.cancel();
      token = null;
      answer = await once();
    }
    return readJson(answer);
  };
}

async function login(
  { apiKey, loginTimeoutMs }: PaymobSettings,
  baseUrl: string,
  signal: AbortSignal,
): Promise<string> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(loginTimeoutMs ?? LOGIN_TIMEOUT_MS)]);
  const [body, headers] = [JSON.stringify({ api_key: apiKey }), { 'content-type': 'application/json' }];
  try {
    const init: RequestInit = { method: 'POST', headers, body, redirect: 'manual', signal: inTime };
    const { token } = (await readJson(await fetch(new URL('/api/auth/tokens', baseUrl), init))) as { token?: unknown };
    if (typeof token === 'string') return token;
  } catch (cause) {
    throw new PaymobLoginFailed('no access token', { cause });
  }
  throw new PaymobLoginFailed('no access token');
}

async function readJson(answer: Response): Promise<unknown> {
  const body = jsonOf(await answer.text());
  if (!answer.ok) throw new VendorError(codeOf(body) ?? `http-${answer.status}`, answer);
  if (typeof body !== 'object' || body === null) throw new VendorError('wrong-answer');
  return body;
}

function codeOf(body: unknown): string | null {
  const { message } = (body ?? {}) as { message?: unknown };
  // `duplicate` is the answer for an order reference that is taken; no page has it, but merchants' code shows it.
  return message === 'Reference ID already exists.' || message === 'duplicate' ? 'reference-exists' : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
