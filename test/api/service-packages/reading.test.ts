// Packages as they are read over HTTP, in the whole house (FK-06, FK-23): one, many, their timetable, the visits of a day.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, type Caller, type Careline, startCareline } from '../../harness/careline.ts';
import { booked, MONDAY, paid, PACKAGES } from '../../harness/packages.ts';

let careline: Careline;
let care: Caller;
let ids: string[];

beforeAll(async () => {
  careline = await startCareline(MONDAY);
  care = await careline.staff('cc-1');
  ids = [];
  for (const name of ['Mona Samir', 'Ahmed Ali', 'Sara Nabil']) {
    ids.push((await booked(care, { customer: { name, phone: `0100123456${ids.length}` } })).id);
    await careline.advance(new Date(Date.parse(careline.now()) + 1_000).toISOString());
  }
  ids.push((await paid(care, { customer: { name: 'منى كامل', phone: '+971501234567' } })).id);
});
afterAll(() => careline.stop());

const listed = async (query: string, caller = care) =>
  (await caller.get(`/v1/service-packages?${query}`)).body.items.map(({ id }: Answer['body']) => id);

test('FK-05 the list is by booking, page by page, and filtered', async () => {
  expect(await listed('')).toEqual(ids);
  expect(await listed('paid=true')).toEqual(ids.slice(3));
  expect(await listed('stage=booked')).toEqual(ids.slice(0, 3));
  expect(await listed('search=ali')).toEqual([ids[1]]);
  expect(await listed('search=1001234562')).toEqual([ids[2]]);
  expect(await listed(`search=${encodeURIComponent('منى')}`)).toEqual([ids[3]]);
  const first = (await care.get('/v1/service-packages?limit=3')).body;
  expect(first.items).toHaveLength(3);
  expect(await listed(`limit=3&cursor=${first.nextCursor}`)).toEqual(ids.slice(3));
});

test('FK-05 a filter that names what there is not is 400', async () => {
  for (const query of ['stage=lost', 'program=nothing', 'paid=perhaps', 'cursor=x', 'search=a', 'limit=0']) {
    expect([query, (await care.get(`/v1/service-packages?${query}`)).status]).toEqual([query, 400]);
  }
});

test('FK-14 the visits of a day in the program’s zone', async () => {
  const on = async (day: string) => (await care.get(`/v1/programs/filkhedma/visits?on=${day}`)).body.items;
  expect((await on('2031-03-10')).map(({ packageId }: Answer['body']) => packageId).toSorted()).toEqual(ids.toSorted());
  expect(await on('2031-03-10')).toContainEqual(expect.objectContaining({ cancelledOnItsDay: false }));
  expect(await on('2031-03-11')).toEqual([]);
  expect((await care.get('/v1/programs/filkhedma/visits?on=2031-02-30')).status).toBe(400);
  expect((await care.get('/v1/programs/filkhedma/visits')).status).toBe(400);
  expect((await care.get('/v1/programs/cdek/visits?on=2031-03-10')).status).toBe(404);
});

test('FK-06, FK-11 the timetable says each step with its rule, and what each reader may do', async () => {
  const { body } = await care.get(`/v1/service-packages/${ids[0]}/timeline`);
  expect(body.next).toEqual([
    { at: '2031-03-03T10:00:00.000Z', what: 'not-paid-ticket', rule: 'FK-06' },
    { at: '2031-03-09T19:00:00.000Z', what: 'cancel-unpaid', rule: 'FK-11' },
  ]);
  const may = async (login: string) =>
    (await (await careline.staff(login)).get(`/v1/service-packages/${ids[0]}`)).body.may;
  expect(await may('ops-1')).toEqual(['pay-in-sandbox', 'complete-visit']);
  expect(await may('finance-1')).toEqual(['approve-refund', 'settle-refund']);
  expect(await may('cs-lead')).toHaveLength(7);
});

test('a customer’s name and number stand in no history', async () => {
  const { body } = await care.post(PACKAGES, {
    customer: { name: 'Nadia Secret', phone: '+201007654321', address: 'Hidden street' },
    visits: [{ startsAt: '2031-03-10T10:00:00Z' }],
    ...{ priceMinor: 1_000, currency: 'EGP', payment: 'card' },
  });
  const workflowId = `service-package/filkhedma/${body.id}`;
  const handle = careline.time.env.client.workflow.getHandle(workflowId);
  await handle.query('timetable');
  const { events } = await handle.fetchHistory();
  const payloads = JSON.stringify(events).match(/"[A-Za-z0-9+/]{8,}={0,2}"/g) ?? [];
  const readable = payloads.map((payload) => Buffer.from(payload.slice(1, -1), 'base64').toString('utf8')).join();
  expect(readable).toContain(body.id);
  for (const personal of ['Nadia', '1007654321', 'Hidden']) expect(readable).not.toContain(personal);
});
