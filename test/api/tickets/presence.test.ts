// Who counts as present when a ticket is given out: whoever was at work within five minutes, as their requests say.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../../db/sql.ts';
import { type TestApi, startApi } from '../../harness/api.ts';

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

test('FK-04 present people first, for five minutes after their last request; then who has least', async () => {
  await looksAround('cs-3');
  expect([await given(), await given()]).toEqual(['cs-3', 'cs-3']);
  api.clock.set('2031-03-03T07:05:00.000Z');
  // Nobody is there any more.
  expect([await given(), await given()]).toEqual(['cs-1', 'cs-2']);
  await looksAround('cs-2');
  expect(await given()).toBe('cs-2');
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
