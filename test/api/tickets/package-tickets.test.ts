// A package's tickets use the same routes, but the package decides.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, type Caller, type Careline, startCareline } from '../../harness/careline.ts';
import { aPackage, booked as packageOf } from '../../harness/packages.ts';

// Monday, nine in the morning in Cairo.
const START = '2031-03-03T07:00:00.000Z';

let careline: Careline;
let success: Caller;
let booked: Answer['body'];

beforeAll(async () => {
  careline = await startCareline(START);
  success = await careline.staff('cs-1');
  const { body } = await success.post('/v1/programs/filkhedma/service-packages', {
    ...{ customer: { name: 'Mona', phone: '01001234567' }, visits: [{ startsAt: '2031-03-05T06:00:00.000Z' }] },
    ...{ priceMinor: 120_000, currency: 'EGP', payment: 'later' },
  });
  booked = body;
});

afterAll(() => careline.stop());

test('FK-06, FK-08 a recorded call moves the package on, and is in the ticket’s timeline', async () => {
  const [id] = booked.tickets;
  const ticket = (await success.get(`/v1/tickets/${id}`)).body;
  expect(ticket).toMatchObject({ type: 'not-paid', status: 'open', caseId: booked.id, visit: null });
  const called = await success.post(`/v1/tickets/${id}/calls`, { outcome: 'no-answer', note: 'phone off' });
  expect([called.status, called.body]).toEqual([
    200,
    expect.objectContaining({ status: 'waiting-on-customer', dueAt: '2031-03-04T19:00:00.000Z' }),
  ]);
  const twice = await success.post(`/v1/tickets/${id}/calls`, { outcome: 'no-answer' });
  expect([twice.status, twice.body.code]).toEqual([409, 'call-already-recorded']);
  const { past, next } = (await success.get(`/v1/tickets/${id}/timeline`)).body;
  // FK-11: the caller sees until when the call helps.
  expect(next.map(({ at, what, rule }: Answer['body']) => [at, what, rule])).toEqual([
    ['2031-03-04T19:00:00.000Z', 'cancel-unpaid', 'FK-11'],
    ['2031-03-05T19:00:00.000Z', 'ticket-overdue', 'FK-23'],
  ]);
  expect(past.map(({ what }: Answer['body']) => what)).not.toContain('booked');
  expect(past).toContainEqual(expect.objectContaining({ what: 'call-recorded', note: 'phone off' }));
  expect((await success.get(`/v1/tickets?caseId=${booked.id}`)).body.items).toHaveLength(1);
});

test('FK-09 customer care takes it, and cannot close it while its package is unpaid', async () => {
  const [id] = booked.tickets;
  const care = await careline.staff('cc-1');
  expect((await care.post(`/v1/tickets/${id}/take`)).body.assignee).toBe('cc-1');
  const without = await care.post(`/v1/tickets/${id}/close`, {});
  expect([without.status, without.body.code]).toEqual([409, 'chase-open']);
  expect((await care.post(`/v1/tickets/${id}/notes`, { text: 'prefers evenings' })).status).toBe(200);
});

test('FK-22 booked names a package of the same contact that was booked since', async () => {
  const care = await careline.staff('cc-1');
  const { phone } = aPackage.customer;
  const before = await packageOf(care);
  await careline.advance('2031-03-03T09:00:00.000Z');
  const followUp = { type: 'outbound-sales-request', customer: { name: 'منى', phone } };
  const { id } = (await care.post('/v1/programs/filkhedma/tickets', followUp)).body;
  const close = (caseId: unknown) => success.post(`/v1/tickets/${id}/close`, { result: 'booked', caseId });
  const other = await packageOf(care, { customer: { name: 'سارة', phone: '01009876543' } });
  for (const caseId of [null, before.id, other.id, randomUUID()]) {
    const { status, body } = await close(caseId);
    expect([status, body.code]).toEqual([422, 'result-untrue']);
  }
  expect((await close('no uuid')).status).toBe(400);
  const since = await packageOf(care);
  expect((await close(since.id)).body).toMatchObject({ status: 'closed', result: 'booked' });
});

test('FK-11 FK-22 a chase goes on until its package is paid or cancelled', async () => {
  const care = await careline.staff('cc-1');
  const { id, tickets } = await packageOf(care, {
    payment: 'later',
    visits: [{ startsAt: '2031-03-05T08:00:00.000Z' }],
  });
  const close = (result: string) => success.post(`/v1/tickets/${tickets[0]}/close`, { result });
  for (const result of ['paid', 'not-interested', 'nonsense']) {
    const { status, body } = await close(result);
    expect([status, body.code]).toEqual([409, 'chase-open']);
  }
  const tried = { tickets, command: { kind: 'close', result: 'other' } };
  for (const url of ['/v1/tickets/bulk/preview', '/v1/tickets/bulk']) {
    const { body } = await success.post(url, tried);
    expect(body).toMatchObject({ accepted: [], refused: [{ ticket: tickets[0], code: 'chase-open' }] });
  }
  const listed = async () => (await success.get(`/v1/tickets?caseId=${id}`)).body.items[0];
  for (const view of [await listed(), (await success.get(`/v1/tickets/${tickets[0]}`)).body]) {
    expect([view.results, view.may]).toEqual([[], ['note', 'take', 'assign', 'wait', 'record-call']]);
  }
  await care.post(`/v1/service-packages/${id}/cancellation`);
  expect((await success.get(`/v1/tickets/${tickets[0]}`)).body).toMatchObject({
    status: 'closed',
    result: 'cancelled',
    results: [],
    may: ['note'],
  });
});
