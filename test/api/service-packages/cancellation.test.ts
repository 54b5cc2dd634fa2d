// Cancellation and refunds over HTTP, in the whole house (FK-21): previewed, confirmed once, approved by another once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, sql } from '../../../db/sql.ts';
import { type Answer, type Caller, type Careline, startCareline } from '../../harness/careline.ts';
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

let careline: Careline;
let care: Caller;
let success: Caller;
let one: Caller;
let two: Caller;

beforeAll(async () => {
  careline = await startCareline(MONDAY);
  [care, success] = [await careline.staff('cc-1'), await careline.staff('cs-1')];
  [one, two] = [await careline.staff('finance-1'), await careline.staff('finance-2')];
});
afterAll(() => careline.stop());

const preview = (id: string, caller = care) => caller.post(`/v1/service-packages/${id}/cancellation/preview`);
const cancel = (id: string, caller = care, key = {}) =>
  caller.post(`/v1/service-packages/${id}/cancellation`, undefined, key);
const approve = (refundId: string, caller = one, key = {}) =>
  caller.post(`/v1/refunds/${refundId}/approve`, undefined, key);
const refundsSent = async (caseId: string) =>
  (await care.get(`/v1/effects?caseId=${caseId}&channel=refund`)).body.items.length;

/** A package of eight visits of which three were held, cancelled by cc-1. */
async function cancelledAfterThree(): Promise<Answer['body']> {
  const days = ['10', '13', '16', '19', '22', '25', '28', '31'];
  const shown = await paid(care, { visits: days.map((day) => ({ startsAt: `2031-03-${day}T10:00:00.000Z` })) });
  for (const visit of shown.visits.slice(0, 3)) {
    await care.post(`/v1/service-packages/${shown.id}/visits/${visit.id}/complete`);
  }
  return (await cancel(shown.id)).body;
}

describe('FK-21 the preview', () => {
  test('says value, fee and refund, and changes nothing', async () => {
    const { id, visits } = await paid(care);
    await care.post(`/v1/service-packages/${id}/visits/${visits[0].id}/complete`);
    const answer = await preview(id);
    expect([answer.status, answer.body]).toEqual([
      200,
      { visitsLeft: 3, valueMinor: 120_000, feeMinor: 36_000, refundMinor: 84_000 },
    ]);
    expect((await care.get(`/v1/service-packages/${id}`)).body).toMatchObject({ stage: 'active', refund: null });
  });

  test('of an unpaid package is nothing, and cancelling it gives nothing back', async () => {
    const { id } = await booked(care);
    expect((await preview(id)).body).toEqual({ visitsLeft: 4, valueMinor: 0, feeMinor: 0, refundMinor: 0 });
    expect((await cancel(id)).body).toMatchObject({ stage: 'cancelled', refund: null });
  });

  test('is not for a package that is over, nor for operations', async () => {
    const { id } = await booked(care);
    await cancel(id);
    expect(refusedWith(await preview(id))).toEqual([409, 'already-cancelled']);
    expect((await preview(id, await careline.staff('ops-1'))).status).toBe(403);
  });
});

describe('FK-21 the confirmation', () => {
  test('cancels package and planned visits; the refund waits', async () => {
    const shown = await cancelledAfterThree();
    expect(shown).toMatchObject({
      ...{ stage: 'cancelled', paid: true, visitsLeft: 5 },
      refund: { amountMinor: 70_000, status: 'awaiting-approval', why: 'cancellation', preparedBy: 'cc-1' },
      nextAction: { what: 'approve-refund', by: 'finance', rule: 'FK-21' },
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
  test('by finance, not by whoever prepared it; the provider is asked once, the ledger has it', async () => {
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

test('FK-21 cash goes back by hand: the refund is in doubt until finance says so, and is never sent', async () => {
  const collection = { at: '2031-03-05T12:00:00.000Z', address: 'Maadi' };
  const { id, paymentRequests } = await booked(care, { payment: 'cash', collection });
  await care.post(`/v1/payment-requests/${paymentRequests[0].id}/collected`);
  const { refund } = (await cancel(id)).body;
  await approve(refund.id);
  const shown = await eventually(one, id, (now) => now.refund.status === 'unknown');
  expect(shown.nextAction).toMatchObject({ what: 'settle-refund', by: 'finance', subject: refund.id });
  expect(await refundsSent(id)).toBe(0);
  const { body } = await one.post(`/v1/refunds/${refund.id}/settle`, { status: 'paid' });
  expect(body).toMatchObject({ refund: { status: 'paid' }, nextAction: null });
});
