// Owns the proof of issue 4, section 6: ten effects of packages under five faults each, through the real adapters and SDKs
// against loopback vendors. No double; what nobody can tell is unknown, and so on the board.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packageEffectActivities } from '../../activities/package-effects.ts';
import { unknownEffects } from '../../db/read/unknown-effects.ts';
import { bookPackage } from '../harness/vendors/bought-package.ts';
import { type Kind, kinds, underFault, vendorFaults, wrongWith } from '../harness/vendors/package-effects.ts';
import { openVendorHouse, type VendorHouse } from '../harness/vendors/vendor-house.ts';

let house: VendorHouse;
beforeAll(async () => void (house = await openVendorHouse()));
afterAll(() => house.close());

test('there are ten', () => {
  expect(Object.keys(kinds)).toHaveLength(10);
});

describe.each(Object.entries(kinds))('%s', (_name, kind) => {
  test.each(vendorFaults)('%s: once, or shown as unknown', async (fault) => {
    const ending = await underFault(house, kind, fault);
    expect([ending, wrongWith(ending)]).toEqual([ending, null]);
    // All that a fault costs here is time: each vendor can tell afterwards.
    expect(ending.status).toBe('done');
  });
});

test.each(['a refund to a card', 'a refund by Fawry'])(
  '%s that may or may not have moved: on the board, never repeated',
  async (name) => {
    const ending = await underFault(house, kinds[name] as Kind, 'error-before-acceptance');
    expect(ending).toEqual({ status: 'unknown', times: 0 });
    const board = await unknownEffects(house.database.orm.em.fork(), { programs: ['filkhedma'], limit: 10 });
    expect(board.map(({ channel, resends }) => [channel, resends])).toContainEqual(['refund', 0]);
  },
);

test.each(['an SMS', 'a refund to a card', 'a refund by Fawry', 'a ticket at the help desk'])(
  '%s with the guard off: the double is found',
  async (name) => {
    const ending = await underFault(house, kinds[name] as Kind, 'answer-lost', false);
    expect(wrongWith(ending)).toMatch(/accepted 2 times/);
  },
);

test('what is being opened is ended once it is known by a name', async () => {
  const { orm } = house.database;
  const { id: packageId, requestId } = await bookPackage(orm, 'card');
  const amount = { amountMinor: 160_000, currency: 'EGP' };
  const open = {
    kind: 'request',
    intent: `request/${requestId}`,
    requestId,
    method: 'card',
    amount,
    sms: null,
  } as const;
  const expire = { kind: 'expire', intent: `expire/${requestId}`, requestId } as const;
  const about = { packageId, program: 'filkhedma' };
  const activities = packageEffectActivities({ ...house, orm });
  house.vendors.paymob.upcoming.push('too-many-requests');
  await expect(activities.openPaymentRequest({ ...about, order: open })).rejects.toThrow('not now: http-429');
  await expect(activities.expirePaymentRequest({ ...about, order: expire })).rejects.toThrow('not now: not-opened-yet');
  house.clock.move(7_000);
  await activities.openPaymentRequest({ ...about, order: open });
  await activities.expirePaymentRequest({ ...about, order: expire });
  expect(house.vendors.paymob.links.at(-1)).toMatchObject({ state: 'cancelled' });
});
