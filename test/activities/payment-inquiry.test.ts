// Money is not lost with a callback: the provider is asked, and the package learns of it as usual.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { PaymentMethod } from '../../domain/effect.ts';
import { effectActivities } from '../../activities/effects/index.ts';
import { inquirePayments } from '../../activities/effects/payment-inquiry.ts';
import { quarantinedEvents } from '../../db/read/quarantined-events.ts';
import { rows, sql } from '../../db/sql.ts';
import { money } from '../../domain/money.ts';
import { paymobEventOf } from '../../vendors/paymob/paymob-signature.ts';
import { receiveEvent } from '../../db/write/inbox.ts';
import { inboxHandlers } from '../../worker/inbox-handlers.ts';
import { relayInbox } from '../../worker/inbox-relay.ts';
import { withRetries } from '../harness/effects.ts';
import { bookPackage, packageNow, payPackage } from '../harness/vendors/bought-package.ts';
import * as callback from '../harness/vendors/paymob-callback.ts';
import { openVendorSystem, type VendorSystem, vendorVariables } from '../harness/vendors/vendor-system.ts';

const MINUTES = 60_000;
const logger = pino({ level: 'silent' });
let system: VendorSystem;
beforeAll(async () => void (system = await openVendorSystem()));
beforeEach(async () => {
  await rows(em(), sql`truncate inbox, outbox`);
  await rows(em(), sql`update payment_requests set next_inquiry_at = null`);
});
afterAll(() => system.close());

const em = () => system.database.orm.em.fork();
const inquire = () => inquirePayments({ ...system, orm: system.database.orm, logger });
const relay = () =>
  relayInbox({ orm: system.database.orm, clock: system.clock, logger }, inboxHandlers(vendorVariables));
const notices = () =>
  rows<{ key: string; workflow_id: string }>(em(), sql`select key, workflow_id from outbox order by id`);

/** A package whose customer can pay by a link, a code or a courier. */
async function requested(method: PaymentMethod) {
  const { orm } = system.database;
  const activities = effectActivities({ ...system, orm });
  const { id, requestId } = await bookPackage(orm, method);
  const intent = `payment-request/${requestId}`;
  const order = { kind: 'request', intent, requestId, method, amount: money(160_000, 'EGP'), sms: null } as const;
  const about = { process: 'service-package', caseId: id, program: 'filkhedma' };
  await withRetries(system.clock, () => activities.openPaymentRequest({ ...about, order }));
  const { requests } = await packageNow(orm, id);
  return { id, requestId, orderRef: requests[0]?.orderRef ?? '', effectId: requests[0]?.effectId ?? '' };
}

let transactions = 700_000;
/** The customer pays, and no callback comes. */
function paidAtPaymob(orderRef: string, changes: Partial<ReturnType<typeof callback.aTransaction>> = {}) {
  transactions += 1;
  const order = { id: Number(orderRef), merchant_order_id: null };
  const paid = callback.aTransaction({ id: transactions, amount_cents: 160_000, order, ...changes });
  system.vendors.paymob.transactions.set(paid.id, paid);
  return paid;
}

test('FK-13 a card payment whose callback is lost: asked after ten minutes, told to the package once', async () => {
  const { id, orderRef } = await requested('card');
  expect(await inquire()).toBe(0);
  const { id: paid } = paidAtPaymob(orderRef);
  system.clock.move(9 * MINUTES);
  expect(await inquire()).toBe(0);
  system.clock.move(1 * MINUTES);
  expect(await inquire()).toBe(1);
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(0);
  expect(await relay()).toBe(1);
  const told = [{ key: `payment/paymob/${paid}`, workflow_id: `service-package/filkhedma/${id}` }];
  expect(await notices()).toEqual(told);
});

test('FK-13 the callback that comes after all adds nothing', async () => {
  const { orderRef } = await requested('card');
  const paid = paidAtPaymob(orderRef);
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(1);
  const { rawBody, hmac } = callback.transactionCallback(paid);
  const event = paymobEventOf(rawBody, hmac, [callback.HMAC_SECRET]);
  const at = system.clock.now().toISOString();
  await receiveEvent(em(), { source: 'paymob', eventId: event?.eventId ?? '', caseId: null, body: event }, at);
  expect(await relay()).toBe(2);
  expect((await notices()).map(({ key }) => key)).toEqual([`payment/paymob/${paid.id}`]);
});

test('FK-13 a code paid at Fawry, and cash that a courier has collected', async () => {
  const [byCode, inCash] = [await requested('fawry'), await requested('cash')];
  const order = system.vendors.fawry.orders.find(({ merchantRefNum }) => merchantRefNum === byCode.effectId);
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(0);
  Object.assign(order ?? {}, { status: 'PAID' });
  const source_data = { pan: '', sub_type: 'CASH', type: 'cash' };
  const collected = paidAtPaymob(inCash.orderRef, { integration_id: callback.CASH_INTEGRATION_ID, source_data });
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(2);
  expect(await relay()).toBe(2);
  expect((await notices()).map(({ key }) => key).toSorted()).toEqual([
    `payment/fawry/${byCode.orderRef}`,
    `payment/paymob/${collected.id}`,
  ]);
});

test('FK-13 what was paid in a way that was not offered goes to a person, as it would have from its callback', async () => {
  const { orderRef } = await requested('card');
  paidAtPaymob(orderRef, { integration_id: callback.CASH_INTEGRATION_ID });
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(1);
  for (let time = 0; time < 5; time += 1) {
    expect(await relay()).toBe(0);
    system.clock.move(10 * MINUTES);
  }
  expect((await quarantinedEvents(em(), 10)).map(({ lastError }) => lastError)).toEqual([
    expect.stringContaining('another integration'),
  ]);
});

test('FK-13 a try that failed is no payment; a provider that is away is asked again', async () => {
  const { orderRef } = await requested('card');
  const failed = paidAtPaymob(orderRef, { success: false });
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(0);
  system.vendors.paymob.transactions.delete(failed.id);
  const paid = paidAtPaymob(orderRef);
  system.vendors.paymob.tokens.clear();
  system.vendors.paymob.loginHangs = true;
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(0);
  system.vendors.paymob.loginHangs = false;
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(1);
  await relay();
  expect((await notices()).map(({ key }) => key)).toEqual([`payment/paymob/${paid.id}`]);
});

test('FK-13 what is paid is not asked about; what was ended is, every six hours: it may have been paid before', async () => {
  const { id, orderRef, requestId } = await requested('card');
  const other = await requested('card');
  await payPackage(system.database.orm, id, { id: 'paymob/known', requestId, method: 'card' });
  await payPackage(system.database.orm, other.id, { id: 'fawry/other', requestId: null, method: 'fawry' });
  system.vendors.paymob.asked.length = 0;
  system.clock.move(10 * MINUTES);
  await inquire();
  system.clock.move(350 * MINUTES);
  await inquire();
  const inquiries = () => system.vendors.paymob.asked.filter((line) => line.endsWith('transaction_inquiry'));
  expect(inquiries()).toHaveLength(1);
  const late = paidAtPaymob(other.orderRef);
  paidAtPaymob(orderRef);
  system.clock.move(10 * MINUTES);
  expect(await inquire()).toBe(1);
  await relay();
  expect((await notices()).map(({ key }) => key)).toEqual([`payment/paymob/${late.id}`]);
});
