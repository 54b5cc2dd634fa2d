// The exact requests for collections and links at Paymob, and each of its answers. Without a database.
import { describe, expect, test } from '@jest/globals';
import { cashAdapter, cashCollectionOf } from '../../vendors/paymob/cash-adapter.ts';
import { linkExpiryAdapter } from '../../vendors/paymob/link-expiry-adapter.ts';
import { paymentLinkAdapter, paymentLinkOf } from '../../vendors/paymob/payment-link-adapter.ts';
import { paymobRefundAdapter } from '../../vendors/paymob/refund-adapter.ts';
import { aTransaction, CASH_INTEGRATION_ID } from '../harness/vendors/paymob-callback.ts';
import { client, says, server, signal } from './paymob-server.ts';

describe('a collection at the door', () => {
  const details = {
    ...{ amountMinor: 60_000, currency: 'EGP', name: 'منى' },
    collection: { at: '2031-03-04T08:30:00Z', address: '12 شارع التحرير' },
  };
  const effect = (changes = {}, attempts = 1, resends = 0) => ({
    ...{ id: 'e1', recipient: '+201001234567', text: 'باقة', attempts, resends },
    details: { ...details, ...changes },
  });
  const adapter = () => cashAdapter(client(), { integrationId: CASH_INTEGRATION_ID });
  const send = (...given: Parameters<typeof effect>) => adapter().send(effect(...given), signal());

  test.each<[string, object]>([
    ['less than nothing', { amountMinor: -1 }],
    ['a part of a piastre', { amountMinor: 0.5 }],
    ['no currency', { currency: undefined }],
    ['no address', { collection: { at: details.collection.at } }],
    ['no name', { name: 7 }],
  ])('of %s is refused before anything is asked', async (_, unfit) => {
    expect(await send(unfit)).toEqual({ kind: 'refused', code: 'details-unfit' });
    expect(server.asked).toEqual([]);
  });

  test.each(['USD', 'OMR', 'JPY'])('of %s is refused by name, before anything is asked', async (currency) => {
    expect(await send({ currency })).toEqual({ kind: 'refused', code: 'currency-unsupported' });
    expect(server.asked).toEqual([]);
  });

  test('fills in every field of the address, and the key is for this order', async () => {
    await send({}, 3);
    const address = {
      ...{ first_name: 'منى', last_name: 'NA', phone_number: '+201001234567', street: details.collection.address },
      ...{ email: 'NA', building: 'NA', floor: 'NA', apartment: 'NA', state: 'NA', postal_code: 'NA' },
      ...{ city: 'Cairo', country: 'EG', shipping_method: 'NA' },
      extra_description: 'collect at 04/03/2031, 10:30:00, call before',
    };
    const [, order, key] = server.heard.map(({ body }) => JSON.parse(body) as object);
    expect(order).toMatchObject({
      ...{ amount_cents: '60000', currency: 'EGP', delivery_needed: 'true', merchant_order_id: 'e1-3' },
      items: [{ name: 'باقة', amount_cents: '60000', description: 'باقة', quantity: '1' }],
      shipping_data: address,
    });
    expect(key).toMatchObject({
      ...{ amount_cents: '60000', currency: 'EGP', order_id: '433000', integration_id: CASH_INTEGRATION_ID },
      ...{ expiration: 3_600, billing_data: address },
    });
    await send({ name: '  منى   السيد علي ' });
    expect(JSON.parse(server.heard.find(({ body }) => body.includes('"e1"'))?.body ?? '')).toMatchObject({
      shipping_data: { first_name: 'منى', last_name: 'السيد علي' },
    });
  });

  test.each<[string, [number, unknown][], object]>([
    ['no order', [[201, {}]], { kind: 'never-left', code: 'wrong-answer' }],
    ['a broken server', [[500, {}]], { kind: 'never-left', code: 'http-500' }],
    ['a way elsewhere', [[307, {}]], { kind: 'never-left', code: 'http-307' }],
    [
      'no key',
      [
        [201, { id: 7 }],
        [201, { token: 7 }],
      ],
      { kind: 'never-left', code: 'wrong-answer' },
    ],
  ])('has not left with %s', async (_, answers, expected) => {
    says(...answers);
    expect(await send()).toEqual(expected);
  });

  test.each([400, 499])('is refused by a %i', async (status) => {
    says([status, {}]);
    await expect(send()).rejects.toMatchObject({ status });
  });

  test.each<[object, object]>([
    [
      { pending: 'false', success: 'false' },
      { kind: 'refused', code: 'paymob-not-scheduled' },
    ],
    [
      { pending: 'true', success: 'false' },
      { kind: 'accepted', providerRef: '7 8' },
    ],
    [
      { pending: false, success: true },
      { kind: 'accepted', providerRef: '7 8' },
    ],
  ])('with %j: %j', async (flags, expected) => {
    says([201, { id: 7 }], [201, { token: 'key' }], [200, { id: 8, ...flags }]);
    expect(await send()).toEqual(expected);
  });

  test('without a transaction is in doubt', async () => {
    says([201, { id: 7 }], [201, { token: 'key' }], [200, { pending: true, success: false }]);
    await expect(send()).rejects.toMatchObject({ code: 'wrong-answer' });
  });

  test.each([
    ['one attempt', 1, 0, ['e1']],
    ['the last attempt', 3, 0, ['e1-3']],
    ['all after a resend', 2, 1, ['e1-2', 'e1']],
    ['the five last after a resend', 7, 1, ['e1-7', 'e1-6', 'e1-5', 'e1-4', 'e1-3']],
  ])('is looked for by %s', async (_, attempts, resends, references) => {
    const order = { id: 9, merchant_order_id: references.at(-1) ?? '' };
    server.transactions.set(1, aTransaction({ id: 1, order, success: false, pending: false }));
    expect(await adapter().reconcile(effect({}, attempts, resends), signal())).toEqual({ kind: 'undecided' });
    const inquiries = server.heard.slice(1).map(({ body }) => JSON.parse(body) as object);
    expect(inquiries).toEqual(references.map((merchant_order_id) => ({ merchant_order_id })));
    server.transactions.set(1, aTransaction({ id: 1, order, success: true, pending: false }));
    expect(await adapter().reconcile(effect({}, attempts, resends), signal())).toEqual({
      ...{ kind: 'accepted', providerRef: '9 1' },
    });
  });

  test('has a reference of two parts, perhaps of one', () => {
    expect(cashCollectionOf('7 8')).toEqual({ orderId: '7', transactionId: '8' });
    expect(cashCollectionOf('7')).toEqual({ orderId: '7', transactionId: null });
  });
});

