// FK-01, FK-02, FK-07, FK-13, over HTTP in the whole system: each piastre counts once, and money that bought nothing
// waits for a person.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { row, sql } from '../../../db/sql.ts';
import type { Answer } from '../../harness/careline.ts';
import {
  booked,
  eventually,
  loseAnswers,
  MONDAY,
  paid,
  pastOf,
  refusedWith,
  statusesOf,
} from '../../harness/packages.ts';
import { care, careline, finance, ops } from './desk.ts';

const collection = { at: '2031-03-05T12:00:00.000Z', address: 'المعادي' };
const ask = (id: string, body: object, key = {}) => care.post(`/v1/service-packages/${id}/payment-requests`, body, key);
const pay = (requestId: string, caller = ops) => caller.post(`/v1/sandbox/payment-requests/${requestId}/pay`);
const collect = (requestId: string, caller = care, key = {}) =>
  caller.post(`/v1/payment-requests/${requestId}/collected`, undefined, key);
const decide = (id: string, paymentId: string, decision: string, key = {}) =>
  care.post(`/v1/service-packages/${id}/held-payments/decide`, { paymentId, decision }, key);

describe('FK-02 the courier', () => {
  const notCollected = (requestId: string, body: object = { reason: 'no one at the door' }, key = {}) =>
    care.post(`/v1/payment-requests/${requestId}/not-collected`, body, key);

  test('says no, once, with a reason; the call is due and the request has ended', async () => {
    const { id, paymentRequests } = await booked(care, { payment: 'cash', collection });
    const [door] = paymentRequests;
    for (const body of [{}, { reason: '' }, { reason: ' ​' }])
      expect((await notCollected(door.id, body)).status).toBe(400);
    expect(refusedWith(await ops.post(`/v1/payment-requests/${door.id}/not-collected`, { reason: 'x' }))).toEqual([
      403,
      'not-allowed',
    ]);
    const key = { 'idempotency-key': randomUUID() };
    const { body } = await notCollected(door.id, undefined, key);
    expect(body).toMatchObject({ paymentRequests: [{ status: 'expired' }], todo: [{ what: 'call-customer' }] });
    await loseAnswers(careline);
    expect((await notCollected(door.id, undefined, key)).body.tickets).toEqual(body.tickets);
    expect(refusedWith(await notCollected(door.id))).toEqual([409, 'request-ended']);
    const { past } = (await care.get(`/v1/service-packages/${id}/timeline`)).body;
    expect(past).toContainEqual(expect.objectContaining({ what: 'not-collected', note: 'no one at the door' }));
  });

  test('comes at another time with the first visit: both change, or nothing does', async () => {
    const { id, visits } = await booked(care, { payment: 'cash', collection });
    const move = (body: object) => care.post(`/v1/service-packages/${id}/visits/${visits[0].id}/reschedule`, body);
    const early = { startsAt: '2031-03-04T10:00:00.000Z' };
    expect(refusedWith(await move(early))).toEqual([422, 'collection-time-unfit']);
    const late = { at: '2031-03-04T10:00:00.001Z', address: 'شارع فيصل 3' };
    expect(refusedWith(await move({ ...early, collection: late }))).toEqual([422, 'collection-time-unfit']);
    expect((await care.get(`/v1/service-packages/${id}`)).body).toMatchObject({ collection, visits });
    const fit = { ...late, at: '2031-03-04T09:00:00.000Z' };
    expect((await move({ ...early, collection: fit })).body).toMatchObject({
      collection: fit,
      visit: early,
      paymentRequests: [{ status: 'expired' }, { status: 'open', collectAt: fit.at }],
    });
  });
});

