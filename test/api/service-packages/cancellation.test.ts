// FK-21, over HTTP in the whole system: a preview, one confirmation, one approval by another person.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { row, sql } from '../../../db/sql.ts';
import type { Answer } from '../../harness/careline.ts';
import { booked, eventually, loseAnswers, paid, pastOf, refusedWith, statusesOf } from '../../harness/packages.ts';
import { care, careline, finance as one, secondFinance as two, success } from './desk.ts';

const preview = (id: string, caller = care) => caller.post(`/v1/service-packages/${id}/cancellation/preview`);
const cancel = (id: string, caller = care, key = {}) =>
  caller.post(`/v1/service-packages/${id}/cancellation`, undefined, key);
const approve = (refundId: string, caller = one, key = {}) =>
  caller.post(`/v1/refunds/${refundId}/approve`, undefined, key);
const refundsSent = async (caseId: string) =>
  (await care.get(`/v1/effects?caseId=${caseId}&channel=refund`)).body.items.length;

// Three on Monday itself, five from the 10th on.
const today = ['03T12', '03T14', '03T16'];
const eight = [...today, '10T10', '13T10', '16T10', '19T10', '22T10'];
const onDays = (days: readonly string[]) => ({
  visits: days.map((day) => ({ startsAt: `2031-03-${day}:00:00.000Z` })),
});

/** A package of eight visits, three of them held, cancelled by cc-1. */
async function cancelledAfterThree(): Promise<Answer['body']> {
  const shown = await paid(care, onDays(eight));
  for (const visit of shown.visits.slice(0, 3)) {
    await care.post(`/v1/service-packages/${shown.id}/visits/${visit.id}/complete`);
  }
  return (await cancel(shown.id)).body;
}

describe('FK-21 the preview', () => {
  test('says value, fee and refund, and changes nothing', async () => {
    const { id, visits } = await paid(care, onDays(['03T12', '10T10', '13T10', '16T10']));
    await care.post(`/v1/service-packages/${id}/visits/${visits[0].id}/complete`);
    const answer = await preview(id);
    const returned = visits.slice(1).map((visit: Answer['body']) => ({
      ...{ id: visit.id, startsAt: visit.startsAt, becomes: 'returned' },
    }));
    expect([answer.status, answer.body]).toEqual([
      200,
      { visits: returned, visitsLeft: 3, valueMinor: 120_000, feeMinor: 36_000, feeShare: 0.3, refundMinor: 84_000 },
    ]);
    expect((await care.get(`/v1/service-packages/${id}`)).body).toMatchObject({
      ...{ stage: 'active', refund: null, terms: { freeChange: 'PT24H', cutOff: 'visit-start' } },
    });
  });

  test('of an unpaid package is nothing, and cancelling it gives nothing back', async () => {
    const { id } = await booked(care);
    const { visits, ...amounts } = (await preview(id)).body;
    expect(amounts).toEqual({ visitsLeft: 4, valueMinor: 0, feeMinor: 0, feeShare: 0, refundMinor: 0 });
    expect(visits.map(({ becomes }: Answer['body']) => becomes)).toEqual(Array(4).fill('returned'));
    expect((await cancel(id)).body).toMatchObject({ stage: 'cancelled', refund: null });
  });

  test('is not for a package that is over, nor for operations', async () => {
    const { id } = await booked(care);
    await cancel(id);
    expect(refusedWith(await preview(id))).toEqual([409, 'already-cancelled']);
    expect((await preview(id, await careline.staff('ops-1'))).status).toBe(403);
  });
});

