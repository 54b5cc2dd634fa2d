// A package learns of its money once, an SMS of its delivery. An event that does not fit is quarantined for a person.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { PaymentMethod } from '../../domain/effect.ts';
import { quarantinedEvents } from '../../db/read/quarantined-events.ts';
import { rows, sql } from '../../db/sql.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { receiveEvent } from '../../db/write/inbox.ts';
import { writePaymentMeans } from '../../db/write/payment-means.ts';
import { fawryEventOf } from '../../vendors/fawry/fawry-signature.ts';
import { paymobEventOf } from '../../vendors/paymob/paymob-signature.ts';
import { inboxHandlers } from '../../worker/inbox-handlers.ts';
import { relayInbox } from '../../worker/inbox-relay.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect, type MovedClock, movedClock } from '../harness/effects.ts';
import { bookPackage } from '../harness/vendors/bought-package.ts';
import { notification } from '../harness/vendors/fawry-notification.ts';
import { SECURE_KEY } from '../harness/vendors/loopback-fawry.ts';
import * as callback from '../harness/vendors/paymob-callback.ts';
import { vendorVariables } from '../harness/vendors/vendor-system.ts';

let database: TestDatabase;
let clock: MovedClock;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(async () => {
  clock = movedClock();
  await rows(em(), sql`truncate inbox, outbox`);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const at = () => clock.now().toISOString();
const receive = (source: string, eventId: string, body: unknown) =>
  receiveEvent(em(), { source, eventId, caseId: null, body }, at());
const relay = (settings = vendorVariables) =>
  relayInbox({ orm: database.orm, clock, logger: pino({ level: 'silent' }) }, inboxHandlers(settings));
/** Five failures, with their pauses. */
async function untilQuarantined() {
  for (let time = 0; time < 5; time += 1) {
    await relay();
    clock.move(600_000);
  }
  return (await quarantinedEvents(em(), 10)).map(({ lastError }) => String(lastError));
}
type Notice = { key: string; workflow_id: string; payload: { input: { receipt: object; at: string }; start: object } };
const notices = () => rows<Notice>(em(), sql`select key, workflow_id, payload from outbox order by id`);

/** A package whose request has the provider's reference, and the effect that asked for it. */
async function requested(method: PaymentMethod, orderRef: string | null) {
  const { id, requestId } = await bookPackage(database.orm, method);
  const effect = {
    ...anEffect({ caseId: id, intent: `request/${requestId}`, kind: `payment/request/${method}` }),
    details: { requestId },
  };
  const planned = await effectLedger(database.orm).plan({ ...effect, ifUnknown: 'same-reference' }, at());
  if (orderRef !== null) {
    const means = { orderRef, linkRef: null, url: null, code: null };
    await database.orm.em.fork().transactional((tx) => writePaymentMeans(tx, requestId, means, at()));
  }
  return { id, requestId, effectId: planned.id };
}

let transactions = 900_000;
const transaction = (orderId: number, changes: Partial<ReturnType<typeof callback.aTransaction>> = {}) => {
  const order = { id: orderId, merchant_order_id: null };
  return callback.aTransaction({ id: (transactions += 1), amount_cents: 160_000, order, ...changes });
};
/** As the webhook route stores it. */
async function fromPaymob(changed: ReturnType<typeof transaction>) {
  const { rawBody, hmac } = callback.transactionCallback(changed);
  const event = paymobEventOf(rawBody, hmac, [callback.HMAC_SECRET]);
  await receive('paymob', event?.eventId ?? '', event);
  return `paymob/${changed.id}`;
}
async function fromFawry(changes: Record<string, unknown>) {
  const event = fawryEventOf(notification({ paymentAmount: 1600, orderAmount: 1600, ...changes }), [SECURE_KEY]);
  await receive('fawry', event?.eventId ?? '', event);
}

test('a card payment: the package hears of it once, also when its workflow has ended (FK-13)', async () => {
  const { id, requestId } = await requested('card', '700001');
  const heardAt = at();
  const receipt = await fromPaymob(transaction(700_001));
  clock.move(30_000);
  expect(await relay()).toBe(1);
  expect(await notices()).toMatchObject([
    {
      key: `payment/${receipt}`,
      workflow_id: `service-package/filkhedma/${id}`,
      payload: {
        name: 'paymentReceived',
        input: {
          receipt: {
            id: receipt,
            requestId,
            method: 'card',
            amount: { amountMinor: 160_000, currency: 'EGP' },
            by: 'paymob',
          },
          at: heardAt,
        },
        start: { name: 'service-package', input: { caseId: id, program: 'filkhedma' } },
      },
    },
  ]);
});

test('another amount or currency reaches the process as it is: that one holds it', async () => {
  await requested('card', '700002');
  await fromPaymob(transaction(700_002, { amount_cents: 150_000 }));
  await fromPaymob(transaction(700_002, { currency: 'USD' }));
  expect(await relay()).toBe(2);
  expect((await notices()).map(({ payload }) => payload.input.receipt)).toMatchObject([
    { amount: { amountMinor: 150_000, currency: 'EGP' } },
    { amount: { amountMinor: 160_000, currency: 'USD' } },
  ]);
});

test('money in a currency without hundredths is kept for a person: Paymob’s amount cannot be read', async () => {
  await requested('card', '700012');
  await fromPaymob(transaction(700_012, { currency: 'KWD' }));
  expect(await untilQuarantined()).toEqual([expect.stringContaining('KWD has none')]);
  expect(await notices()).toEqual([]);
});

test('a try that failed or is under way, a refund and a void have no consequence', async () => {
  await requested('card', '700003');
  const none = [
    { success: false },
    { pending: true, success: false },
    { has_parent_transaction: true },
    { is_refunded: true },
    { is_voided: true },
  ];
  for (const changes of none) await fromPaymob(transaction(700_003, changes));
  expect(await relay()).toBe(none.length);
  expect(await notices()).toEqual([]);
});

test('another merchant, an integration that was not offered, an unknown order: quarantined, the package hears nothing', async () => {
  await requested('card', '700004');
  await fromPaymob(transaction(700_004, { owner: 1 }));
  await fromPaymob(transaction(700_004, { integration_id: 1 }));
  await fromPaymob(transaction(700_004, { integration_id: callback.CASH_INTEGRATION_ID }));
  await fromPaymob(transaction(799_999));
  expect((await untilQuarantined()).toSorted()).toEqual([
    'UnfitEvent: another integration than was asked for',
    'UnfitEvent: another integration than was asked for',
    'UnfitEvent: another merchant than was asked for',
    'UnfitEvent: no payment request has the order 799999',
  ]);
  expect(await notices()).toEqual([]);
});

test('cash that Paymob has collected, by its own integration alone', async () => {
  const { requestId } = await requested('cash', '700005');
  await fromPaymob(transaction(700_005, { integration_id: callback.CASH_INTEGRATION_ID }));
  expect(await relay()).toBe(1);
  expect(await notices()).toMatchObject([{ payload: { input: { receipt: { requestId, method: 'cash' } } } }]);
});

test('an order whose name was lost on its way is found by our own reference', async () => {
  const { requestId, effectId } = await requested('card', null);
  await fromPaymob(transaction(700_006, { order: { id: 700_006, merchant_order_id: `${effectId}-1a2b3c4d` } }));
  expect(await relay()).toBe(1);
  expect(await notices()).toMatchObject([{ payload: { input: { receipt: { requestId } } } }]);
});

test('Fawry: paid by our reference, with its fee on top or with less; other statuses have no consequence', async () => {
  const { id, requestId, effectId: merchantRefNumber } = await requested('fawry', '931000001');
  const fawryRefNumber = '931000001';
  for (const orderStatus of ['NEW', 'EXPIRED', 'REFUNDED'])
    await fromFawry({ merchantRefNumber, fawryRefNumber, orderStatus });
  expect([await relay(), await notices()]).toEqual([3, []]);
  await fromFawry({ merchantRefNumber, fawryRefNumber, paymentAmount: 1612.5 });
  expect(await relay()).toBe(1);
  const receipt = {
    id: 'fawry/931000001',
    requestId,
    method: 'fawry',
    amount: { amountMinor: 160_000, currency: 'EGP' },
    by: 'fawry',
  };
  expect(await notices()).toMatchObject([
    { workflow_id: `service-package/filkhedma/${id}`, payload: { input: { receipt } } },
  ]);
  await rows(em(), sql`truncate outbox`);
  await fromFawry({ merchantRefNumber, fawryRefNumber, paymentAmount: 1500 });
  await relay();
  expect(await notices()).toMatchObject([{ payload: { input: { receipt: { amount: { amountMinor: 150_000 } } } } }]);
});

test('Fawry: a reference that is not ours, or with another’s code: quarantined', async () => {
  const { effectId } = await requested('fawry', '931000002');
  await fromFawry({ merchantRefNumber: 'e1' });
  await fromFawry({ merchantRefNumber: randomUUID() });
  await fromFawry({ merchantRefNumber: effectId, fawryRefNumber: '931000003' });
  expect((await untilQuarantined()).toSorted()).toEqual([
    'UnfitEvent: another order than was asked for',
    'UnfitEvent: no payment request has this reference',
    'UnfitEvent: no payment request has this reference',
  ]);
  expect(await notices()).toEqual([]);
});

test('without Paymob’s credentials here its money is not guessed at', async () => {
  await requested('card', '700007');
  await fromPaymob(transaction(700_007));
  const { CARELINE_PUBLIC_URL } = vendorVariables;
  expect(await relay({ CARELINE_PUBLIC_URL } as typeof vendorVariables)).toBe(0);
});