describe('money of another amount or currency', () => {
  test('does not pay its request, is held in its own currency, and the price still pays', async () => {
    const { paymentRequests } = await booked(care);
    const [{ id: request }] = paymentRequests;
    const sandbox = (body: object) => ops.post(`/v1/sandbox/payment-requests/${request}/pay`, body);
    expect((await sandbox({ outcome: 'declined' })).body).toMatchObject({ paid: false, heldPayments: [] });
    expect((await sandbox({ amountMinor: 0 })).status).toBe(400);
    for (let time = 0; time < 2; time += 1) {
      const { body } = await sandbox({ amountMinor: 1_000, currency: 'USD' });
      expect(body).toMatchObject({ paid: false, paymentRequests: [{ status: 'open' }] });
      expect(body.heldPayments).toMatchObject([{ why: 'amount-differs', amountMinor: 1_000, currency: 'USD' }]);
    }
    const { body } = await sandbox({});
    expect(body).toMatchObject({ paid: true, payment: { amountMinor: 160_000, currency: 'EGP' } });
    expect(body.heldPayments).toHaveLength(1);
  });
});

describe('FK-07 asked for again', () => {
  test('an earlier request can no longer be paid, and the money counts all the same if it arrives', async () => {
    const { id, paymentRequests } = await booked(care);
    const [card] = paymentRequests;
    const answer = await ask(id, { method: 'fawry' });
    expect([answer.status, answer.body.paymentRequests]).toMatchObject([
      201,
      [
        { id: card.id, status: 'expired' },
        { method: 'fawry', status: 'open' },
      ],
    ]);
    const { body } = await pay(card.id);
    expect(body).toMatchObject({ paid: true, stage: 'active', heldPayments: [] });
    expect(body.paymentRequests.map(({ status }: Answer['body']) => status)).toEqual(['paid', 'expired']);
    expect(refusedWith(await ask(id, { method: 'card' }))).toEqual([409, 'already-paid']);
  });

  test('FK-02 in cash only with a collection form, of now or of the booking', async () => {
    const { id } = await booked(care);
    expect(refusedWith(await ask(id, { method: 'cash' }))).toEqual([422, 'collection-required']);
    const { body } = await ask(id, { method: 'cash', collection });
    expect(body).toMatchObject({ collection, notices: ['accept-will-call'] });
    const other = await booked(care, { payment: 'cash', collection });
    expect((await ask(other.id, { method: 'cash' })).status).toBe(201);
  });

  test('FK-13 collected ahead of now and not after the first visit begins, or nothing changes', async () => {
    const shown = await booked(care);
    const { id } = shown;
    const at = (instant: string) => ask(id, { method: 'cash', collection: { ...collection, at: instant } });
    const [past, late] = ['2031-03-02T12:00:00.000Z', '2031-03-20T10:00:00.000Z'];
    for (const unfit of [past, MONDAY, '2031-03-10T10:00:00.001Z', late]) {
      const answer = await at(unfit);
      expect([unfit, ...refusedWith(answer)]).toEqual([unfit, 422, 'collection-time-unfit']);
      expect(answer.body.firstVisitAt).toBe('2031-03-10T10:00:00.000Z');
    }
    const { body } = await care.get(`/v1/service-packages/${id}`);
    expect([body.collection, body.paymentRequests.map(({ status }: Answer['body']) => status)]).toEqual([
      null,
      ['open'],
    ]);
    expect((await at('2031-03-10T10:00:00.000Z')).body.collection.at).toBe('2031-03-10T10:00:00.000Z');
    // The first visit is cancelled, so the cash is collected before the second one.
    await care.post(`/v1/service-packages/${id}/visits/${shown.visits[0].id}/cancel`);
    expect((await at('2031-03-13T10:00:00.000Z')).status).toBe(201);
    expect(refusedWith(await at('2031-03-13T10:00:00.001Z'))).toEqual([422, 'collection-time-unfit']);
  });

  test('invalid: no method, an empty one, an unknown field', async () => {
    const { id } = await booked(care);
    for (const body of [{}, { method: '' }, { method: 'card', amount: 5 }]) {
      expect((await ask(id, body)).status).toBe(400);
    }
  });

  test('a repeated request whose answer was lost asks once', async () => {
    const { id } = await booked(care);
    const key = { 'idempotency-key': randomUUID() };
    const first = await ask(id, { method: 'fawry' }, key);
    await loseAnswers(careline);
    const again = await ask(id, { method: 'fawry' }, key);
    expect(again.body.paymentRequests).toMatchObject(
      first.body.paymentRequests.map(({ id: requestId }: Answer['body']) => ({ id: requestId })),
    );
    expect(await pastOf(care, id)).toEqual(['booked', 'payment-requested', 'payment-requested']);
  });
});

