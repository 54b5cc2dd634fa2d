// Paymob Accept on a loopback port, as Paymob's pages describe it.
import type { PaymobTransaction, QuickLink } from '../../../vendors/paymob/paymob-wire.ts';
import { aTransaction, CASH_INTEGRATION_ID, INTEGRATION_ID, MERCHANT_ID } from './paymob-callback.ts';
import { say, type VendorAnswer, type VendorServer, vendorServer } from './vendor-server.ts';

export const API_KEY = 'paymob-api-key';

export type PaymobLink = QuickLink & { amount: number; form: FormData; told: boolean };

const fail = (status: number, body: unknown, headers = {}): VendorAnswer => ({ status, body, headers });
const errors = {
  tooMany: fail(429, { detail: 'Request was throttled. Expected available in 7 seconds.' }, { 'retry-after': '7' }),
  broken: fail(500, { message: 'Internal Server Error' }),
};
const notFound = fail(404, { detail: 'Not found.' });
const notLetIn = fail(401, { detail: 'incorrect credentials' });

export async function startPaymob() {
  const server = vendorServer();
  const state = {
    links: [] as PaymobLink[],
    /** The effects of links whose address was passed on: only these can be paid. */
    published: [] as string[],
    transactions: new Map<number, PaymobTransaction>(),
    /** The payments whose refund was accepted, one entry for each. */
    refundsOf: [] as number[],
    /** While true, a refund is only recorded. The total includes it when Paymob has finished it, if ever. */
    refundsPend: false,
    /** Orders whose price is collected at the door, and the effects for which a courier was sent. */
    orders: [] as { id: number; reference: string; order: Record<string, unknown> }[],
    collections: [] as string[],
    /** The effects of links that were ended, one entry for each. */
    ended: [] as string[],
    tokens: new Set<string>(),
    loginHangs: false,
  };
  const { app } = server;
  app.addHook('preHandler', async (request, reply) => {
    const token = request.headers.authorization?.replace('Bearer ', '');
    if (request.url !== '/api/auth/tokens' && !state.tokens.has(token ?? '')) return say(reply, notLetIn);
  });
  app.post('/api/auth/tokens', (request, reply) => {
    if (state.loginHangs) return void reply.hijack();
    const { api_key: key } = JSON.parse(String(request.body)) as { api_key: string };
    if (key !== API_KEY) return say(reply, notLetIn);
    const token = `token-${server.asked.length}`;
    state.tokens.add(token);
    return say(reply, { status: 201, body: { token, profile: { id: MERCHANT_ID } } });
  });
  app.post('/api/ecommerce/payment-links', async (request, reply) => {
    const form = await formOf(request);
    const reference = String(form.get('reference_id'));
    if (!form.getAll('payment_methods').includes(String(INTEGRATION_ID))) {
      return say(reply, fail(404, { detail: 'Integration ID/Name does not exist in our system .' }));
    }
    if (state.links.some(({ reference_id: taken }) => taken === reference)) {
      return say(reply, fail(400, { message: 'Reference ID already exists.' }));
    }
    const link = linkOf(state.links.length + 1, reference, form);
    const accept = () => {
      state.links.push(link);
      const { form: _form, told: _told, amount: _amount, ...body } = link;
      return { status: 201, body };
    };
    return server.effect(reply, accept, errors, () => {
      link.told = true;
      state.published.push(reference.slice(0, 36));
    });
  });
  app.post('/api/ecommerce/payment-links/cancel', async (request, reply) => {
    const form = await formOf(request);
    const link = state.links.find(({ id }) => String(id) === form.get('payment_link_id'));
    if (link === undefined) return say(reply, notFound);
    const accept = () => {
      if (link.state !== 'cancelled') state.ended.push(String(link.reference_id).slice(0, 36));
      link.state = 'cancelled';
      return { status: 200, body: { id: link.id, state: link.state } };
    };
    return server.effect(reply, accept, errors);
  });
  app.post('/api/ecommerce/orders/transaction_inquiry', (request, reply) => {
    const by = JSON.parse(String(request.body)) as { order_id?: string; merchant_order_id?: string };
    const found = [...state.transactions.values()].findLast(
      ({ order }) => String(order.id) === by.order_id || order.merchant_order_id === by.merchant_order_id,
    );
    return say(reply, found === undefined ? notFound : { status: 200, body: found });
  });
  app.get('/api/acceptance/transactions/:id', (request, reply) => {
    const found = state.transactions.get(Number((request.params as { id: string }).id));
    return say(reply, found === undefined ? notFound : { status: 200, body: { type: 'TRANSACTION', obj: found } });
  });
  app.post('/api/acceptance/void_refund/refund', (request, reply) => {
    const asked = JSON.parse(String(request.body)) as { transaction_id: string; amount_cents: number };
    const payment = state.transactions.get(Number(asked.transaction_id));
    if (payment === undefined) return say(reply, notFound);
    const total = (payment.refunded_amount_cents ?? 0) + asked.amount_cents;
    if (total > payment.amount_cents)
      return say(reply, fail(400, { message: 'Amount is more than the captured amount' }));
    const accept = () => {
      if (!state.refundsPend) Object.assign(payment, { is_refunded: true, refunded_amount_cents: total });
      state.refundsOf.push(payment.id);
      const own = { id: payment.id * 10 + state.refundsOf.length, has_parent_transaction: true, order: payment.order };
      const made = aTransaction({ ...own, amount_cents: asked.amount_cents });
      // Flags are text, as in the page's example.
      const flags = { pending: String(state.refundsPend), success: String(!state.refundsPend) };
      return { status: 201, body: { ...made, ...flags } };
    };
    return server.effect(reply, accept, errors);
  });
  collecting(server, state);
  await server.listen();
  // Assigned to the state, which the routes read, so that switches set from outside take effect.
  return Object.assign(state, server);
}

