// Owns the proof that one due amount has one way to be paid, also where a request is ended while its provider is in doubt.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { packageEffectActivities } from '../../activities/package-effects.ts';
import { rows, sql } from '../../db/sql.ts';
import { money } from '../../domain/money.ts';
import { withRetries } from '../harness/effects.ts';
import { bookPackage, payPackage } from '../harness/vendors/bought-package.ts';
import { openVendorHouse, type VendorHouse } from '../harness/vendors/vendor-house.ts';

let house: VendorHouse;
beforeAll(async () => void (house = await openVendorHouse()));
afterAll(() => house.close());

async function aRequest() {
  const { database, ledger, clock, adapters, vendors } = house;
  vendors.paymob.links.length = 0;
  const { orm } = database;
  const activities = packageEffectActivities({ orm, ledger, clock, adapters });
  const { id: packageId, requestId } = await bookPackage(orm, 'card');
  const about = { packageId, program: 'filkhedma' };
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
    sendLink: () => withRetries(clock, () => activities.sendSms({ ...about, order: link, requestId })),
    isPaidOtherwise: () => payPackage(orm, packageId, { id: `fawry/${packageId}`, requestId: null, method: 'fawry' }),
    effects: async () => {
      const found = await rows<{ intent: string; status: string; code: string | null }>(
        orm.em.fork(),
        sql`select intent, status, code from outbound_effects where case_id = ${packageId}::uuid order by intent`,
      );
      return found.map(({ intent: name, status, code }) => [name.split('/')[0], status, code]);
    },
    payable: () => vendors.paymob.links.filter(({ state, told }) => told && state !== 'cancelled').length,
  };
}

const later = { type: 'effect-outage' };

test('ended while it is in doubt: followed up, then ended, and the customer hears nothing of it', async () => {
  const request = await aRequest();
  house.vendors.paymob.upcoming.push('error-after-acceptance');
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
  expect(house.vendors.paymob.links).toEqual([]);
});

test('ended while the provider is too busy: what was planned is taken back', async () => {
  const request = await aRequest();
  house.vendors.paymob.upcoming.push('too-many-requests');
  await expect(request.open()).rejects.toMatchObject(later);
  await request.isPaidOtherwise();
  expect(await request.openAtLast()).toEqual({ opened: false });
  await request.endAtLast();
  expect(await request.effects()).toEqual([
    ['expire', 'refused', 'no-link'],
    ['payment-request', 'refused', 'not-wanted'],
  ]);
  expect(house.vendors.paymob.links).toEqual([]);
});

test('paid between the link and its SMS: nothing is sent', async () => {
  const request = await aRequest();
  expect(await request.openAtLast()).toEqual({ opened: true });
  await request.isPaidOtherwise();
  await request.sendLink();
  expect(await request.effects()).toEqual([['payment-request', 'done', null]]);
});
