// The exact requests to Paymob, and each of its answers. Without a database.
import { describe, expect, test } from '@jest/globals';
import { paymobInquiry } from '../../vendors/paymob/payment-inquiry.ts';
import { paymobRefundAdapter } from '../../vendors/paymob/refund-adapter.ts';
import * as paymob from '../harness/vendors/loopback-paymob.ts';
import { aTransaction } from '../harness/vendors/paymob-callback.ts';
import { client, LOGIN, says, server, signal } from './paymob-server.ts';

describe('a request', () => {
  test('carries the token, and JSON where it is JSON', async () => {
    says([404, {}], [404, {}]);
    const one = client();
    await one.inquire({ order_id: '1' }, signal());
    await one.transaction('a/b', signal());
    const [login, inquiry, transaction] = server.heard;
    expect(login?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(login?.body ?? '')).toEqual({ api_key: paymob.API_KEY });
    expect(inquiry?.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer a-token' });
    expect(JSON.parse(inquiry?.body ?? '')).toEqual({ order_id: '1' });
    expect(transaction?.url).toBe('/api/acceptance/transactions/a%2Fb');
    expect(server.asked[2]).toMatch(/^GET /);
  });

  test('is not repeated where it is led, nor is a login', async () => {
    const headers = { location: `${server.url}/elsewhere` };
    server.says.push(LOGIN, { status: 307, body: {}, headers });
    await expect(client().transaction('1', signal())).rejects.toMatchObject({ code: 'http-307' });
    server.says.push({ status: 307, body: {}, headers });
    await expect(client().transaction('1', signal())).rejects.toMatchObject({ name: 'PaymobLoginFailed' });
    expect(server.asked).toHaveLength(3);
  });

  test('without a token has not left', async () => {
    for (const body of [{}, { token: 5 }, 'a-token', null]) {
      server.says.push({ status: 201, body });
      await expect(client().transaction('1', signal())).rejects.toMatchObject({
        ...{ name: 'PaymobLoginFailed', status: 401 },
      });
    }
    expect(server.asked).toHaveLength(4);
  });
});

describe('an answer', () => {
  const bare = aTransaction({ id: 7 });

  test('is read bare and wrapped, its flags as text too', async () => {
    for (const body of [bare, { type: 'TRANSACTION', obj: bare }]) {
      says([200, body]);
      expect(await client().transaction('7', signal())).toEqual(bare);
    }
    says([200, { ...bare, pending: 'true', success: 'false' }]);
    expect(await client().transaction('7', signal())).toMatchObject({ pending: true, success: false });
  });

  test.each<[number, unknown, string]>([
    [200, { ...bare, id: '7' }, 'wrong-answer'],
    [200, { ...bare, amount_cents: '1' }, 'wrong-answer'],
    [200, 'yes', 'wrong-answer'],
    [200, null, 'wrong-answer'],
    [503, {}, 'http-503'],
    [400, { message: 'Something about a customer' }, 'http-400'],
    [400, null, 'http-400'],
    [400, { message: 'Reference ID already exists.' }, 'reference-exists'],
    [422, { message: 'duplicate' }, 'reference-exists'],
  ])('%i with %j: %s', async (status, body, code) => {
    says([status, body]);
    await expect(client().transaction('7', signal())).rejects.toMatchObject({ code });
  });

  test('404 is no transaction', async () => {
    says([404, {}]);
    expect(await client().transaction('7', signal())).toBeNull();
  });
});

describe('a refund', () => {
  const details = { transactionId: '7', amountMinor: 2_500 };
  const effect = (changes = {}, evidence: Record<string, unknown> | null = { refundedMinor: 0 }) => ({
    details: { ...details, ...changes },
    evidence,
  });
  const adapter = () => paymobRefundAdapter(client());

  test.each([{ transactionId: 7 }, { amountMinor: 0 }, { amountMinor: 0.5 }, { amountMinor: -1 }])(
    'with %j is none: refused, unprepared, undecided, and nothing is asked',
    async (unfit) => {
      expect(await adapter().send(effect(unfit), signal())).toEqual({ kind: 'refused', code: 'details-unfit' });
      expect(await adapter().prepare(effect(unfit), signal())).toEqual({ refundedMinor: null });
      expect(await adapter().reconcile(effect(unfit), signal())).toEqual({ kind: 'undecided' });
      expect(await adapter().reconcile(effect({}, { refundedMinor: null }), signal())).toEqual({ kind: 'undecided' });
      expect(server.asked).toEqual([]);
    },
  );

  test.each<[object, object]>([
    [{ pending: true }, { kind: 'ambiguous', code: 'paymob-pending' }],
    [{ success: false }, { kind: 'refused', code: 'paymob-declined' }],
    [{}, { kind: 'accepted', providerRef: '71' }],
  ])('answered with %j: %j', async (changes, expected) => {
    says([201, aTransaction({ id: 71, ...changes })]);
    expect(await adapter().send(effect(), signal())).toEqual(expected);
    expect(JSON.parse(server.heard[1]?.body ?? '')).toEqual({ transaction_id: '7', amount_cents: 2_500 });
  });

  test('of a payment whose total is not said is unprepared', async () => {
    const { refunded_amount_cents: _, ...silent } = aTransaction({ id: 7 });
    server.transactions.set(7, silent);
    expect(await adapter().prepare(effect(), signal())).toEqual({ refundedMinor: null });
  });
});

describe('the question whether an order was paid', () => {
  const ask = () => paymobInquiry(client())({ orderRef: '9' }, signal());

  test('is answered as the callback would have, under a name of our own', async () => {
    expect(await ask()).toBeNull();
    server.transactions.set(7, aTransaction({ id: 7, order: { id: 9 }, success: false }));
    expect(await ask()).toBeNull();
    server.transactions.set(7, aTransaction({ id: 7, order: { id: 9, merchant_order_id: 'e1' } }));
    expect(await ask()).toEqual({
      ...{ eventId: 'inquiry/7', transactionId: '7', orderId: '9', amountMinor: 60_000, currency: 'EGP' },
      ...{ integrationId: 4_097_558, merchantId: 302_852, success: true, pending: false, isRefunded: false },
      ...{ isVoided: false, hasParent: false, claimedReference: 'e1' },
    });
  });
});