test('FK-21 a visit on its day and one in less than 24 hours are used, as if each was cancelled alone', async () => {
  const { id } = await paid(care, onDays(['03T18', '04T07', '10T10', '13T10']));
  const { body } = await preview(id);
  expect(body).toMatchObject({ visitsLeft: 2, valueMinor: 80_000, feeMinor: 24_000, refundMinor: 56_000 });
  expect(body.visits.map(({ becomes }: Answer['body']) => becomes)).toEqual([
    ...['completed', 'counted', 'returned', 'returned'],
  ]);
  const shown = (await cancel(id)).body;
  expect(shown).toMatchObject({ visitsLeft: 2, tickets: [], refund: { amountMinor: 56_000 } });
  expect(shown.visits.map(({ status }: Answer['body']) => status)).toEqual([
    ...['completed', 'counted', 'cancelled', 'cancelled'],
  ]);
  expect(shown.visits.map(({ cancelledOnItsDay }: Answer['body']) => cancelledOnItsDay)).toEqual([
    ...[true, false, false, false],
  ]);
  const { items } = (await care.get('/v1/programs/filkhedma/visits?on=2031-03-03')).body;
  expect(items.find(({ packageId }: Answer['body']) => packageId === id)).toMatchObject({
    ...{ status: 'completed', cancelledOnItsDay: true, stage: 'cancelled', paid: true },
  });
});

describe('FK-21 the confirmation', () => {
  test('cancels package and planned visits; the refund waits', async () => {
    const shown = await cancelledAfterThree();
    expect(shown).toMatchObject({
      ...{ stage: 'cancelled', paid: true, visitsLeft: 5 },
      refund: { amountMinor: 70_000, status: 'awaiting-approval', why: 'cancellation', preparedBy: 'cc-1' },
      todo: [{ what: 'approve-refund', by: ['finance'], rule: 'FK-21' }],
    });
    const left = shown.visits.map(({ status }: Answer['body']) => status);
    expect(left).toEqual([...Array(3).fill('completed'), ...Array(5).fill('cancelled')]);
    const { body } = await one.get('/v1/refunds?program=filkhedma&status=awaiting-approval');
    expect(body.items.map(({ packageId }: Answer['body']) => packageId)).toContain(shown.id);
  });

  test('by two at once is one cancellation', async () => {
    const { id } = await paid(care);
    const answers = await Promise.all([cancel(id), cancel(id, success)]);
    expect(statusesOf(answers)).toEqual([200, 409]);
    expect(answers.map(({ body }) => body.code).filter(Boolean)).toEqual(['already-cancelled']);
    expect((await care.get(`/v1/service-packages/${id}`)).body.refunds).toHaveLength(1);
  });

  test('whose answer was lost is answered again, and happens once', async () => {
    const { id } = await paid(care);
    const key = { 'idempotency-key': randomUUID() };
    const first = await cancel(id, care, key);
    await loseAnswers(careline);
    const again = await cancel(id, care, key);
    expect([again.status, again.body.refunds]).toEqual([200, first.body.refunds]);
    expect((await pastOf(care, id)).filter((what) => what === 'package-cancelled')).toHaveLength(1);
    expect(refusedWith(await cancel(id))).toEqual([409, 'already-cancelled']);
  });
});

describe('FK-21 the approval', () => {
  test('by finance, not by the person who prepared it; the provider is asked once, the ledger has it', async () => {
    const { id, refund } = await cancelledAfterThree();
    expect(refusedWith(await approve(refund.id, care))).toEqual([403, 'second-person-required']);
    expect(refusedWith(await approve(refund.id, success))).toEqual([403, 'not-allowed']);
    expect((await approve(refund.id)).body.refund).toMatchObject({ approvedBy: 'finance-1' });
    const shown = await eventually(one, id, (now) => now.refund.status === 'paid');
    expect(shown).toMatchObject({ nextAction: null, refund: { amountMinor: 70_000 } });
    expect(await refundsSent(id)).toBe(1);
    const paidOut = await row<{ sum: string }>(
      careline.database.orm.em.fork(),
      sql`select sum(amount_minor) from ledger_postings p join ledger_entries e on e.id = p.entry_id
        where e.case_id = ${id}::uuid and account = 'fee-income'`,
    );
    expect(Number(paidOut?.sum)).toBe(-30_000);
  });

  test('by two at once is one refund', async () => {
    const { id, refund } = await cancelledAfterThree();
    const answers = await Promise.all([approve(refund.id), approve(refund.id, two), approve(refund.id)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'refund-decided')).toHaveLength(2);
    await eventually(one, id, (now) => now.refund.status === 'paid');
    expect(await refundsSent(id)).toBe(1);
  });

  test('whose answer was lost is answered again, and pays once', async () => {
    const { id, refund } = await cancelledAfterThree();
    const key = { 'idempotency-key': randomUUID() };
    expect((await approve(refund.id, one, key)).status).toBe(200);
    await eventually(one, id, (now) => now.refund.status === 'paid');
    await loseAnswers(careline);
    expect((await approve(refund.id, one, key)).status).toBe(200);
    expect(await refundsSent(id)).toBe(1);
    expect((await pastOf(care, id)).filter((what) => what === 'refund-approved')).toHaveLength(1);
  });

  test('only a refund in doubt is settled by hand', async () => {
    const { refund } = await cancelledAfterThree();
    const settle = (body: object, caller = one) => caller.post(`/v1/refunds/${refund.id}/settle`, body);
    expect(refusedWith(await settle({ status: 'paid' }))).toEqual([409, 'refund-decided']);
    expect((await settle({ status: 'unknown' })).status).toBe(400);
    expect((await settle({})).status).toBe(400);
    expect((await settle({ status: 'paid' }, care)).status).toBe(403);
  });
});

