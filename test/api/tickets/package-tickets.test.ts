// A package's tickets over HTTP: the same routes, and the package decides.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, type Caller, type Careline, startCareline } from '../../harness/careline.ts';

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

test('FK-06, FK-08 a recorded call moves the package on, and stands in the ticket’s timeline', async () => {
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
  const { past } = (await success.get(`/v1/tickets/${id}/timeline`)).body;
  expect(past.map(({ what }: Answer['body']) => what)).not.toContain('booked');
  expect(past).toContainEqual(expect.objectContaining({ what: 'call-recorded', note: 'phone off' }));
  expect((await success.get(`/v1/tickets?caseId=${booked.id}`)).body.items).toHaveLength(1);
});

test('FK-09 customer care takes it, and closes it with a result only', async () => {
  const [id] = booked.tickets;
  const care = await careline.staff('cc-1');
  expect((await care.post(`/v1/tickets/${id}/take`)).body.assignee).toBe('cc-1');
  const without = await care.post(`/v1/tickets/${id}/close`, {});
  expect([without.status, without.body.code]).toEqual([422, 'result-required']);
  expect((await care.post(`/v1/tickets/${id}/notes`, { text: 'prefers evenings' })).status).toBe(200);
});
