// The channels serve a process that they have never heard of: all that they know of its cases comes from its source.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { PaymentMeans } from '../../activities/effects/adapter.ts';
import { type CaseRequest, type CaseSource, perform } from '../../activities/effects/channel.ts';
import { effectActivities } from '../../activities/effects/index.ts';
import { planSms } from '../../activities/effects/sms.ts';
import { rows, sql } from '../../db/sql.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { money } from '../../domain/money.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect, type MovedClock, movedClock } from '../harness/effects.ts';
import { type RecordingAdapters, recordingAdapters } from '../harness/recording-adapters.ts';

const PHONE = '+201005550000';
const price = money(25_000, 'EGP');
const nothing: PaymentMeans = { orderRef: null, linkRef: null, url: null, code: null };
const sms = { intent: 'done', text: 'sms-4', values: { visitsLeft: 3 }, rule: 'E-01' };

let database: TestDatabase;
let clock: MovedClock;
let recorder: RecordingAdapters;
let caseId: string;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(() => {
  [clock, recorder, caseId] = [movedClock(), recordingAdapters(), randomUUID()];
  Object.assign(request, { ...nothing, method: 'card', isOpen: true, effectId: null });
});
afterAll(() => database.drop());

/** An errand for a customer, kept in memory. */
const request: CaseRequest = {
  ...{ id: 'r1', method: 'card', isOpen: true, effectId: null, ...nothing },
  ...{ payableUntil: '2031-03-04T10:00:00.000Z', collection: null },
};
const errands: CaseSource = {
  process: 'errand',
  read: async (_, id) => ({
    ...{ process: 'errand', program: 'filkhedma', caseId: id, policy: {} },
    customer: { name: 'منى', phone: PHONE, contactId: 'c1' },
    requests: [request],
    payments: [{ id: 'paymob/77', requestId: 'r1', method: request.method, amount: price }],
  }),
  payments: {
    isBeingOpened: async () => false,
    keepMeans: async (_, id, means) => void (request.id === id && Object.assign(request, means, { effectId: 'e1' })),
  },
};

const em = () => database.orm.em.fork();
const parts = () => ({ orm: database.orm, ledger: effectLedger(database.orm), clock, adapters: recorder.adapters });
const activities = (...sources: CaseSource[]) => effectActivities(parts(), sources);
const about = () => ({ process: 'errand', program: 'filkhedma', caseId });
const asked = { kind: 'request', intent: 'ask/r1', requestId: 'r1', amount: price, sms: null } as const;
const ledger = () =>
  rows(
    em(),
    sql`select process, intent, kind, channel, status from outbound_effects where case_id = ${caseId}::uuid order by place`,
  );

test('an SMS of any process goes to the phone that its source knows, once', async () => {
  const { sendSms } = activities(errands);
  await sendSms({ ...about(), order: sms, requestId: null });
  await sendSms({ ...about(), order: sms, requestId: null });
  expect(recorder.left).toMatchObject([{ adapter: 'sms', recipient: PHONE }]);
  const effect = { process: 'errand', intent: 'done', kind: 'sms', channel: 'sms', status: 'done' };
  expect(await ledger()).toEqual([effect]);
});

test('a payment request, its end and a refund of any process', async () => {
  const { openPaymentRequest, expirePaymentRequest, payRefund } = activities(errands);
  recorder.means = { ...recorder.means, url: 'https://pay.example/1' };
  expect(await openPaymentRequest({ ...about(), order: { ...asked, method: 'card' } })).toEqual({ opened: true });
  request.isOpen = false;
  await expirePaymentRequest({ ...about(), order: { kind: 'expire', intent: 'end/r1', requestId: 'r1' } });
  const refund = { kind: 'refund', intent: 'back/1', refundId: 'b1', attempt: 1, paymentId: 'paymob/77' } as const;
  expect(await payRefund({ ...about(), order: { ...refund, amount: price } })).toEqual({ status: 'paid' });
  expect(recorder.left.map(({ adapter }) => adapter)).toEqual(['open card', 'end card', 'refund card']);
  // It is payable for two days, although the errand is earlier.
  expect(recorder.left[0]?.details).toMatchObject({ expiresAt: '2031-03-05T07:00:00.000Z' });
  expect(recorder.left[1]?.details).toMatchObject({ orderRef: request.orderRef, merchantRefNum: 'e1' });
  expect(recorder.left[2]?.details).toMatchObject({ transactionId: '77', merchantRefNum: 'e1' });
  expect(await ledger()).toEqual([
    { process: 'errand', intent: 'ask/r1', kind: 'payment/request/card', channel: 'payment', status: 'done' },
    { process: 'errand', intent: 'end/r1', kind: 'payment/expire/card', channel: 'payment', status: 'done' },
    { process: 'errand', intent: 'back/1', kind: 'refund/card', channel: 'refund', status: 'done' },
  ]);
});

test('a process without payments gets SMS all the same', async () => {
  const { payments: _, ...withoutPayments } = errands;
  const { sendSms, openPaymentRequest } = activities(withoutPayments);
  await sendSms({ ...about(), order: sms, requestId: null });
  expect(recorder.left).toMatchObject([{ adapter: 'sms' }]);
  const asking = openPaymentRequest({ ...about(), order: { ...asked, method: 'card' } });
  await expect(asking).rejects.toThrow('errand takes no payments');
});

test('a process without a source, and a kind that a person does, are errors', async () => {
  const { sendSms } = activities();
  await expect(sendSms({ ...about(), order: sms, requestId: null })).rejects.toThrow('no source for effects of errand');
  const cash = anEffect({ kind: 'payment/expire/cash' });
  await expect(perform(parts(), cash)).rejects.toThrow('no adapter sends payment/expire/cash');
});

test('the SMS of moves of any process are planned with them', async () => {
  const moves = [{ sms: [sms], at: clock.now().toISOString() }];
  await em().transactional((tx) => planSms(tx, recorder.adapters, { source: errands, caseId }, moves));
  expect(await ledger()).toMatchObject([{ process: 'errand', intent: 'done', kind: 'sms', status: 'planned' }]);
});
