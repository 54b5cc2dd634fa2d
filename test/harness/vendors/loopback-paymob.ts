// Owns Paymob Accept on a loopback port: tokens, QuickLinks, inquiry, refunds, signed callbacks, error bodies.
// Refuses to know our adapters: what it says is what Paymob's pages say.
import type { PaymobTransaction, QuickLink } from '../../../vendors/paymob/paymob-wire.ts';
import { aTransaction, INTEGRATION_ID, MERCHANT_ID } from './paymob-callback.ts';
import { say, type VendorAnswer, vendorServer } from './vendor-server.ts';

export const API_KEY = 'paymob-api-key';

export type PaymobLink = QuickLink & { amount: number; form: FormData; told: boolean };

const fail = (status: number, body: unknown, headers = {}): VendorAnswer => ({ status, body, headers });
const errors = {
  tooMany: fail(429, { detail: 'Request was throttled. Expected available in 7 seconds.' }, { 'retry-after': '7' }),
  broken: fail(500, { message: 'Internal Server Error' }),
};
const notFound = fail(404, { detail: 'Not found.' });
const notLetIn = fail(401, { detail: 'incorrect credentials' });

/** Starts one. */
export async function startPaymob() {
  const server = vendorServer();
  const state = {
    links: [] as PaymobLink[],
    /** The effects of links whose address was told to somebody: only these can be paid. */
    published: [] as string[],
    transactions: new Map<number, PaymobTransaction>(),
    /** The payments of which a refund was accepted, one entry for each. */
    refundsOf: [] as number[],
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
    link.state = 'cancelled';
    return say(reply, { status: 200, body: { id: link.id, state: link.state } });
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
      Object.assign(payment, { is_refunded: true, refunded_amount_cents: total });
      state.refundsOf.push(payment.id);
      const own = { id: payment.id * 10 + state.refundsOf.length, has_parent_transaction: true };
      return { status: 201, body: aTransaction({ ...own, order: payment.order, amount_cents: asked.amount_cents }) };
    };
    return server.effect(reply, accept, errors);
  });
  await server.listen();
  // Into the state, which is what the routes read: switches set from outside reach them.
  return Object.assign(state, server);
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
