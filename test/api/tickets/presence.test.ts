// People who sent a request within the last five minutes count as present when a ticket is given out.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
    Object.fromEntries((await readTeam(orm.em.fork(), team)).map(({ login, held }) => [login, held]));
  const stored = async (
    assignee: string | null,
    meant: string | null,
    { status = 'open', program = 'filkhedma' } = {},
  ) => {
    const { id } = await aStoredTicket(orm, 'not-paid', team.at);
    const em = orm.em.fork();
    const isOpen = status !== 'closed';
    await rows(
      em,
      sql`update cases set assignee = ${assignee}, stage = ${status}, open = ${isOpen}, program = ${program} where id = ${id}::uuid`,
    );
    const ended = isOpen ? sql`` : sql`, result = 'paid', closed_at = ${team.at}::timestamptz`;
    await rows(em, sql`update tickets set meant_for = ${meant}, program = ${program}${ended} where id = ${id}::uuid`);
  };
  const before = await counted();
  await stored('cs-1', null, { status: 'closed' });
  await stored(null, 'cs-1', { status: 'closed' });
  await stored('cs-1', null, { program: 'cdek' });
  await stored(null, 'cs-1', { program: 'cdek' });
  expect(await counted()).toEqual(before);
  await stored('cs-2', 'cs-1');
  await stored(null, 'cs-3');
  for (const status of ['waiting-on-customer', 'resolved']) await stored('cs-3', null, { status });
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
