// Ten effects of packages under five faults each, through the real adapters and SDKs against loopback vendors. None is
// sent twice; an effect with an uncertain outcome is unknown and on the board.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { effectActivities } from '../../activities/effects/index.ts';
import { unknownEffects } from '../../db/read/unknown-effects.ts';
import { row, sql } from '../../db/sql.ts';
import type { PaymobTransaction } from '../../vendors/paymob/paymob-wire.ts';
import { withRetries } from '../harness/effects.ts';
import { bookPackage } from '../harness/vendors/bought-package.ts';
import { type Kind, kinds, underFault, vendorFaults, wrongWith } from '../harness/vendors/package-effects.ts';
import { aTransaction } from '../harness/vendors/paymob-callback.ts';
import { openVendorSystem, type VendorSystem } from '../harness/vendors/vendor-system.ts';

const about = (caseId: string) => ({ process: 'service-package', caseId, program: 'filkhedma' });

let system: VendorSystem;
beforeAll(async () => void (system = await openVendorSystem()));
afterAll(() => system.close());

test('there are ten', () => {
  expect(Object.keys(kinds)).toHaveLength(10);
});

describe.each(Object.entries(kinds))('%s', (_name, kind) => {
  test.each(vendorFaults)('%s: once, or shown as unknown', async (fault) => {
    const ending = await underFault(system, kind, fault);
    expect([ending, wrongWith(ending)]).toEqual([ending, null]);
    // A fault costs only time here, because each vendor can answer afterwards.
    expect(ending.status).toBe('done');
  });
});

test.each(['a refund to a card', 'a refund by Fawry'])(
  '%s that may or may not have moved: on the board, never repeated',
  async (name) => {
    const ending = await underFault(system, kinds[name] as Kind, 'error-before-acceptance');
    expect(ending).toEqual({ status: 'unknown', times: 0 });
    const board = await unknownEffects(system.database.orm.em.fork(), { programs: ['filkhedma'], limit: 10 });
    expect(board.map(({ channel, resends }) => [channel, resends])).toContainEqual(['refund', 0]);
  },
);

test.each(['an SMS', 'a refund to a card', 'a refund by Fawry', 'a ticket at the help desk'])(
  '%s with the guard off: the double is found',
  async (name) => {
    const ending = await underFault(system, kinds[name] as Kind, 'answer-lost', false);
    expect(wrongWith(ending)).toMatch(/accepted 2 times/);
  },
);

/** Asks for a link for the whole price, without an SMS. */
const cardOrder = (requestId: string) =>
  ({
    ...({ kind: 'request', method: 'card', sms: null } as const),
    ...{ intent: `request/${requestId}`, requestId, amount: { amountMinor: 160_000, currency: 'EGP' } },
  }) as const;

/** A card request whose link is lost on its way, and then a transaction under its reference. */
async function paidBlindly(changes: Partial<PaymobTransaction>) {
  const { orm } = system.database;
  const { id: packageId, requestId } = await bookPackage(orm, 'card');
  const order = cardOrder(requestId);
  const open = () => effectActivities({ ...system, orm }).openPaymentRequest({ ...about(packageId), order });
  system.vendors.paymob.upcoming.push('error-after-acceptance');
  await expect(open()).rejects.toThrow('not now: http-500');
  const link = system.vendors.paymob.links.at(-1);
  const known = { id: Number(link?.order), merchant_order_id: String(link?.reference_id) };
  system.vendors.paymob.transactions.set(known.id, aTransaction({ id: known.id, order: known, ...changes }));
  const answer = await withRetries(system.clock, open);
  const means = await row<{ orderRef: string; url: string | null }>(
    orm.em.fork(),
    sql`select order_ref as "orderRef", url from payment_requests where id = ${requestId}::uuid`,
  );
  return { answer, isFirst: means?.orderRef === String(known.id), url: means?.url ?? null };
}

test('FK-01 a link that is found by its payment alone: there is no address to tell, and its order is known', async () => {
  expect(await paidBlindly({})).toEqual({ answer: { opened: false }, isFirst: true, url: null });
});

test('FK-01 a try that failed is no link: the customer gets another one, with an address', async () => {
  const { answer, isFirst, url } = await paidBlindly({ success: false });
  expect([answer, isFirst, url]).toEqual([{ opened: true }, false, expect.stringContaining('https://')]);
});

test('a refund that Paymob has pending is unknown until its total says otherwise, and never asked for twice', async () => {
  const { paymob } = system.vendors;
  paymob.refundsPend = true;
  const ready = await (kinds['a refund to a card'] as Kind)(system, true);
  expect(await withRetries(system.clock, ready.perform)).toEqual({ status: 'unknown' });
  paymob.refundsPend = false;
  const board = await unknownEffects(system.database.orm.em.fork(), { programs: ['filkhedma'], limit: 10 });
  expect(board).toContainEqual(expect.objectContaining({ caseId: ready.packageId, code: 'paymob-pending' }));
  const payment = paymob.transactions.get(paymob.refundsOf.at(-1) ?? 0);
  Object.assign(payment ?? {}, { refunded_amount_cents: 50_000 });
  expect(await withRetries(system.clock, ready.perform)).toEqual({ status: 'paid' });
  expect(paymob.refundsOf.filter((id) => id === payment?.id)).toHaveLength(1);
});

test('what is being opened is ended once it is known by a name', async () => {
  const { orm } = system.database;
  const { id: packageId, requestId } = await bookPackage(orm, 'card');
  const open = cardOrder(requestId);
  const expire = { kind: 'expire', intent: `expire/${requestId}`, requestId } as const;
  const activities = effectActivities({ ...system, orm });
  system.vendors.paymob.upcoming.push('too-many-requests');
  await expect(activities.openPaymentRequest({ ...about(packageId), order: open })).rejects.toThrow(
    'not now: http-429',
  );
  await expect(activities.expirePaymentRequest({ ...about(packageId), order: expire })).rejects.toThrow(
    'not now: not-opened-yet',
  );
  system.clock.move(7_000);
  await activities.openPaymentRequest({ ...about(packageId), order: open });
  await activities.expirePaymentRequest({ ...about(packageId), order: expire });
  expect(system.vendors.paymob.links.at(-1)).toMatchObject({ state: 'cancelled' });
});
