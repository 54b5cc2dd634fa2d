// Tickets without a process, over HTTP in the whole system with skipped time.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../../db/sql.ts';
import { type Answer, type Caller, type Careline, startCareline } from '../../harness/careline.ts';

// Monday, nine in the morning in Cairo.
const START = '2031-03-03T07:00:00.000Z';
const TICKETS = '/v1/programs/filkhedma/tickets';
const followUp = { type: 'outbound-sales-request', customer: { name: 'منى', phone: '0100 123 4567' } };

let careline: Careline;
let care: Caller;
let success: Caller;
let lead: Caller;

beforeAll(async () => {
  careline = await startCareline(START);
  care = await careline.staff('cc-1');
  [success, lead] = [await careline.staff('cs-1'), await careline.staff('cs-lead')];
});

afterAll(() => careline.stop());

async function opened(caller = care, body: object = followUp): Promise<Answer['body']> {
  const answer = await caller.post(TICKETS, body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

async function openTickets(): Promise<Record<string, number>> {
  const { items } = (await lead.get('/v1/tickets?status=open&limit=200')).body;
  const count = (login: string) => items.filter(({ assignee }: Answer['body']) => assignee === login).length;
  return Object.fromEntries(['cs-1', 'cs-2', 'cs-3'].map((login) => [login, count(login)]));
}

const refusedWith = (answer: Answer) => [answer.status, answer.body.code];

describe('FK-04 a follow-up ticket', () => {
  test('is open, due on the working-hours clock and given to the present member of the team', async () => {
    const ticket = await opened();
    expect(ticket).toMatchObject({
      ...{ program: 'filkhedma', type: 'outbound-sales-request', status: 'open', team: 'customer-success' },
      task: 'call-customer',
      ...{ caseId: null, result: null, calls: [], overdue: false, escalated: false },
      ...{ assignee: 'cs-1', customer: { name: 'منى', phone: '+201001234567' } },
      ...{ openedAt: START, dueAt: '2031-03-03T19:00:00.000Z' },
      nextAction: { what: 'ticket-overdue', at: '2031-03-03T19:00:00.000Z', rule: 'FK-23', by: 'careline' },
      todo: [{ what: 'call-customer', dueAt: '2031-03-03T19:00:00.000Z', rule: 'FK-04', by: 'cs-1', overdue: false }],
    });
    expect((await success.get(`/v1/tickets/${ticket.id}`)).body).toMatchObject({ ...ticket, may: expect.anything() });
    const { body: told } = await success.get('/v1/notifications');
    const entry = { kind: 'ticket-assigned', process: 'ticket', caseId: ticket.id, conversationId: null, count: 1 };
    expect(told.items).toContainEqual(
      expect.objectContaining({ ...entry, dueAt: ticket.dueAt, customerName: ticket.customer.name }),
    );
  });

  test('its note is in the timeline and not in any history', async () => {
    const { id } = await opened(care, { ...followUp, note: 'wants to ask her husband 4111 1111 1111 1111' });
    const { body } = await care.get(`/v1/tickets/${id}/timeline`);
    expect(body.past.map(({ what, by, rule, note }: Answer['body']) => [what, by, rule, note])).toEqual([
      ['ticket-opened', 'cc-1', 'FK-04', 'wants to ask her husband •••• •••• •••• 1111'],
      ['ticket-assigned', 'careline', 'FK-04', null],
    ]);
    const history = await careline.time.env.client.workflow.getHandle(`ticket/filkhedma/${id}`).fetchHistory();
    const text = JSON.stringify(history.events);
    for (const personal of ['husband', 'منى', '1001234567']) {
      expect(text).not.toContain(personal);
      expect(text).not.toContain(Buffer.from(personal).toString('base64').slice(0, 8));
    }
  });

  test('those who are opened at once are spread over the team', async () => {
    await rows(careline.database.orm.em.fork(), sql`delete from presence`);
    const before = await openTickets();
    const many = await Promise.all(Array.from({ length: 7 }, () => opened()));
    expect(before).toEqual({ 'cs-1': 1, 'cs-2': 1, 'cs-3': 0 });
    expect(await openTickets()).toEqual({ 'cs-1': 3, 'cs-2': 3, 'cs-3': 3 });
    expect(new Set(many.map(({ id }) => id)).size).toBe(7);
  });

  test('closed tickets count no longer: two of one person are closed, and the next two are theirs', async () => {
    const { items } = (await lead.get('/v1/tickets?status=open&limit=200')).body;
    const [first, second] = items.filter(({ assignee }: Answer['body']) => assignee === 'cs-2');
    for (const { id } of [first, second]) {
      expect((await lead.post(`/v1/tickets/${id}/close`, { result: 'other' })).status).toBe(200);
    }
    expect(await openTickets()).toEqual({ 'cs-1': 3, 'cs-2': 1, 'cs-3': 3 });
    expect([(await opened()).assignee, (await opened()).assignee]).toEqual(['cs-2', 'cs-2']);
  });

  test('the same request again is the same ticket', async () => {
    const key = { 'idempotency-key': 'the-same-follow-up' };
    const [first, again] = [await care.post(TICKETS, followUp, key), await care.post(TICKETS, followUp, key)];
    // As if the first answer had been lost with its process.
    await rows(careline.database.orm.em.fork(), sql`delete from idempotency_keys`);
    const afterLoss = await care.post(TICKETS, followUp, key);
    expect([first.body.id, again.body.id]).toEqual([afterLoss.body.id, afterLoss.body.id]);
    const audited = await rows(
      careline.database.orm.em.fork(),
      sql`select 1 from audit_entries where case_id = ${first.body.id}::uuid and action = 'ticket.ticket-opened'`,
    );
    expect(audited).toHaveLength(1);
  });

  test.each([
    [{ ...followUp, customer: { name: 'M', phone: '12345' } }, 400, 'invalid-request'],
    [{ ...followUp, customer: { name: '\u00a0', phone: '01001234567' } }, 400, 'invalid-request'],
    [{ ...followUp, customer: { name: '\u0651\u0301', phone: '01001234567' } }, 400, 'invalid-request'],
    [{ ...followUp, customer: { name: 'M', phone: '01001234567 ext 5' } }, 400, 'invalid-request'],
    [{ ...followUp, customer: { name: 'M' } }, 400, 'invalid-request'],
    [{ ...followUp, colour: 'red' }, 400, 'invalid-request'],
    [{ ...followUp, type: 'weather' }, 422, 'ticket-type-unknown'],
    // Only its process opens this type.
    [{ ...followUp, type: 'same-day-visit' }, 403, 'not-allowed'],
  ])('%j is refused', async (body, status, code) => {
    expect(refusedWith(await care.post(TICKETS, body))).toEqual([status, code]);
  });

  test('FK-05 opening is for customer care and customer success', async () => {
    const answers = await Promise.all(
      ['cc-2', 'cs-2', 'cs-lead', 'ops-1', 'finance-1', 'klo-1', 'admin'].map(async (login) => {
        const { status } = await (await careline.staff(login)).post(TICKETS, followUp);
        return [login, status];
      }),
    );
    expect(Object.fromEntries(answers)).toEqual({
      ...{ 'cc-2': 201, 'cs-2': 201, 'cs-lead': 201, 'ops-1': 403, 'finance-1': 403, 'klo-1': 404, admin: 404 },
    });
    expect((await careline.anonymous.post(TICKETS, followUp)).status).toBe(401);
    expect((await (await careline.staff('klo-1')).post('/v1/programs/cdek/tickets', followUp)).status).toBe(404);
  });
});

describe('a ticket is worked', () => {
  test('FK-04 answered: the result is left to enter; recorded twice is refused', async () => {
    const { id } = await opened();
    const note = 'will pay tonight, 4111 1111 1111 1111';
    const called = await success.post(`/v1/tickets/${id}/calls`, { outcome: 'answered', note });
    expect(called.body).toMatchObject({
      status: 'resolved',
      calls: [{ by: 'cs-1', outcome: 'answered', step: null }],
      todo: [{ what: 'enter-result', rule: 'FK-22' }],
    });
    const twice = await lead.post(`/v1/tickets/${id}/calls`, { outcome: 'answered' });
    expect(refusedWith(twice)).toEqual([409, 'call-already-recorded']);
    const { body } = await success.get(`/v1/tickets/${id}/timeline`);
    expect(body.past.at(-1)).toMatchObject({
      what: 'call-recorded',
      note: 'will pay tonight, •••• •••• •••• 1111',
    });
  });

  test('FK-04 not answered: it waits on the customer until the end of the next working day', async () => {
    const { id } = await opened();
    const { body } = await success.post(`/v1/tickets/${id}/calls`, { outcome: 'no-answer' });
    expect(body).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-03-04T19:00:00.000Z' });
  });

  test('FK-22 a result is mandatory, one of the type’s; what is closed stays closed', async () => {
    const { id } = await opened();
    const close = `/v1/tickets/${id}/close`;
    expect(refusedWith(await success.post(close, {}))).toEqual([422, 'result-required']);
    expect(refusedWith(await success.post(close, { result: 'weather' }))).toEqual([422, 'result-required']);
    const { status, body } = await success.post(close, { result: 'not-interested', note: 'too dear' });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ status: 'closed', result: 'not-interested', may: ['note'], nextAction: null }),
    ]);
    for (const [path, sent] of [
      ['close', { result: 'paid' }],
      ['take', {}],
      ['calls', { outcome: 'answered' }],
      ['wait', { until: '2031-03-09T10:00:00.000Z' }],
      ['assign', { login: 'cs-2' }],
    ] as const) {
      expect(refusedWith(await success.post(`/v1/tickets/${id}/${path}`, sent))).toEqual([409, 'ticket-closed']);
    }
    expect((await success.post(`/v1/tickets/${id}/notes`, { text: 'called back after all' })).status).toBe(200);
    await careline.time.env.client.workflow.getHandle(`ticket/filkhedma/${id}`).result();
  });

  test('FK-08 it waits until an instant ahead', async () => {
    const { id } = await opened();
    const past = await success.post(`/v1/tickets/${id}/wait`, { until: '2031-03-03T06:59:59Z' });
    expect(refusedWith(past)).toEqual([422, 'due-in-past']);
    const never = await success.post(`/v1/tickets/${id}/wait`, { until: '9999-12-31T23:59:59Z' });
    expect(refusedWith(never)).toEqual([422, 'wait-too-long']);
    const { body } = await success.post(`/v1/tickets/${id}/wait`, { until: '2031-03-05T12:00:00+02:00' });
    expect(body).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-03-05T10:00:00.000Z' });
    expect((await success.post(`/v1/tickets/${id}/wait`, { until: 'tomorrow' })).status).toBe(400);
  });

  test('taken and given on, to people who work such tickets', async () => {
    const { id } = await opened();
    expect((await lead.post(`/v1/tickets/${id}/take`)).body.assignee).toBe('cs-lead');
    expect((await lead.post(`/v1/tickets/${id}/assign`, { login: 'cs-3' })).body.assignee).toBe('cs-3');
    for (const login of ['ops-1', 'klo-1', 'unknown', 'admin']) {
      const answer = await lead.post(`/v1/tickets/${id}/assign`, { login });
      expect([login, ...refusedWith(answer)]).toEqual([login, 422, 'person-unknown']);
    }
  });

  test('a note is kept once, with its request repeated after its answer was lost, and without a card number', async () => {
    const { id } = await opened();
    const key = { 'idempotency-key': 'the-same-note' };
    const text = 'call after six, 4111 1111 1111 1111';
    for (let time = 0; time < 2; time += 1) {
      expect((await success.post(`/v1/tickets/${id}/notes`, { text }, key)).status).toBe(200);
      await rows(careline.database.orm.em.fork(), sql`delete from idempotency_keys`);
    }
    const { body } = await success.get(`/v1/tickets/${id}/timeline`);
    const notes = body.past.map(({ note }: Answer['body']) => note).filter((one: string | null) => one !== null);
    expect(notes).toEqual(['call after six, •••• •••• •••• 1111']);
    expect((await success.post(`/v1/tickets/${id}/notes`, { text: ' ​' })).status).toBe(400);
  });

  test('a move whose answer was lost is one move, and its repetition has its outcome', async () => {
    const { id } = await opened();
    const key = { 'idempotency-key': 'the-same-closing' };
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await success.post(`/v1/tickets/${id}/close`, { result: 'other' }, key);
      expect([status, body.result]).toEqual([200, 'other']);
      await rows(careline.database.orm.em.fork(), sql`delete from idempotency_keys`);
    }
    const { body } = await success.get(`/v1/tickets/${id}/timeline`);
    expect(body.past.filter(({ what }: Answer['body']) => what === 'ticket-closed')).toHaveLength(1);
  });
});