type Collecting = {
  orders: { id: number; reference: string; order: Record<string, unknown> }[];
  collections: string[];
  tokens: Set<string>;
  transactions: Map<number, PaymobTransaction>;
};

const ADDRESS = [
  'first_name',
  'last_name',
  'email',
  'phone_number',
  'street',
  'building',
  'floor',
  'apartment',
  'city',
  'country',
];

/** Orders, payment keys and cash: https://docs.paymob.com/docs/cash-collection. The text of errors is not documented. */
function collecting(server: VendorServer, state: Collecting): void {
  const bodyOf = ({ body }: { body: unknown }) => JSON.parse(String(body)) as Record<string, unknown>;
  const isLetIn = ({ auth_token: token }: Record<string, unknown>) => state.tokens.has(String(token));
  server.app.post('/api/ecommerce/orders', (request, reply) => {
    const order = bodyOf(request);
    if (!isLetIn(order)) return say(reply, notLetIn);
    const reference = String(order['merchant_order_id']);
    if (state.orders.some((known) => known.reference === reference))
      return say(reply, fail(422, { message: 'duplicate' }));
    const id = 433_000 + state.orders.length;
    state.orders.push({ id, reference, order });
    return say(reply, { status: 201, body: { id, merchant_order_id: reference, delivery_needed: true } });
  });
  server.app.post('/api/acceptance/payment_keys', (request, reply) => {
    const asked = bodyOf(request);
    if (!isLetIn(asked)) return say(reply, notLetIn);
    const billing = asked['billing_data'] as Record<string, string>;
    if (ADDRESS.some((field) => (billing[field] ?? '') === ''))
      return say(reply, fail(400, { billing_data: 'required' }));
    if (asked['integration_id'] !== CASH_INTEGRATION_ID) return say(reply, notFound);
    return say(reply, { status: 201, body: { token: `key-of-${String(asked['order_id'])}` } });
  });
  server.app.post('/api/acceptance/payments/pay', (request, reply) => {
    const { payment_token: key, source } = bodyOf(request);
    const order = state.orders.find(({ id }) => `key-of-${id}` === key);
    if (order === undefined) return say(reply, notLetIn);
    if (JSON.stringify(source) !== '{"identifier":"cash","subtype":"CASH"}') return say(reply, fail(400, {}));
    const accept = () => {
      const id = 234_000 + state.collections.length;
      state.collections.push(order.reference.slice(0, 36));
      const waiting = { pending: true, success: false, integration_id: CASH_INTEGRATION_ID };
      const source_data = { pan: '', sub_type: 'CASH', type: 'cash' };
      const known = { id: order.id, merchant_order_id: order.reference };
      state.transactions.set(
        id,
        aTransaction({ id, ...waiting, order: known, source_data, amount_cents: Number(order.order['amount_cents']) }),
      );
      // Flat, with flags as text, as in the page's example.
      return {
        status: 200,
        body: { id, pending: 'true', success: 'false', order: order.id, 'source_data.type': 'cash' },
      };
    };
    return server.effect(reply, accept, errors);
  });
}

function formOf({
  body,
  headers,
}: {
  body: unknown;
  headers: { 'content-type'?: string | undefined };
}): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  return new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type } }).formData();
}

function linkOf(id: number, reference: string, form: FormData): PaymobLink {
  const url = `https://accept.paymob.com/standalone?ref=i_${id}`;
  const shown = { id, order: 217_000_000 + id, reference_id: reference, client_url: url, state: 'created' };
  return {
    ...shown,
    shorten_url: `https://paymob.link/${id}`,
    amount: Number(form.get('amount_cents')),
    form,
    told: false,
  };
}
