// The effects that a package's moves order, and which of them are still to be done according to the record.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { SmsOrder } from '../../domain/effect.ts';
import { planSms } from '../../activities/effects/sms.ts';
import { packageSource, pendingEffects } from '../../activities/records/package-effects.ts';
import { rows, sql } from '../../db/sql.ts';
import { thePackagePolicy } from '../domain/service-package/builders.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { type MovedClock, movedClock } from '../harness/effects.ts';
import { packageWithAdapters, sms1 } from '../harness/package-with-adapters.ts';
import { type RecordingAdapters, recordingAdapters } from '../harness/recording-adapters.ts';

let database: TestDatabase;
let clock: MovedClock;
let recorder: RecordingAdapters;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(() => {
  [clock, recorder] = [movedClock(), recordingAdapters()];
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const at = () => clock.now().toISOString();
const sms2 = { ...sms1, intent: 'sms-2', text: 'sms-2' };
const order = (packageId: string, ...moves: { sms: SmsOrder[]; at: string; unsent?: string[] }[]) =>
  em().transactional((tx) => planSms(tx, recorder.adapters, { source: packageSource, caseId: packageId }, moves));

test('effects of a move are in the ledger in its order and the adapter’s form; unwanted ones are taken back', async () => {
  const { packageId, effects } = await packageWithAdapters({ database, clock, recorder });
  await order(packageId, { sms: [sms1], at: at() }, { sms: [sms2], at: at() });
  expect(await effects()).toMatchObject([
    { intent: 'sms-1/chase', status: 'planned' },
    { intent: 'sms-2', status: 'planned' },
  ]);
  const planned = sql`select if_unknown as "ifUnknown", details->>'requestId' as request, planned_at = ${at()}::timestamptz as "isThen"
    from outbound_effects where case_id = ${packageId}::uuid`;
  expect(await rows(em(), planned)).toEqual([1, 2].map(() => ({ ifUnknown: 'stay', request: null, isThen: true })));
  await order(packageId, { sms: [], at: at(), unsent: ['sms-1/chase'] });
  expect(
    await rows(
      em(),
      sql`select intent, status, code from outbound_effects where case_id = ${packageId}::uuid and status <> 'planned'`,
    ),
  ).toEqual([{ intent: 'sms-1/chase', status: 'refused', code: 'not-wanted' }]);
  expect(recorder.left).toEqual([]);
});

test('a move that orders nothing: then the package is not even read', async () => {
  await order(randomUUID(), { sms: [], at: at() }, { sms: [], at: at(), unsent: [] });
  await expect(order(randomUUID(), { sms: [sms1], at: at() })).rejects.toThrow('there is no service package');
});

const payment = (order: unknown) => ({ channel: 'payment', order });

test('an SMS is pending until it has left; a request while it is open, and after that until its provider has ended it', async () => {
  const { packageId, requestId, now, pay, send, end } = await packageWithAdapters({ database, clock, recorder });
  const pending = async () =>
    pendingEffects(em(), { packageId, policy: thePackagePolicy(), state: (await now()).state });
  const values = { visitsLeft: 3 };
  await order(packageId, { sms: [{ ...sms1, text: 'sms-4', values }], at: at() });
  const request = { kind: 'request', requestId, intent: `payment-request/${requestId}` };
  expect(await pending()).toMatchObject([
    payment(request),
    { channel: 'sms', order: { ...sms1, text: 'sms-4', values }, requestId: null },
  ]);
  await send({ ...sms1, text: 'sms-4', values });
  await pay({ requestId: null });
  const expire = { kind: 'expire', intent: `expire/${requestId}`, requestId };
  expect(await pending()).toEqual([payment(expire)]);
  await end();
  expect(await pending()).toEqual([]);
});