describe('FK-21 cash goes back by hand', () => {
  async function approvedInCash() {
    const collection = { at: '2031-03-05T12:00:00.000Z', address: 'Maadi' };
    const { id, paymentRequests } = await booked(care, { payment: 'cash', collection });
    await care.post(`/v1/payment-requests/${paymentRequests[0].id}/collected`);
    const { refund } = (await cancel(id)).body;
    return { id, refund, approved: (await approve(refund.id)).body };
  }

  test('the refund is to be handed out, never in doubt and never sent; its reference is on the board', async () => {
    const { id, refund, approved } = await approvedInCash();
    expect(approved.refund.status).toBe('to-hand-out');
    expect(approved.todo).toMatchObject([{ what: 'hand-out', by: ['finance'], subject: refund.id }]);
    const handOut = (body: object, caller = one) => caller.post(`/v1/refunds/${refund.id}/handed-out`, body);
    for (const body of [{}, { reference: '' }, { reference: ' ' }]) expect((await handOut(body)).status).toBe(400);
    expect((await handOut({ reference: 'R-1' }, care)).status).toBe(403);
    const { body } = await handOut({ reference: 'R-1' });
    expect(body).toMatchObject({ refund: { status: 'paid' }, nextAction: null, todo: [] });
    expect(refusedWith(await handOut({ reference: 'R-2' }))).toEqual([409, 'refund-decided']);
    expect(await refundsSent(id)).toBe(0);
    const { items } = (await one.get('/v1/refunds?status=paid')).body;
    expect(items).toContainEqual(expect.objectContaining({ id: refund.id, reference: 'R-1', dueAt: null }));
  });

  test('declined it goes back to who prepared it, with the reason in the timeline', async () => {
    const { refund, id } = await cancelledAfterThree();
    const decline = (body: object, caller = one) => caller.post(`/v1/refunds/${refund.id}/decline`, body);
    expect((await decline({})).status).toBe(400);
    expect((await decline({ reason: 'why' }, await careline.staff('cs-2'))).status).toBe(403);
    const { body } = await decline({ reason: 'the receipt is missing' });
    expect(body).toMatchObject({ refund: { status: 'declined' }, todo: [{ what: 'resubmit-refund', by: 'cc-1' }] });
    const { body: told } = await care.get('/v1/notifications?limit=200');
    expect(told.items).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'refund-declined', process: 'service-package', caseId: id, conversationId: null },
        ...{ customerName: body.customer.name, dueAt: expect.any(String) },
        details: { ticket: refund.id, case: id, amountMinor: refund.amountMinor, currency: 'EGP' },
      }),
    );
    expect(refusedWith(await approve(refund.id))).toEqual([409, 'refund-decided']);
    const again = await care.post(`/v1/refunds/${refund.id}/resubmit`, { reason: 'attached' });
    expect(again.body).toMatchObject({ refund: { status: 'awaiting-approval', preparedBy: 'cc-1' } });
    const { items: left } = (await care.get('/v1/notifications?limit=200')).body;
    expect(left.filter(({ caseId }: { caseId: string }) => caseId === id)).toEqual([]);
    const { past } = (await care.get(`/v1/service-packages/${id}/timeline`)).body;
    expect(past).toContainEqual(expect.objectContaining({ what: 'refund-declined', note: 'the receipt is missing' }));
  });
});
