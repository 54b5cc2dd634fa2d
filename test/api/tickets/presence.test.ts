// People who sent a request within the last five minutes count as present when a ticket is given out.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RawBuilder } from 'kysely';
import { readTeam } from '../../../db/read/team.ts';
import { rows, sql } from '../../../db/sql.ts';
import { type TestApi, startApi } from '../../harness/api.ts';
import { aStoredTicket } from '../../harness/stored-ticket.ts';

let api: TestApi;

beforeAll(async () => {
  const cases = { deliver: async () => undefined, update: untouched, updateWithStart: untouched };
  api = await startApi({ cases });
});

afterAll(() => api.close());

function untouched(): never {
  throw new Error('no case is asked');
}

async function seen(): Promise<Record<string, string>> {
  const found = await rows<{ login: string; seenAt: string }>(
    api.database.orm.em.fork(),
    sql`select login, seen_at as "seenAt" from presence order by login`,
  );
  return Object.fromEntries(found.map(({ login, seenAt }) => [login, new Date(seenAt).toISOString()]));
}

async function given(): Promise<string> {
  const call = await api.as('cc-1');
  const payload = { type: 'outbound-sales-request', customer: { name: 'Mona', phone: '01001234567' } };
  const answer = await call({ method: 'POST', url: '/v1/programs/filkhedma/tickets', payload });
  expect(answer.statusCode).toBe(201);
  return answer.json().assignee;
}

const looksAround = async (login: string) => (await api.as(login))({ method: 'GET', url: '/v1/me' });

test('FK-04 who has least; of equally loaded people one who was there within five minutes', async () => {
  await looksAround('cs-3');
  expect([await given(), await given()]).toEqual(['cs-3', 'cs-1']);
  api.clock.set('2031-03-03T07:05:00.000Z');
  // Everyone has left.
  expect([await given(), await given()]).toEqual(['cs-2', 'cs-1']);
  await looksAround('cs-2');
  expect([await given(), await given()]).toEqual(['cs-2', 'cs-3']);
});

test('FK-04 open tickets count for the person who has them or is meant to; closed ones and other programs’ do not', async () => {
  const { orm } = api.database;
  const team = { program: 'filkhedma', team: 'customer-success', at: api.clock.now().toISOString() };
  const counted = async () =>
    Object.fromEntries((await readTeam(orm.em.fork(), team)).map(({ login, openTickets }) => [login, openTickets]));
  const stored = async (fields: RawBuilder<unknown>) => {
    const { id } = await aStoredTicket(orm, 'not-paid', team.at);
    await rows(orm.em.fork(), sql`update tickets set ${fields} where id = ${id}::uuid`);
  };
  const before = await counted();
  const closed = sql`status = 'closed', result = 'paid', closed_at = ${team.at}::timestamptz`;
  await stored(sql`assignee = 'cs-1', ${closed}`);
  await stored(sql`meant_for = 'cs-1', ${closed}`);
  await stored(sql`assignee = 'cs-1', program = 'cdek'`);
  await stored(sql`meant_for = 'cs-1', program = 'cdek'`);
  expect(await counted()).toEqual(before);
  await stored(sql`assignee = 'cs-2', meant_for = 'cs-1'`);
  await stored(sql`meant_for = 'cs-3'`);
  for (const status of ['waiting-on-customer', 'resolved']) await stored(sql`assignee = 'cs-3', status = ${status}`);
  const { 'cs-2': second = 0, 'cs-3': third = 0 } = before;
  expect(await counted()).toEqual({ ...before, 'cs-2': second + 1, 'cs-3': third + 3 });
});

test('it is noted once a minute, of people who may be given something', async () => {
  const at = '2031-03-03T08:00:00.000Z';
  api.clock.set(at);
  for (const login of ['cs-1', 'admin']) await looksAround(login);
  expect((await seen())['cs-1']).toBe(at);
  expect(Object.keys(await seen())).not.toContain('admin');
  api.clock.set('2031-03-03T08:00:59.000Z');
  await looksAround('cs-1');
  expect((await seen())['cs-1']).toBe(at);
  api.clock.set('2031-03-03T08:01:00.000Z');
  await looksAround('cs-1');
  expect((await seen())['cs-1']).toBe('2031-03-03T08:01:00.000Z');
});