describe('FK-13 cash at the door', () => {
  test('activates, once, for the price', async () => {
    const { id, paymentRequests } = await booked(care, { payment: 'cash', collection });
    const [{ id: requestId }] = paymentRequests;
    const key = { 'idempotency-key': randomUUID() };
    const first = await collect(requestId, care, key);
    expect(first.body).toMatchObject({
      stage: 'active',
      payment: { method: 'cash', amountMinor: 160_000 },
      notices: [],
    });
    await loseAnswers(careline);
    expect((await collect(requestId, care, key)).status).toBe(200);
    expect(refusedWith(await collect(requestId, await careline.staff('cs-1')))).toEqual([409, 'already-paid']);
    expect(await pastOf(care, id)).toEqual(['booked', 'payment-requested', 'paid']);
  });

  test('is not what a card request asks for', async () => {
    const { paymentRequests } = await booked(care);
    expect(refusedWith(await collect(paymentRequests[0].id))).toEqual([422, 'not-cash']);
  });

  test('two people who say so at once: one does', async () => {
    const { id, paymentRequests } = await booked(care, { payment: 'cash', collection });
    const other = await careline.staff('cs-2');
    const [{ id: requestId }] = paymentRequests;
    const answers = await Promise.all([collect(requestId), collect(requestId, other)]);
    expect(statusesOf(answers)[0]).toBe(200);
    expect((await pastOf(care, id)).filter((what) => what === 'paid')).toHaveLength(1);
  });
});

describe('FK-13 in the sandbox', () => {
  test('twice at once, and again, is once', async () => {
    const { id, paymentRequests } = await booked(care);
    const [{ id: requestId }] = paymentRequests;
    const answers = await Promise.all([pay(requestId), pay(requestId, care), pay(requestId)]);
    expect(statusesOf([...answers, await pay(requestId)])).toEqual([200, 200, 200, 200]);
    expect(await pastOf(care, id)).toEqual(['booked', 'payment-requested', 'paid']);
    expect(answers[0]?.body).toMatchObject({ paid: true, heldPayments: [] });
  });

  test('collected and told of by the provider at once: it is one money, however they come', async () => {
    const { id, paymentRequests } = await booked(care, { payment: 'cash', collection });
    const [{ id: requestId }] = paymentRequests;
    await Promise.all([collect(requestId), pay(requestId)]);
    const shown = await eventually(care, id, ({ paid: isPaid }) => isPaid);
    expect(shown).toMatchObject({ stage: 'active', paid: true, heldPayments: [] });
    const money = await row<{ held: string }>(
      careline.database.orm.em.fork(),
      sql`select sum(amount_minor) as held from ledger_postings p join ledger_entries e on e.id = p.entry_id
        where e.case_id = ${id}::uuid and account = 'provider'`,
    );
    expect(Number(money?.held)).toBe(160_000);
  });
});

