// One due amount has one payment link.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { classifyFailure } from '../../activities/effects/failure.ts';
import { paymentLinkAdapter, paymentLinkOf } from '../../vendors/paymob/payment-link-adapter.ts';
import { paymobClient } from '../../vendors/paymob/paymob-client.ts';
import { describeAdapter } from '../activities/adapter-contract.ts';
import { lateFaults } from '../harness/loopback-provider.ts';
import * as paymob from '../harness/vendors/loopback-paymob.ts';
import { aTransaction, INTEGRATION_ID } from '../harness/vendors/paymob-callback.ts';

const details = { amountMinor: 60_000, currency: 'EGP', expiresAt: '2031-03-04T19:00:00.000Z' };
const settings = {
  integrationIds: [INTEGRATION_ID],
  isLive: false,
  notificationUrl: 'https://care.example/v1/webhooks/paymob',
  redirectionUrl: 'https://care.example/paid',
  callTimeoutMs: 1_500,
};
const clientOf = ({ url: baseUrl }: { url: string }, changes = {}) =>
  paymobClient({ apiKey: paymob.API_KEY, baseUrl, loginTimeoutMs: 200, ...changes });

async function subject() {
  const server = await paymob.startPaymob();
  const { published: accepted, upcoming, close } = server;
  return { adapter: paymentLinkAdapter(clientOf(server), settings), accepted, upcoming, close };
}
describeAdapter('Paymob, for a payment link,', subject, {
  effect: { kind: 'payment/request/card', intent: 'link/1', details },
  takesOnce: true,
});

let server: Awaited<ReturnType<typeof paymob.startPaymob>>;
beforeAll(async () => void (server = await paymob.startPaymob()));
beforeEach(() => {
  for (const list of [server.links, server.asked, server.published, server.upcoming]) list.length = 0;
  server.transactions.clear();
});
afterAll(() => server.close());

const signal = () => new AbortController().signal;
let effects = 0;
const aLink = (changes = {}) => {
  effects += 1;
  const id = `00000000-0000-4000-8000-${String(effects).padStart(12, '0')}`;
  return { id, text: '8 زيارات تنظيف', details: { ...details, ...changes }, attempts: 1 };
};

test('a link carries amount, expiry, ways to pay and where to report; nothing about the customer', async () => {
  const effect = aLink();
  const answer = await paymentLinkAdapter(clientOf(server), settings).send(effect, signal());
  expect(answer).toEqual({ kind: 'accepted', providerRef: '217000001 1 https://paymob.link/1' });
  expect(Object.fromEntries(server.links[0]?.form.entries() ?? [])).toEqual({
    amount_cents: '60000',
    reference_id: effect.id,
    payment_methods: String(INTEGRATION_ID),
    is_live: 'false',
    description: effect.text,
    expires_at: '2031-03-04T19:00:00',
    notification_url: settings.notificationUrl,
    redirection_url: settings.redirectionUrl,
  });
});

test.each(lateFaults)(
  '%s: the next link has another reference, and the address of one alone was told',
  async (fault) => {
    const [adapter, effect] = [paymentLinkAdapter(clientOf(server), settings), aLink()];
    server.upcoming.push(fault);
    await adapter.send(effect, AbortSignal.timeout(150)).catch(() => undefined);
    expect(await adapter.reconcile(effect, signal())).toEqual({ kind: 'undecided' });
    const answer = await adapter.send(effect, signal());
    expect(server.links.map(({ reference_id: reference, told }) => [reference?.startsWith(effect.id), told])).toEqual([
      [true, false],
      [true, true],
    ]);
    const { url, orderId } = paymentLinkOf('providerRef' in answer ? answer.providerRef : '');
    expect([url, orderId]).toEqual([server.links[1]?.shorten_url, String(server.links[1]?.order)]);
  },
);

test('a link that is paid after all is found by inquiry; its order maps the callback', async () => {
  const [adapter, effect] = [paymentLinkAdapter(clientOf(server), settings), aLink()];
  server.transactions.set(1, aTransaction({ order: { id: 94, merchant_order_id: effect.id } }));
  const found = await adapter.reconcile(effect, signal());
  expect(found).toEqual({ kind: 'accepted', providerRef: '94' });
  expect(paymentLinkOf('94')).toEqual({ orderId: '94', linkId: null, url: null });
  expect(await clientOf(server).inquire({ order_id: '94' }, signal())).toMatchObject({ success: true });
  expect(await clientOf(server).inquire({ order_id: '95' }, signal())).toBeNull();
});

test('a try that failed under our reference proves no link that a customer could get', async () => {
  const [adapter, effect] = [paymentLinkAdapter(clientOf(server), settings), aLink()];
  const order = { id: 94, merchant_order_id: effect.id };
  server.transactions.set(1, aTransaction({ order, success: false }));
  expect(await adapter.reconcile(effect, signal())).toEqual({ kind: 'undecided' });
  server.transactions.set(1, aTransaction({ order, success: false, pending: true }));
  expect(await adapter.reconcile(effect, signal())).toEqual({ kind: 'accepted', providerRef: '94' });
});

test('a link can be ended', async () => {
  await paymentLinkAdapter(clientOf(server), settings).send(aLink(), signal());
  await clientOf(server).cancelLink('1', signal());
  expect(server.links).toMatchObject([{ state: 'cancelled' }]);
});

test('terms that are none are refused before anything is asked', async () => {
  const adapter = paymentLinkAdapter(clientOf(server), settings);
  for (const unfit of [{ amountMinor: 0 }, { amountMinor: 1.5 }, { currency: undefined }, { expiresAt: 'soon' }]) {
    expect(await adapter.send(aLink(unfit), signal())).toEqual({ kind: 'refused', code: 'details-unfit' });
  }
  expect(server.asked).toEqual([]);
});

test('an integration that does not exist is a refusal; a wrong key and a login that hangs: nothing has left', async () => {
  const failure = (client = clientOf(server), changes = {}) =>
    paymentLinkAdapter(client, { ...settings, ...changes })
      .send(aLink(), signal())
      .catch(classifyFailure);
  expect(await failure(clientOf(server), { integrationIds: [1] })).toEqual({ kind: 'refused', code: 'http-404' });
  expect(await failure(clientOf(server, { apiKey: 'wrong' }))).toEqual({ kind: 'never-left', code: 'http-401' });
  server.loginHangs = true;
  expect(await failure()).toEqual({ kind: 'never-left', code: 'http-401' });
  server.loginHangs = false;
  expect(server.links).toEqual([]);
});

test('a token that has run out is replaced once; one is shared by later calls', async () => {
  const adapter = paymentLinkAdapter(clientOf(server), settings);
  await adapter.send(aLink(), signal());
  await adapter.send(aLink(), signal());
  expect(server.asked.filter((line) => line.endsWith('tokens'))).toHaveLength(1);
  server.tokens.clear();
  expect(await adapter.send(aLink(), signal())).toMatchObject({ kind: 'accepted' });
  expect(server.asked.filter((line) => line.endsWith('tokens'))).toHaveLength(2);
  expect(server.links).toHaveLength(3);
});

test('too many requests are not repeated, and the wait is passed on', async () => {
  const client = clientOf(server);
  server.upcoming.push('too-many-requests');
  const answer = await paymentLinkAdapter(client, settings).send(aLink(), signal()).catch(classifyFailure);
  expect(answer).toEqual({ kind: 'never-left', code: 'http-429', retryAfterMs: 7_000 });
  expect(server.asked.filter((line) => line.endsWith('payment-links'))).toHaveLength(1);
});
