// A program's own fields on tickets, over HTTP in the whole system.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../../db/sql.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { untilBlocked } from '../../harness/blocked.ts';
import { type Answer, type Caller, type Careline, startCareline } from '../../harness/careline.ts';
import { paid } from '../../harness/packages.ts';
import { publishEdited } from '../../harness/published.ts';
import { ticketFields } from '../../harness/ticket-fields.ts';

const START = '2031-03-03T07:00:00.000Z';
const TICKETS = '/v1/programs/filkhedma/tickets';
const followUp = { type: 'outbound-sales-request', customer: { name: 'منى', phone: '0100 123 4567' } };

let careline: Careline;
let care: Caller;
let success: Caller;
let other: Caller;
/** Opened before the program had fields. */
let earlier: string;

beforeAll(async () => {
  careline = await startCareline(START);
  care = await careline.staff('cc-1');
  [success, other] = [await careline.staff('cs-1'), await careline.staff('cs-2')];
  earlier = await opened(followUp);
  await publishEdited(careline.database.orm, 'filkhedma', { edits: ticketFields, validFrom: START });
});
afterAll(() => careline.stop());

const em = () => careline.database.orm.em.fork();
async function opened(body: object): Promise<string> {
  const answer = await care.post(TICKETS, body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body.id;
}
const set = (id: string, fields: object, by = success, key = {}) => by.put(`/v1/tickets/${id}/fields`, { fields }, key);
const close = (id: string, result = 'other') => success.post(`/v1/tickets/${id}/close`, { result });
const sheet = (reason: unknown, wish: unknown, rooms: unknown, day: unknown) => [
  { field: 'reason', value: reason },
  { field: 'wish', value: wish },
  { field: 'rooms', value: rooms },
  { field: 'call-on', value: day },
];
const shown = async (id: string) => (await success.get(`/v1/tickets/${id}`)).body;
const changes = async (id: string) =>
  (await success.get(`/v1/tickets/${id}/timeline`)).body.past
    .filter(({ what }: Answer['body']) => what === 'ticket-fields-changed')
    .map(({ by, details }: Answer['body']) => [by, details.fields]);

describe('opening by hand', () => {
  test('takes fields, also only some of them, and masks card numbers', async () => {
    const fields = { wish: 'after six, 4111 1111 1111 1111', rooms: 3 };
    const key = { 'idempotency-key': 'with-fields' };
    const first = await care.post(TICKETS, { ...followUp, fields }, key);
    expect(first).toMatchObject({
      ...{ status: 201, body: { fields: sheet(null, 'after six, •••• •••• •••• 1111', 3, null) } },
    });
    await rows(em(), sql`delete from idempotency_keys`);
    await set(first.body.id, { rooms: 4 });
    // The repeated request opens nothing, and undoes no change.
    const again = await care.post(TICKETS, { ...followUp, fields }, key);
    expect([again.body.id, again.body.fields[2].value]).toEqual([first.body.id, 4]);
  });

  test('without fields all of them are empty, and nothing is stored', async () => {
    const id = await opened(followUp);
    expect(await shown(id)).toMatchObject({
      fields: sheet(null, null, null, null),
      may: expect.arrayContaining(['set-fields']),
    });
    expect(await row(em(), sql`select fields from tickets where id = ${id}::uuid`)).toEqual({ fields: null });
  });

  test('refuses what there is not and what does not fit, and opens nothing', async () => {
    const count = async () => (await row<{ many: number }>(em(), sql`select count(*)::int as many from tickets`))?.many;
    const before = await count();
    const unknown = await care.post(TICKETS, { ...followUp, fields: { colour: 'red' } });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'field-unknown', field: 'colour' } });
    const unfit = await care.post(TICKETS, { ...followUp, fields: { rooms: 'three' } });
    expect(unfit).toMatchObject({ status: 422, body: { code: 'field-unfit', field: 'rooms', kind: 'number' } });
    expect((await care.post(TICKETS, { ...followUp, fields: { wish: ['red'] } })).status).toBe(400);
    expect(await count()).toBe(before);
  });
});