describe('FK-11 money that bought nothing', () => {
  async function paidTooLate() {
    const shown = await booked(care);
    await care.post(`/v1/service-packages/${shown.id}/cancellation`);
    const { body } = await pay(shown.paymentRequests[0].id);
    expect(body).toMatchObject({
      ...{ stage: 'cancelled', paid: false, nextAction: { what: 'money-overdue', rule: 'FK-23' } },
      todo: [{ what: 'refund-or-revive', dueAt: body.nextAction.at, overdue: false }],
      heldPayments: [{ why: 'package-cancelled', decision: null, canRevive: true, amountMinor: 160_000 }],
    });
    return { id: shown.id as string, paymentId: body.heldPayments[0].id as string };
  }

  test('is on the board until somebody decides, and is decided on once', async () => {
    const { id, paymentId } = await paidTooLate();
    const board = async () => {
      const { items } = (await finance.get('/v1/held-payments')).body;
      return items.filter(({ packageId }: Answer['body']) => packageId === id);
    };
    const by = ['customer-care', 'customer-success', 'customer-success-lead'];
    const waiting = { by, dueAt: expect.any(String), overdue: false };
    expect(await board()).toEqual([expect.objectContaining({ id: paymentId, currency: 'EGP', ...waiting })]);
    const { body: told } = await care.get('/v1/notifications?limit=200');
    const details = { ticket: paymentId, case: id, amountMinor: 160_000, currency: 'EGP' };
    expect(told.items).toContainEqual(
      expect.objectContaining({ kind: 'money-waiting', caseId: id, count: 1, details }),
    );
    const key = { 'idempotency-key': randomUUID() };
    const first = await decide(id, paymentId, 'refund', key);
    expect(first.body.refund).toMatchObject({ status: 'awaiting-approval', amountMinor: 160_000, preparedBy: 'cc-1' });
    await loseAnswers(careline);
    expect((await decide(id, paymentId, 'refund', key)).body.refunds).toEqual(first.body.refunds);
    expect(refusedWith(await decide(id, paymentId, 'revive'))).toEqual([409, 'payment-decided']);
    expect(await board()).toEqual([]);
    const left = async (caller: typeof care) =>
      (await caller.get('/v1/notifications?limit=200')).body.items.filter(
        ({ caseId }: { caseId: string }) => caseId === id,
      );
    // Customer care decided it; finance pays the refund.
    expect(await left(care)).toEqual([]);
    expect(await left(finance)).toEqual([expect.objectContaining({ kind: 'money-waiting', count: 1 })]);
  });

  test('revives the package, or goes back: both at once is one of them', async () => {
    const { id, paymentId } = await paidTooLate();
    const answers = await Promise.all([decide(id, paymentId, 'revive'), decide(id, paymentId, 'refund')]);
    expect(statusesOf(answers)).toEqual([200, 409]);
    const { body } = await care.get(`/v1/service-packages/${id}`);
    expect(body.refunds).toHaveLength(body.stage === 'active' ? 0 : 1);
  });

  test('paid a second time, by a request that was replaced, it can only go back', async () => {
    const { id, paymentRequests } = await booked(care);
    const { body: asked } = await ask(id, { method: 'fawry' });
    await pay(paymentRequests[0].id);
    const { body } = await pay(asked.paymentRequests[1].id);
    expect(body).toMatchObject({ stage: 'active', heldPayments: [{ why: 'already-paid', canRevive: false }] });
    const [{ id: paymentId }] = body.heldPayments;
    expect(refusedWith(await decide(id, paymentId, 'revive'))).toEqual([409, 'revival-impossible']);
    expect((await decide(id, paymentId, 'refund')).body.refund).toMatchObject({ amountMinor: 160_000 });
  });

  test('a payment that there is not is 404', async () => {
    const { id } = await paid(care);
    expect((await decide(id, 'paymob/1', 'refund')).status).toBe(404);
    expect((await decide(id, '', 'refund')).status).toBe(400);
  });
});

test('FK-02 the form of the booking serves as long as its time lies ahead', async () => {
  const { id } = await booked(care, { payment: 'cash', collection });
  await careline.advance('2031-03-05T11:59:59.999Z');
  expect((await ask(id, { method: 'cash' })).status).toBe(201);
  await careline.advance(collection.at);
  expect(refusedWith(await ask(id, { method: 'cash' }))).toEqual([422, 'collection-time-unfit']);
  const later = { ...collection, at: '2031-03-06T12:00:00.000Z' };
  expect((await ask(id, { method: 'cash', collection: later })).body).toMatchObject({ collection: later });
  // The customer pays in another way, so no courier comes for the money.
  expect((await ask(id, { method: 'card' })).body).toMatchObject({ collection: null });
});
