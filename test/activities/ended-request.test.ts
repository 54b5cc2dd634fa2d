// One due amount has one way to be paid, even where a request is ended while its provider is in doubt.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { effectActivities } from '../../activities/effects/index.ts';
import { requestEffect } from '../../activities/effects/payment.ts';
import { smsEffect } from '../../activities/effects/sms.ts';
import { packageSource } from '../../activities/records/package-effects.ts';
import { rows, sql } from '../../db/sql.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import { money } from '../../domain/money.ts';
import { withRetries } from '../harness/effects.ts';
import { bookPackage, payPackage } from '../harness/vendors/bought-package.ts';
import { openVendorSystem, type VendorSystem } from '../harness/vendors/vendor-system.ts';

let system: VendorSystem;
beforeAll(async () => void (system = await openVendorSystem()));
afterAll(() => system.close());

/** A performer of another worker has begun an effect and waits for the provider's answer. */
async function isUnderWay(effect: EffectToPlan) {
  const at = system.clock.now().toISOString();
  const begun = await system.ledger.begin(await system.ledger.plan({ ...effect, ifUnknown: 'stay' }, at), null, at);
  if (begun === null) throw new Error('another has begun it');
  return () => system.ledger.settle(begun, { status: 'refused', code: 'http-400' }, at);
}

async function aRequest() {
  const { database, ledger, clock, adapters, vendors } = system;
  const linksBefore = vendors.paymob.links.length;
  const links = () => vendors.paymob.links.slice(linksBefore);
  const { orm } = database;
  const activities = effectActivities({ orm, ledger, clock, adapters });
  const { id: packageId, requestId } = await bookPackage(orm, 'card');
  const about = { process: 'service-package', caseId: packageId, program: 'filkhedma' };
  const intent = `payment-request/${requestId}`;
  const sms = { text: 'payment-link', rule: 'FK-01' };
  const order = { kind: 'request', intent, requestId, method: 'card', amount: money(160_000, 'EGP'), sms } as const;
  const expire = { kind: 'expire', intent: `expire/${requestId}`, requestId } as const;
  const link = { ...sms, intent: `payment-link/${requestId}`, values: {} };
  return {
    open: () => activities.openPaymentRequest({ ...about, order }),
    openAtLast: () => withRetries(clock, () => activities.openPaymentRequest({ ...about, order })),
    end: () => activities.expirePaymentRequest({ ...about, order: expire }),
    endAtLast: () => withRetries(clock, () => activities.expirePaymentRequest({ ...about, order: expire })),
    openingIsUnderWay: async () =>
      isUnderWay(requestEffect(await packageSource.read(orm.em.fork(), packageId), order, clock.now().toISOString())),
    linkIsUnderWay: async () =>
      isUnderWay(smsEffect(await packageSource.read(orm.em.fork(), packageId), link, requestId)),
    send: () => activities.sendSms({ ...about, order: link, requestId }),
    sendLink: () => withRetries(clock, () => activities.sendSms({ ...about, order: link, requestId })),
    isPaidOtherwise: () => payPackage(orm, packageId, { id: `fawry/${packageId}`, requestId: null, method: 'fawry' }),
    effects: async () => {
      const found = await rows<{ intent: string; status: string; code: string | null }>(
        orm.em.fork(),
        sql`select intent, status, code from outbound_effects where case_id = ${packageId}::uuid order by intent`,
      );
      return found.map(({ intent: name, status, code }) => [name.split('/')[0], status, code]);
    },
    links,
    payable: () => links().filter(({ state, told }) => told && state !== 'cancelled').length,
  };
}

const later = { type: 'effect-outage' };

test('ended while it is in doubt: followed up, then ended, and the customer hears nothing of it', async () => {
  const request = await aRequest();
  system.vendors.paymob.upcoming.push('error-after-acceptance');
  await expect(request.open()).rejects.toMatchObject(later);
  await request.isPaidOtherwise();
  await expect(request.end()).rejects.toMatchObject({ ...later, message: 'not now: not-opened-yet' });
  await request.openAtLast();
  await request.sendLink();
  await request.endAtLast();
  expect(await request.effects()).toEqual([
    ['expire', 'done', null],
    ['payment-request', 'done', null],
  ]);
  expect(request.payable()).toBe(0);
});

test('ended before the provider was asked: it is not asked any more', async () => {
  const request = await aRequest();
  await request.isPaidOtherwise();
  expect(await request.openAtLast()).toEqual({ opened: false });
  await request.endAtLast();
  expect(await request.effects()).toEqual([['expire', 'refused', 'no-link']]);
  expect(request.links()).toEqual([]);
});

test('ended while the provider is too busy: what was planned is taken back', async () => {
  const request = await aRequest();
  system.vendors.paymob.upcoming.push('too-many-requests');
  await expect(request.open()).rejects.toMatchObject(later);
  await request.isPaidOtherwise();
  expect(await request.openAtLast()).toEqual({ opened: false });
  await request.endAtLast();
  expect(await request.effects()).toEqual([
    ['expire', 'refused', 'no-link'],
    ['payment-request', 'refused', 'not-wanted'],
  ]);
  expect(request.links()).toEqual([]);
});

test('paid between the link and its SMS: nothing is sent', async () => {
  const request = await aRequest();
  expect(await request.openAtLast()).toEqual({ opened: true });
  await request.isPaidOtherwise();
  await request.sendLink();
  expect(await request.effects()).toEqual([['payment-request', 'done', null]]);
});

test('ended while another performer waits for the provider: nothing is taken back, its answer is waited for', async () => {
  const request = await aRequest();
  const isAnswered = await request.openingIsUnderWay();
  await request.isPaidOtherwise();
  const inFlight = { ...later, message: 'not now: in-flight' };
  await expect(request.open()).rejects.toMatchObject(inFlight);
  await expect(request.end()).rejects.toMatchObject({ ...later, message: 'not now: not-opened-yet' });
  expect(await request.effects()).toEqual([['payment-request', 'sending', null]]);
  await isAnswered();
  expect(await request.open()).toEqual({ opened: false });
  expect(await request.effects()).toEqual([['payment-request', 'refused', 'http-400']]);
  expect(request.links()).toEqual([]);
});

test('ended while the SMS with its link is under way: the SMS is not taken back', async () => {
  const request = await aRequest();
  expect(await request.openAtLast()).toEqual({ opened: true });
  await request.linkIsUnderWay();
  await request.isPaidOtherwise();
  await expect(request.send()).rejects.toMatchObject({ ...later, message: 'not now: in-flight' });
  expect(await request.effects()).toEqual([
    ['payment-link', 'sending', null],
    ['payment-request', 'done', null],
  ]);
});
