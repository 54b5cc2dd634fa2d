import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PaymentMethod, SmsOrder } from '../../domain/effect.ts';
import type { SendAnswer } from '../../activities/effects/adapter.ts';
import { rows, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { type MovedClock, movedClock } from '../harness/effects.ts';
import { packageWithAdapters, price, sms1 } from '../harness/package-with-adapters.ts';
import { type RecordingAdapters, recordingAdapters } from '../harness/recording-adapters.ts';
import { filkhedma } from '../harness/programs.ts';

let database: TestDatabase;
let clock: MovedClock;
let recorder: RecordingAdapters;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(() => {
  [clock, recorder] = [movedClock(), recordingAdapters()];
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const aPackage = (method?: PaymentMethod) => packageWithAdapters({ database, clock, recorder }, method);
const PHONE = '+201001234567';
const refused: SendAnswer = { kind: 'refused', code: 'http-400' };
const lost: SendAnswer = { kind: 'ambiguous', code: 'timeout' };
const linkOf = (text: string): SmsOrder => ({ intent: text, text, values: {}, rule: 'FK-01' });

describe('an SMS', () => {
  test('goes to the customer in the program’s words; the ledger knows which and by what rule', async () => {
    const { send } = await aPackage();
    const order = { intent: 'sms-4/1', text: 'sms-4', values: { visitsLeft: 3 }, rule: 'FK-17' };
    await send(order);
    const details = { textId: 'sms-4', rule: 'FK-17', values: { visitsLeft: 3 }, requestId: null };
    expect(recorder.left).toMatchObject([{ adapter: 'sms', recipient: PHONE, details }]);
    expect(recorder.left[0]?.text).toMatch(/3/);
    await send(order);
    expect(recorder.left).toHaveLength(1);
  });

  test('that is refused holds nothing up, one that may have left is followed up', async () => {
    const { send, effects } = await aPackage();
    recorder.answer = refused;
    await send(sms1);
    expect(await effects()).toMatchObject([{ intent: 'sms-1/chase', status: 'refused' }]);
    recorder.answer = { kind: 'never-left', code: 'http-429' };
    await expect(send({ ...sms1, intent: 'sms-1/other' })).rejects.toThrow('not now: http-429');
  });

  test.each([
    ['card', 'payment-link', { url: 'https://pay.example/1' }],
    ['fawry', 'payment-code', { code: '7321' }],
  ] as const)('of a %s request carries what its provider has given', async (method, text, given) => {
    const { open, send, requestId } = await aPackage(method);
    await expect(send(linkOf(text), requestId)).rejects.toThrow();
    recorder.means = { ...recorder.means, ...given };
    await open();
    await send(linkOf(text), requestId);
    expect(recorder.left.at(-1)?.text).toContain(Object.values(given)[0]);
    expect(recorder.left.at(-1)?.details).toMatchObject({ requestId, values: {} });
    // Without a request there is nothing to pay with.
    await expect(send({ ...linkOf(text), intent: 'of none' })).rejects.toThrow();
  });

  test('about a request that must no longer be paid is not sent; an SMS without a request is sent', async () => {
    const { open, send, pay, requestId } = await aPackage();
    recorder.means = { ...recorder.means, url: 'https://pay.example/1' };
    await open();
    await pay({ requestId: null });
    await send(linkOf('payment-link'), requestId);
    expect(recorder.left.map(({ adapter }) => adapter)).toEqual(['open card']);
    await send(sms1);
    expect(recorder.left.map(({ adapter }) => adapter)).toEqual(['open card', 'sms']);
  });
});

describe('a payment request', () => {
  test('names the price, the customer and until when it is payable: the first visit', async () => {
    const { open, now, requestId } = await aPackage();
    await open();
    const { contactId, state } = await now();
    const [{ id, details, ...left } = { id: '', details: null }] = recorder.left;
    expect(left).toEqual({ adapter: 'open card', recipient: PHONE, text: filkhedma.title });
    expect(details).toEqual({
      ...{ requestId, ...price, customerProfileId: contactId, expiresAt: state.firstVisitAt },
    });
    expect((await now()).requests).toMatchObject([{ id: requestId, effectId: id, orderRef: `open card ${id}` }]);
  });

  test('is payable for two days where no first visit lies so far ahead', async () => {
    const { open } = await aPackage();
    clock.move(6 * 86_400_000);
    await open();
    expect(recorder.left[0]?.details).toMatchObject({ expiresAt: '2031-03-11T07:00:00.000Z' });
  });

  test('cash is collected at the agreed door, and opened without anything to tell', async () => {
    const { open } = await aPackage('cash');
    expect(await open()).toEqual({ opened: true });
    const collection = { at: '2031-03-04T08:30:00.000Z', address: '12 شارع التحرير' };
    expect(recorder.left).toMatchObject([{ adapter: 'open cash', details: { collection, name: 'منى السيد' } }]);
  });

  test.each([
    ['card', {}, false],
    ['card', { url: 'https://pay.example/1' }, true],
    ['fawry', {}, false],
    ['fawry', { code: '7321' }, true],
  ] as const)('by %s with %o: opened %s', async (method, given, opened) => {
    const { open, now } = await aPackage(method);
    recorder.means = { ...recorder.means, ...given };
    expect(await open()).toEqual({ opened });
    expect((await now()).requests).toMatchObject([{ url: null, code: null, ...given }]);
  });

  test.each([
    ['refused', refused],
    ['unknown', lost],
  ])('that is %s is not opened, and nothing is kept of it', async (status, answer) => {
    const { open, now, effects } = await aPackage();
    recorder.answer = answer;
    expect(await open()).toEqual({ opened: false });
    expect((await effects()).map((effect) => effect.status)).toEqual([status]);
    expect((await now()).requests).toMatchObject([{ orderRef: null, effectId: null }]);
  });

  test('that must not be paid any more is not opened', async () => {
    const { open, pay, effects } = await aPackage();
    await pay({ requestId: null });
    expect([await open(), recorder.left, await effects()]).toEqual([{ opened: false }, [], []]);
  });

  test('is ended under every name that its provider knows it by', async () => {
    const { open, end, requestId } = await aPackage();
    recorder.means = { ...recorder.means, linkRef: 'L1', url: 'https://pay.example/1' };
    await open();
    const [{ id } = { id: '' }] = recorder.left;
    await end();
    const names = { orderRef: `open card ${id}`, linkRef: 'L1', merchantRefNum: id };
    expect(recorder.left[1]).toMatchObject({ adapter: 'end card', recipient: PHONE, text: '' });
    expect(recorder.left[1]?.details).toEqual({ requestId, ...names });
  });

  test('that its provider never opened is ended without names', async () => {
    const { end, requestId } = await aPackage();
    await end();
    const names = { orderRef: null, linkRef: null, merchantRefNum: null };
    expect(recorder.left.map(({ details }) => details)).toEqual([{ requestId, ...names }]);
  });

  test('that is being opened is ended later; one that runs out by itself, and one that there is not, are not', async () => {
    const { open, end } = await aPackage();
    recorder.answer = { kind: 'never-left', code: 'http-429' };
    await expect(open()).rejects.toThrow('not now: http-429');
    await expect(end()).rejects.toThrow('not now: not-opened-yet');
    await end({ requestId: randomUUID() });
    const cash = await aPackage('cash');
    recorder.answer = { kind: 'never-left', code: 'http-429' };
    await expect(cash.open()).rejects.toThrow('not now: http-429');
    await cash.end();
    expect(recorder.left.map(({ adapter }) => adapter)).toEqual(['open card', 'open cash']);
  });

  test('whose end is refused holds nothing up', async () => {
    const { end, effects } = await aPackage();
    recorder.answer = refused;
    await end();
    expect((await effects()).map(({ status }) => status)).toEqual(['refused']);
  });
});

test('of two requests of one package each is ended, told and paid back by its own names', async () => {
  const { open, end, send, refund, pay, effects, requestId, packageId, askFor } = await aPackage();
  recorder.means = { ...recorder.means, code: 'first', linkRef: 'L1' };
  await open();
  const second = await askFor('fawry');
  await send({ ...linkOf('payment-code'), intent: 'too late' }, requestId);
  recorder.means = { ...recorder.means, code: 'second', linkRef: null };
  expect([await second.open(), recorder.left.length]).toEqual([{ opened: true }, 2]);
  await send(linkOf('payment-code'), second.requestId);
  expect(recorder.left[2]?.text).toContain('second');
  await end();
  const [first, other] = recorder.left.map(({ id }) => id);
  expect(recorder.left[3]?.details).toMatchObject({ requestId, linkRef: 'L1', merchantRefNum: first });
  await pay({ id: 'fawry/932', method: 'fawry', requestId: second.requestId });
  await refund('fawry/932');
  expect(recorder.left[4]?.details).toMatchObject({ merchantRefNum: other, referenceNumber: 'second' });
  await end({ requestId: second.requestId, intent: 'expire/second' });
  expect(recorder.left[5]).toMatchObject({ adapter: 'end fawry', details: { merchantRefNum: other } });
  const channels = (await effects()).map(({ intent, channel }) => [intent.split('/')[0], channel]);
  expect(channels).toEqual([
    ...[
      ['payment-request', 'payment'],
      ['payment-request', 'payment'],
      ['payment-code', 'sms'],
    ],
    ...[
      ['expire', 'payment'],
      ['refund', 'refund'],
      ['expire', 'payment'],
    ],
  ]);
  const keys = sql`select distinct process from outbound_effects where case_id = ${packageId}::uuid`;
  expect(await rows(em(), keys)).toEqual([{ process: 'service-package' }]);
});

describe('a refund', () => {
  const paidBack = { refundId: 'r1', amountMinor: 50_000, currency: 'EGP', paidMinor: 160_000, reason: 'refund r1' };

  test('names the payment by every id that its provider knows', async () => {
    const { open, pay, refund, now, requestId } = await aPackage('fawry');
    recorder.means = { ...recorder.means, code: '7321' };
    await open();
    const [{ id } = { id: '' }] = recorder.left;
    await pay({ id: 'fawry/931', method: 'fawry' });
    expect((await now()).state.payment?.requestId).toBe(requestId);
    expect(await refund('fawry/931')).toEqual({ status: 'paid' });
    expect(recorder.left[1]).toMatchObject({ adapter: 'refund fawry', recipient: PHONE, text: '' });
    const names = { transactionId: '931', merchantRefNum: id, referenceNumber: '7321' };
    expect(recorder.left[1]?.details).toEqual({ ...paidBack, ...names });
  });

  test('of money that came without a request, under a name without its provider', async () => {
    const { pay, refund } = await aPackage();
    await pay({ id: 'by-bank', requestId: null });
    await refund('by-bank');
    const names = { transactionId: 'by-bank', merchantRefNum: null, referenceNumber: null };
    expect(recorder.left.map(({ details }) => details)).toEqual([{ ...paidBack, ...names }]);
  });

  test.each([
    ['refused', refused],
    ['unknown', lost],
  ])('that is %s is so for its package', async (status, answer) => {
    const { pay, refund, packageId } = await aPackage();
    await pay();
    recorder.answer = answer;
    expect(await refund(`paymob/${packageId}`)).toEqual({ status });
  });

  test('of cash is a person’s: no provider is asked', async () => {
    const { pay, refund } = await aPackage('cash');
    await pay({ id: 'cash/1', method: 'cash' });
    expect([await refund('cash/1'), recorder.left]).toEqual([{ status: 'unknown' }, []]);
  });

  test('of money that is held goes back too; of money that never came it is an error', async () => {
    const { pay, refund } = await aPackage();
    await pay({ id: 'paymob/first' });
    await pay({ id: 'paymob/second' });
    expect(await refund('paymob/second')).toEqual({ status: 'paid' });
    expect(recorder.left).toMatchObject([{ details: { transactionId: 'second' } }]);
    await expect(refund('paymob/third')).rejects.toThrow('there is no payment');
    const unpaid = await aPackage();
    await expect(unpaid.refund('paymob/first')).rejects.toThrow('there is no payment');
  });
});
