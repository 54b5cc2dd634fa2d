// Over HTTP, in the whole system with skipped time.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../../db/sql.ts';
import { type Answer, type Caller, type Careline, startCareline } from '../../harness/careline.ts';
import { everyItem } from '../../harness/every-item.ts';

// Monday, nine in the morning in Cairo.
const START = '2031-03-03T07:00:00.000Z';
const customer = { name: 'Mona', phone: '+201001234567' };

let careline: Careline;
let success: Caller;
let lead: Caller;
let ids: string[];

beforeAll(async () => {
  careline = await startCareline(START);
  [success, lead] = [await careline.staff('cs-1'), await careline.staff('cs-lead')];
  ids = [];
  for (const type of ['package-expired', 'outbound-sales-request', 'not-paid']) {
    for (let count = 0; count < 2; count += 1) ids.push(await open(type));
  }
});

afterAll(() => careline.stop());

async function open(type: string): Promise<string> {
  const { body } = await success.post('/v1/programs/filkhedma/tickets', { type, customer });
  return body.id;
}

async function listed(query: string, caller = lead): Promise<string[]> {
  const { status, body } = await caller.get(`/v1/tickets?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body.items.map(({ id }: Answer['body']) => id);
}

describe('the list of tickets', () => {
  test('is by due time, page after page, each ticket once', async () => {
    const found = await everyItem<{ id: string; dueAt: string }>(async (cursor) => {
      const { body } = await lead.get(`/v1/tickets?limit=4${cursor === null ? '' : `&cursor=${cursor}`}`);
      return body;
    });
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    const due = found.map(({ dueAt }) => dueAt);
    expect(due).toEqual(due.toSorted());
    expect(new Set(due).size).toBe(2);
  });

  test('filters narrow it', async () => {
    expect((await listed('type=not-paid')).toSorted()).toEqual(ids.slice(4).toSorted());
    expect(await listed('team=customer-success&program=filkhedma')).toHaveLength(6);
    expect(await listed('program=cdek')).toEqual([]);
    expect(await listed('status=closed')).toEqual([]);
    expect(await listed(`caseId=${ids[0]}`)).toEqual([]);
    const mine = await listed('assignee=me', success);
    const { body } = await success.get(`/v1/tickets/${mine[0]}`);
    expect(body.assignee).toBe('cs-1');
    for (const query of ['type=weather', 'status=lost', 'team=klo', 'assignee=cs-2', 'cursor=abc', 'limit=0']) {
      const { status } = await lead.get(`/v1/tickets?${query}`);
      expect([query, status]).toEqual([query, 400]);
    }
  });

  test('is empty for people of other programs, and closed without a login', async () => {
    expect(await listed('', await careline.staff('klo-1'))).toEqual([]);
    expect(await listed('', await careline.staff('admin'))).toEqual([]);
    expect((await careline.anonymous.get('/v1/tickets')).status).toBe(401);
  });
});

describe('a command on many tickets', () => {
  const command = { kind: 'close', result: 'other', note: 'the campaign is over' };

  test('the preview says which would change, and changes nothing', async () => {
    const [first, second] = [ids[0] ?? '', ids[1] ?? ''];
    const stranger = randomUUID();
    const { status, body } = await lead.post('/v1/tickets/bulk/preview', {
      tickets: [second, stranger, first],
      command,
    });
    expect([status, body.accepted]).toEqual([200, [second, first]]);
    expect(body.refused).toEqual([{ ticket: stranger, code: 'not-found', detail: expect.any(String) }]);
    const without = await lead.post('/v1/tickets/bulk/preview', { tickets: [first], command: { kind: 'close' } });
    expect(without.body.refused).toEqual([expect.objectContaining({ ticket: first, code: 'result-required' })]);
    expect(await listed('status=closed')).toEqual([]);
  });

  test('FK-22 each is closed once, and the others are told why not; a lost answer changes nothing', async () => {
    const [first = '', second = ''] = ids;
    await lead.post(`/v1/tickets/${second}/close`, { result: 'other' });
    const key = { 'idempotency-key': 'the-campaign' };
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await lead.post('/v1/tickets/bulk', { tickets: [first, second, first], command }, key);
      expect([status, body]).toEqual([
        200,
        { accepted: [first], refused: [expect.objectContaining({ ticket: second, code: 'ticket-closed' })] },
      ]);
      await rows(careline.database.orm.em.fork(), sql`delete from idempotency_keys`);
    }
    const { body } = await lead.get(`/v1/tickets/${first}/timeline`);
    const closings = body.past.filter(({ what }: Answer['body']) => what === 'ticket-closed');
    expect(closings).toEqual([expect.objectContaining({ by: 'cs-lead', note: 'the campaign is over' })]);
  });

  test('given to one person; a person who does not work on such tickets gets none', async () => {
    const tickets = ids.slice(2);
    const { body } = await lead.post('/v1/tickets/bulk', { tickets, command: { kind: 'assign', login: 'cs-2' } });
    expect(body).toEqual({ accepted: tickets, refused: [] });
    expect((await listed('assignee=me&status=open', await careline.staff('cs-2'))).toSorted()).toEqual(
      tickets.toSorted(),
    );
    const other = await lead.post('/v1/tickets/bulk', { tickets, command: { kind: 'assign', login: 'ops-1' } });
    expect(other.body.refused.map(({ code }: Answer['body']) => code)).toEqual(tickets.map(() => 'person-unknown'));
  });

  test('a role that may not is refused each, a call is no bulk command', async () => {
    const tickets = ids.slice(2);
    const care = await careline.staff('cc-1');
    const { body } = await care.post('/v1/tickets/bulk', { tickets, command: { kind: 'take' } });
    // FK-09: customer care takes only tickets of unpaid packages.
    expect(body.accepted).toEqual(ids.slice(4));
    expect(body.refused).toHaveLength(2);
    const call = await lead.post('/v1/tickets/bulk', {
      tickets,
      command: { kind: 'record-call', outcome: 'answered' },
    });
    expect(call.status).toBe(400);
    expect((await lead.post('/v1/tickets/bulk', { tickets: [], command })).status).toBe(400);
    const klo = await (await careline.staff('klo-1')).post('/v1/tickets/bulk', { tickets, command });
    expect(klo.body.refused.map(({ code }: Answer['body']) => code)).toEqual(tickets.map(() => 'not-found'));
    expect((await careline.anonymous.post('/v1/tickets/bulk', { tickets, command })).status).toBe(401);
  });
});

describe('FK-23 the backlog', () => {
  const backlog = (caller: Caller, query = '') => caller.get(`/v1/programs/filkhedma/ticket-backlog${query}`);

  test('what is due is overdue from that very instant on', async () => {
    // Two working hours after nine, the two tickets that are not closed.
    await careline.advance('2031-03-03T08:59:59.999Z');
    expect(await listed('overdue=true')).toEqual([]);
    await careline.advance('2031-03-03T09:00:00.000Z');
    expect((await listed('overdue=true')).toSorted()).toEqual(ids.slice(4).toSorted());
    expect((await listed('overdue=false')).toSorted()).toEqual(ids.slice(0, 4).toSorted());
    expect((await backlog(success)).body.teams[0]).toMatchObject({ open: 4, overdue: 2, alarm: false });
  });

  test('counts what is open and overdue by age, and alarms after a day', async () => {
    await careline.advance('2031-03-03T12:00:00.000Z');
    const { status, body } = await backlog(success, '?team=customer-success');
    expect([status, body]).toEqual([
      200,
      {
        teams: [
          {
            ...{ team: 'customer-success', lead: 'customer-success-lead', open: 4, overdue: 2, alarm: false },
            oldestAge: 5 * 3_600_000,
            histogram: [
              { from: 'PT0S', until: 'PT4H', count: 0 },
              { from: 'PT4H', until: 'PT24H', count: 4 },
              { from: 'PT24H', until: 'PT72H', count: 0 },
              { from: 'PT72H', until: 'PT168H', count: 0 },
              { from: 'PT168H', until: 'PT336H', count: 0 },
              { from: 'PT336H', until: null, count: 0 },
            ],
          },
        ],
      },
    ]);
    await careline.advance('2031-03-04T09:00:01.000Z');
    expect((await backlog(success, '?team=customer-success')).body.teams[0]).toMatchObject({ overdue: 4, alarm: true });
  });

  test('overdue agrees in the list, in the single read and in the filter', async () => {
    const late = await listed('overdue=true');
    expect(late).toHaveLength(4);
    expect((await listed('overdue=false')).toSorted()).toEqual(ids.slice(0, 2).toSorted());
    for (const id of ids) {
      const { body } = await lead.get(`/v1/tickets/${id}`);
      expect([id, body.overdue, body.escalated]).toEqual([id, late.includes(id), late.includes(id)]);
    }
  });

  test('is for the people of the program', async () => {
    expect((await backlog(await careline.staff('ops-1'))).status).toBe(200);
    expect((await backlog(await careline.staff('klo-1'))).status).toBe(404);
    expect((await backlog(careline.anonymous)).status).toBe(401);
    expect((await backlog(success, '?team=klo')).status).toBe(400);
    expect((await (await careline.staff('klo-1')).get('/v1/programs/cdek/ticket-backlog')).status).toBe(404);
  });
});
