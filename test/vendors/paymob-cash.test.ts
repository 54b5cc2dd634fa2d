// Cash that Paymob collects at the door: no attempt sends two couriers.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { classifyFailure } from '../../activities/effects/failure.ts';
import { cashAdapter, cashCollectionOf } from '../../vendors/paymob/cash-adapter.ts';
import { paymobClient } from '../../vendors/paymob/paymob-client.ts';
import { describeAdapter } from '../activities/adapter-contract.ts';
import * as paymob from '../harness/vendors/loopback-paymob.ts';
import { CASH_INTEGRATION_ID as integrationId } from '../harness/vendors/paymob-callback.ts';

const collection = { at: '2031-03-04T08:30:00.000Z', address: '12 شارع التحرير' };
const details = { amountMinor: 60_000, currency: 'EGP', name: 'منى السيد علي', collection };
const clientOf = ({ url: baseUrl }: { url: string }) =>
  paymobClient({ apiKey: paymob.API_KEY, baseUrl, loginTimeoutMs: 200 });

async function subject() {
  const server = await paymob.startPaymob();
  const adapter = cashAdapter(clientOf(server), { integrationId, callTimeoutMs: 1_500 });
  return { adapter, accepted: server.collections, upcoming: server.upcoming, close: server.close };
}
describeAdapter('Paymob, for a collection at the door,', subject, {
  effect: { kind: 'payment/request/cash', intent: 'request/cash', details },
  takesOnce: true,
  provesOnlyPresence: true,
});

let server: Awaited<ReturnType<typeof paymob.startPaymob>>;
beforeAll(async () => void (server = await paymob.startPaymob()));
beforeEach(() => {
  for (const list of [server.orders, server.asked, server.collections, server.upcoming]) list.length = 0;
  server.transactions.clear();
});
afterAll(() => server.close());

const signal = () => new AbortController().signal;
const adapter = () => cashAdapter(clientOf(server), { integrationId });
const aCollection = (changes = {}, attempts = 1) => ({
  id: '00000000-0000-4000-8000-000000000001',
  recipient: '+201001234567',
  text: 'باقة نظافة',
  details: { ...details, ...changes },
  attempts,
  resends: 0,
});

test('the courier is told whom to visit, where and when, in Cairo’s time, and the number to call before (FK-02)', async () => {
  const answer = await adapter().send(aCollection(), signal());
  expect(answer).toEqual({ kind: 'accepted', providerRef: '433000 234000' });
  expect(cashCollectionOf('433000 234000')).toEqual({ orderId: '433000', transactionId: '234000' });
  expect(server.orders[0]?.order).toMatchObject({
    merchant_order_id: aCollection().id,
    amount_cents: '60000',
    currency: 'EGP',
    delivery_needed: 'true',
    shipping_data: {
      first_name: 'منى',
      last_name: 'السيد علي',
      phone_number: '+201001234567',
      street: collection.address,
      extra_description: 'collect at 04/03/2031, 10:30:00, call before',
    },
  });
});

test('what goes wrong before the courier is sent has not left, and the next attempt has an order of its own', async () => {
  const unauthorised = paymobClient({ apiKey: 'wrong', baseUrl: server.url });
  expect(
    await cashAdapter(unauthorised, { integrationId }).send(aCollection(), signal()).catch(classifyFailure),
  ).toEqual({
    kind: 'never-left',
    code: 'http-401',
  });
  expect(
    await cashAdapter(clientOf(server), { integrationId: 1 }).send(aCollection(), signal()).catch(classifyFailure),
  ).toEqual({
    kind: 'refused',
    code: 'http-404',
  });
  expect(server.collections).toEqual([]);
  // The order of the first attempt exists by now: the same attempt cannot continue, the next one can.
  expect(await adapter().send(aCollection(), signal())).toEqual({ kind: 'ambiguous', code: 'reference-exists' });
  expect(await adapter().send(aCollection({}, 2), signal())).toMatchObject({ kind: 'accepted' });
  expect(server.collections).toHaveLength(1);
});

test('a courier that was sent is found by inquiry, also the first of two; one that is not found may be on the way', async () => {
  expect(await adapter().reconcile(aCollection(), signal())).toEqual({ kind: 'undecided' });
  await adapter().send(aCollection(), signal());
  expect(await adapter().reconcile(aCollection(), signal())).toEqual({
    kind: 'accepted',
    providerRef: '433000 234000',
  });
  expect(await adapter().reconcile(aCollection({}, 2), signal())).toEqual({ kind: 'undecided' });
  const again = { ...aCollection({}, 2), resends: 1 };
  expect(await adapter().reconcile(again, signal())).toEqual({ kind: 'accepted', providerRef: '433000 234000' });
});

test('without an address, a time or a name nothing is asked', async () => {
  const unfit = [
    { collection: null },
    { collection: { ...collection, at: 'soon' } },
    { name: null },
    { amountMinor: 0 },
  ];
  for (const changes of unfit) {
    expect(await adapter().send(aCollection(changes), signal())).toEqual({ kind: 'refused', code: 'details-unfit' });
  }
  expect(server.asked).toEqual([]);
});
