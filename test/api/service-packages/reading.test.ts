// FK-06, FK-23, over HTTP in the whole system: one package, many, their timetable, the visits of a day.
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../harness/careline.ts';
import { booked, paid, PACKAGES, readableHistory } from '../../harness/packages.ts';
import { until } from '../../harness/until.ts';
import { care, careline } from './desk.ts';

let ids: string[];

beforeAll(async () => {
  ids = [];
  for (const name of ['Mona Samir', 'Ahmed Ali', 'Sara Nabil']) {
    ids.push((await booked(care, { customer: { name, phone: `0100123456${ids.length}` } })).id);
    await careline.advance(new Date(Date.parse(careline.now()) + 1_000).toISOString());
  }
  ids.push((await paid(care, { customer: { name: 'منى كامل', phone: '+971501234567' } })).id);
});

const listed = async (query: string, caller = care) =>
  (await caller.get(`/v1/service-packages?${query}`)).body.items.map(({ id }: Answer['body']) => id);

test('FK-05 the list is by booking, newest first, page by page, and filtered', async () => {
  const newestFirst = ids.toReversed();
  expect(await listed('')).toEqual(newestFirst);
  expect(await listed('paid=true')).toEqual(ids.slice(3));
  expect(await listed('stage=booked')).toEqual(newestFirst.slice(1));
  expect(await listed('search=ali')).toEqual([ids[1]]);
  expect(await listed('search=1001234562')).toEqual([ids[2]]);
  expect(await listed(`search=${encodeURIComponent('منى')}`)).toEqual([ids[3]]);
  const first = (await care.get('/v1/service-packages?limit=3')).body;
  expect(first.items).toHaveLength(3);
  expect(await listed(`limit=3&cursor=${first.nextCursor}`)).toEqual(newestFirst.slice(3));
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
  expect((await care.get('/v1/programs/filkhedma/visits?unrecorded=false')).status).toBe(400);
  expect((await care.get('/v1/programs/cdek/visits?on=2031-03-10')).status).toBe(404);
});

test('FK-14 a visit at midnight is of the day that begins, also on the day that begins at one', async () => {
  // Cairo is two hours ahead of UTC, and three from 25 April on, when the clocks skip midnight.
  const ends = ['2031-03-20T21:59:59.999Z', '2031-04-24T21:59:59.999Z', '2031-04-25T20:59:59.999Z'];
  const begins = ['2031-03-20T22:00:00.000Z', '2031-04-24T22:00:00.000Z', '2031-04-25T21:00:00.000Z'];
  const { id } = await booked(care, { visits: [...ends, ...begins].map((startsAt) => ({ startsAt })) });
  const on = async (day: string) => {
    const { items } = (await care.get(`/v1/programs/filkhedma/visits?on=${day}`)).body;
    const own = items.filter(({ packageId }: Answer['body']) => packageId === id);
    return own.map(({ startsAt }: Answer['body']) => startsAt);
  };
  expect([await on('2031-03-19'), await on('2031-03-20'), await on('2031-03-21')]).toEqual([
    [],
    [ends[0]],
    [begins[0]],
  ]);
  expect([await on('2031-04-24'), await on('2031-04-25')]).toEqual([[ends[1]], [begins[1], ends[2]]]);
  expect([await on('2031-04-26'), await on('2031-04-27')]).toEqual([[begins[2]], []]);
});

test('FK-06, FK-11 the timetable says each step with its rule, and what each reader may do', async () => {
  const { body } = await care.get(`/v1/service-packages/${ids[0]}/timeline`);
  expect(body.next.map(({ at, what, rule }: Answer['body']) => [at, what, rule])).toEqual([
    ['2031-03-03T10:00:00.000Z', 'not-paid-ticket', 'FK-06'],
    ['2031-03-03T12:00:00.000Z', 'ticket-overdue', 'FK-23'],
    ['2031-03-09T19:00:00.000Z', 'cancel-unpaid', 'FK-11'],
    ['2031-03-10T19:00:00.000Z', 'ticket-overdue', 'FK-23'],
  ]);
  const may = async (login: string) =>
    (await (await careline.staff(login)).get(`/v1/service-packages/${ids[0]}`)).body.may;
  expect(await may('ops-1')).toEqual(['pay-in-sandbox', 'complete-visit', 'note']);
  expect(await may('finance-1')).toEqual(['approve-refund', 'settle-refund', 'note']);
  expect(await may('cs-lead')).toHaveLength(9);
});

test('a customer’s name and number stand in no history', async () => {
  const { body } = await care.post(PACKAGES, {
    customer: { name: 'Nadia Secret', phone: '+201007654321', address: 'Hidden street' },
    visits: [{ startsAt: '2031-03-10T10:00:00Z' }],
    ...{ priceMinor: 1_000, currency: 'EGP', payment: 'card' },
  });
  const readable = await readableHistory(careline, body.id);
  expect(readable).toContain(body.id);
  for (const personal of ['Nadia', '1007654321', 'Hidden']) expect(readable).not.toContain(personal);
});

describe('FK-23 from the first second of its day a visit’s record is announced, without a move', () => {
  /** The steps that the Temporal UI shows under User Metadata, with instant and rule. */
  async function stepsInTemporal(id: string): Promise<string[]> {
    const handle = careline.time.env.client.workflow.getHandle(`service-package/filkhedma/${id}`);
    const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    const [, ahead = ''] = currentDetails.split('What happens next');
    return [...ahead.matchAll(/^- (\S+ \S+): .* \((\S+)\)$/gm)].map(([, at, rule]) => `${at} ${rule}`);
  }

  async function stepsOfApi(id: string): Promise<{ what: string[]; said: string[] }> {
    const { next } = (await care.get(`/v1/service-packages/${id}/timeline`)).body;
    const cairo = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: 'Africa/Cairo', dateStyle: 'short', timeStyle: 'medium' },
    });
    return {
      what: next.map(({ what }: Answer['body']) => what),
      said: next.map(({ at, rule }: Answer['body']) => `${cairo.format(Date.parse(at))} ${rule}`),
    };
  }

  test.each([
    ['the evening before', '2031-03-09T21:59:57.000Z', 'expiry'],
    ['the first seconds of the day', '2031-03-09T22:00:02.000Z', 'visit-record'],
    ['the day after, when it is asked for', '2031-03-10T22:00:02.000Z', 'ticket-overdue'],
    ['between two visits', '2031-03-12T21:59:57.000Z', 'expiry'],
    ['the day of the second', '2031-03-12T22:00:02.000Z', 'visit-record'],
  ])('%s the API and the Temporal UI say the same', async (_when, at, first) => {
    const id = ids[3] ?? '';
    await careline.advance(at);
    const { what, said } = await stepsOfApi(id);
    expect(what[0]).toBe(first);
    await until(
      () => stepsInTemporal(id),
      (steps) => steps.join() === said.join(),
      10_000,
    );
  });
});