describe('a payment link', () => {
  const settings = {
    ...{ integrationIds: [1, 2], isLive: true, notificationUrl: 'https://a.example', redirectionUrl: '-' },
  };
  const details = { amountMinor: 100, currency: 'EGP', expiresAt: '2031-03-04T19:00:00Z' };
  const effect = (changes = {}) => ({ id: 'e1', text: '-', attempts: 1, details: { ...details, ...changes } });
  const adapter = () => paymentLinkAdapter(client(), settings);
  const link = { id: 7, order: 8, shorten_url: 'https://a.example/s', client_url: 'https://a.example/c' };

  test('below nothing is refused before anything is asked', async () => {
    expect(await adapter().send(effect({ amountMinor: -1 }), signal())).toMatchObject({ kind: 'refused' });
    expect(server.asked).toEqual([]);
  });

  test('offers every way to pay, and says when money is real', async () => {
    says([201, link]);
    expect(await adapter().send(effect(), signal())).toEqual({
      ...{ kind: 'accepted', providerRef: '8 7 https://a.example/s' },
    });
    const [, { headers, body } = { headers: {}, body: '' }] = server.heard;
    const form = await new Response(body, {
      headers: { 'content-type': String(headers['content-type']) },
    }).formData();
    expect([form.getAll('payment_methods'), form.get('is_live')]).toEqual([['1', '2'], 'true']);
  });

  test.each<[object, object]>([
    [
      { ...link, shorten_url: null },
      { kind: 'accepted', providerRef: '8 7 https://a.example/c' },
    ],
    [
      { ...link, id: '7' },
      { kind: 'ambiguous', code: 'wrong-answer' },
    ],
    [
      { ...link, order: '8' },
      { kind: 'ambiguous', code: 'wrong-answer' },
    ],
    [
      { ...link, shorten_url: 'none' },
      { kind: 'ambiguous', code: 'wrong-answer' },
    ],
    [
      { ...link, shorten_url: null, client_url: null },
      { kind: 'ambiguous', code: 'wrong-answer' },
    ],
  ])('%j: %j', async (body, expected) => {
    says([201, body]);
    expect(await adapter().send(effect(), signal())).toEqual(expected);
  });

  test('has a reference of three parts, perhaps of fewer', () => {
    expect(paymentLinkOf('8 7 https://a.example')).toEqual({ orderId: '8', linkId: '7', url: 'https://a.example' });
    expect(paymentLinkOf('8')).toEqual({ orderId: '8', linkId: null, url: null });
  });

  test('is ended by its id; a lost answer is asked for again', async () => {
    const ending = linkExpiryAdapter(client());
    expect(ending.ifUnknown()).toBe('same-reference');
    says([200, {}]);
    expect(await ending.send({ details: { linkRef: '7' } }, signal())).toEqual({
      ...{ kind: 'accepted', providerRef: 'end of 7' },
    });
    expect(server.heard[1]?.body).toContain('name="payment_link_id"\r\n\r\n7\r\n');
    expect(await ending.send({ details: null }, signal())).toEqual({ kind: 'refused', code: 'no-link' });
  });
});

test('what comes of an unknown answer, and how long a call may take', () => {
  const [cash, link] = [
    (callTimeoutMs?: number) =>
      cashAdapter(client(), { integrationId: 1, ...(callTimeoutMs === undefined ? {} : { callTimeoutMs }) }),
    (callTimeoutMs?: number) =>
      paymentLinkAdapter(client(), {
        ...{ integrationIds: [], isLive: false, notificationUrl: '-', redirectionUrl: '-' },
        ...(callTimeoutMs === undefined ? {} : { callTimeoutMs }),
      }),
  ];
  for (const adapter of [cash, link]) {
    expect([adapter().callTimeoutMs, adapter(7).callTimeoutMs]).toEqual([15_000, 7]);
  }
  expect([cash().ifUnknown(), link().ifUnknown(), paymobRefundAdapter(client()).ifUnknown()]).toEqual([
    ...['resend-once', 'same-reference', 'stay'],
  ]);
});