describe('an open ticket', () => {
  test('its fields are set and emptied; the timeline and the audit trail say who, and not what', async () => {
    const id = await opened(followUp);
    expect(await set(id, { reason: 'time', wish: 'a secret garden', rooms: 2.5 })).toMatchObject({
      ...{ status: 200, body: { fields: sheet('time', 'a secret garden', 2.5, null) } },
    });
    expect((await set(id, { rooms: null, 'call-on': '2031-04-01' }, other)).body.fields).toEqual(
      sheet('time', 'a secret garden', null, '2031-04-01'),
    );
    expect(await changes(id)).toEqual([
      ['cs-1', ['reason', 'wish', 'rooms']],
      ['cs-2', ['rooms', 'call-on']],
    ]);
    const audited = await rows(
      em(),
      sql`select actor, details from audit_entries where case_id = ${id}::uuid and action = 'ticket.ticket-fields-changed' order by at, actor`,
    );
    expect(audited).toHaveLength(2);
    expect(JSON.stringify(audited)).not.toContain('garden');
    const history = await careline.time.env.client.workflow.getHandle(`ticket/filkhedma/${id}`).fetchHistory();
    const text = JSON.stringify(history.events);
    expect(text).not.toContain('garden');
    expect(text).not.toContain(Buffer.from('garden').toString('base64').slice(0, 7));
  });

  test('the same values again, from a second click or a repeated request, change nothing', async () => {
    const id = await opened(followUp);
    const key = { 'idempotency-key': 'set-once' };
    for (let time = 0; time < 2; time += 1) {
      expect((await set(id, { wish: 'blue' }, success, key)).status).toBe(200);
      await rows(em(), sql`delete from idempotency_keys`);
    }
    await set(id, { wish: 'blue', rooms: null }, other);
    expect(await changes(id)).toEqual([['cs-1', ['wish']]]);
  });

  test('two people change different fields at once, and both stay', async () => {
    const id = await opened(followUp);
    let free = () => undefined as void;
    const held = em().transactional(async (tx) => {
      await lockCase(tx, id);
      await new Promise<void>((resolve) => (free = resolve));
    });
    const both = [set(id, { wish: 'blue' }), set(id, { rooms: 4 }, other)];
    await untilBlocked(careline.database.orm, 2).finally(() => free());
    await held;
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await shown(id)).fields).toEqual(sheet(null, 'blue', 4, null));
  });

  test('refuses what does not fit, all of it', async () => {
    const id = await opened(followUp);
    expect(await set(id, { wish: 'blue', colour: 'red' })).toMatchObject({
      ...{ status: 422, body: { code: 'field-unknown', field: 'colour' } },
    });
    expect(await set(id, { wish: 'blue', reason: 'weather' })).toMatchObject({
      ...{ status: 422, body: { code: 'field-unfit', field: 'reason', kind: 'choice' } },
    });
    expect((await set(id, { wish: true })).status).toBe(400);
    expect((await success.put(`/v1/tickets/${id}/fields`, {})).status).toBe(400);
    expect((await shown(id)).fields).toEqual(sheet(null, null, null, null));
  });

  test('is for those who work on such tickets', async () => {
    const id = await opened(followUp);
    expect(await set(id, { wish: 'blue' }, care)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect((await care.get(`/v1/tickets/${id}`)).body.may).not.toContain('set-fields');
    expect(await set(id, { wish: 'blue' }, await careline.staff('klo-1'))).toMatchObject({ status: 404 });
  });

  test('one that began before the program had fields has none, and is closed as before', async () => {
    expect(await shown(earlier)).toMatchObject({ fields: [] });
    expect((await shown(earlier)).may).not.toContain('set-fields');
    expect(await set(earlier, { wish: 'blue' })).toMatchObject({ status: 422, body: { code: 'field-unknown' } });
    expect((await close(earlier)).status).toBe(200);
  });
});

describe('closing', () => {
  test('needs the required fields, names those that are empty, and leaves no note behind', async () => {
    const id = await opened({ ...followUp, fields: { reason: 'price' } });
    const refused = await success.post(`/v1/tickets/${id}/close`, { result: 'other', note: 'not yet' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'field-required', fields: ['wish'] } });
    expect(await row(em(), sql`select 1 from case_notes where case_id = ${id}::uuid`)).toBeNull();
    expect((await success.post(`/v1/tickets/${id}/close`, {})).body.code).toBe('result-required');
    await set(id, { wish: 'blue' });
    // What closing needs can be changed, but not taken away again.
    expect(await set(id, { wish: null })).toMatchObject({
      ...{ status: 409, body: { code: 'field-required', fields: ['wish'] } },
    });
    expect(await close(id)).toMatchObject({
      status: 200,
      body: { fields: sheet('price', 'blue', null, null), may: ['note'] },
    });
  });

  test('a closed one keeps its values', async () => {
    const id = await opened({ ...followUp, fields: { reason: 'price', wish: 'blue' } });
    await close(id);
    expect(await set(id, { wish: 'red' })).toMatchObject({ status: 409, body: { code: 'ticket-closed' } });
    // What is wrong first is said first.
    expect((await close(id)).body.code).toBe('ticket-closed');
  });

  test('many at once: each is asked for its own fields', async () => {
    const ready = await opened({ ...followUp, fields: { reason: 'price', wish: 'blue' } });
    const empty = await opened(followUp);
    const body = { tickets: [ready, empty], command: { kind: 'close', result: 'other' } };
    const told = { accepted: [ready], refused: [{ ticket: empty, code: 'field-required' }] };
    expect((await success.post('/v1/tickets/bulk/preview', body)).body).toMatchObject(told);
    expect((await success.post('/v1/tickets/bulk', body)).body).toMatchObject(told);
    expect((await shown(empty)).status).toBe('open');
  });

  test('a package’s ticket asks for them too, and its entries are in the package’s timeline', async () => {
    const { body: booked } = await success.post('/v1/programs/filkhedma/service-packages', {
      ...{ customer: { name: 'Mona', phone: '01001234567' }, visits: [{ startsAt: '2031-03-05T06:00:00.000Z' }] },
      ...{ priceMinor: 120_000, currency: 'EGP', payment: 'later' },
    });
    const [id] = booked.tickets;
    expect((await close(id)).body.code).toBe('chase-open');
    expect((await set(id, { reason: 'price' }, care)).body.fields).toEqual(sheet('price', null, null, null));
    const { past } = (await success.get(`/v1/service-packages/${booked.id}/timeline`)).body;
    expect(past).toContainEqual(
      expect.objectContaining({
        what: 'ticket-fields-changed',
        by: 'cc-1',
        details: { ticket: 'not-paid', fields: ['reason'] },
      }),
    );
    // The package moves on and writes its tickets; their values stay.
    await success.post(`/v1/tickets/${id}/calls`, { outcome: 'no-answer' });
    expect((await shown(id)).fields).toEqual(sheet('price', null, null, null));
  });

  test('a package’s ticket that people close is not closed without them', async () => {
    const { id: packageId, visits } = await paid(success, { visits: [{ startsAt: '2031-03-03T12:00:00.000Z' }] });
    await success.post(`/v1/service-packages/${packageId}/visits/${visits[0].id}/cancel`);
    const { items } = (await success.get(`/v1/tickets?caseId=${packageId}&type=same-day-visit`)).body;
    const [{ id }] = items;
    expect(await close(id, 'informed')).toMatchObject({
      status: 409,
      body: { code: 'field-required', fields: ['reason', 'wish'] },
    });
    await set(id, { reason: 'time', wish: 'another day' });
    expect(await close(id, 'informed')).toMatchObject({ status: 200, body: { result: 'informed' } });
  });
});
