import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseGateway, UpdateOutcome } from '../../api/cases/gateway.ts';
import { defaultMarkTimes } from '../../api/plugins/idempotency.ts';
import { LONGEST_MOVE_MS } from '../../api/cases/temporal-gateway.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { purgeIdempotencyKeys } from '../../db/write/idempotency.ts';
import { later, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { changeRequest } from '../harness/case-facts.ts';
import { noCases, startApi, type TestApi } from '../harness/api.ts';
import { storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
const outcomes: UpdateOutcome[] = [];
const updateIds: string[] = [];
const cases: CaseGateway = {
  ...noCases,
  update: async (_workflow, _name, _input, updateId) => {
    updateIds.push(updateId);
    return outcomes.shift() ?? { kind: 'done' };
  },
};
const slow: CaseGateway = { ...noCases };
beforeAll(async () => {
  api = await startApi({ cases });
});
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();
const open = (key: string, remoteAddress = '203.0.113.1') =>
  api.call({
    method: 'POST',
    url: '/v1/programs/cdek/conversations',
    headers: { 'idempotency-key': key },
    remoteAddress,
  });
const addPerson = async (login: string, key: string, payload: object) =>
  (await api.as(login))({ method: 'POST', url: '/v1/people', headers: { 'idempotency-key': key }, payload });
const aPerson = (more: object = {}) => ({
  login: `p-${randomUUID()}`,
  name: 'Новый',
  password: 'long enough',
  ...more,
});
const conversations = async () =>
  (await row<{ n: number }>(em(), sql`select count(*)::int as n from conversations`))?.n ?? 0;

describe('the same key', () => {
  test('with the same request gets the first answer again, byte for byte, and nothing happens twice', async () => {
    const key = randomUUID();
    const before = await conversations();
    const [first, second] = [await open(key), await open(key)];
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.body).toBe(first.body);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(await conversations()).toBe(before + 1);
  });

  test('with another body is refused', async () => {
    const key = randomUUID();
    const person = aPerson();
    expect((await addPerson('admin', key, person)).statusCode).toBe(201);
    const other = await addPerson('admin', key, { ...person, name: 'Другой' });
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  test('sent three times at once runs once; the others are told to wait, or what came of it', async () => {
    const key = randomUUID();
    const admin = await api.as('admin');
    const send = () => admin({ method: 'POST', url: '/v1/people', headers: { 'idempotency-key': key }, payload });
    const payload = aPerson();
    const answers = await Promise.all([send(), send(), send()]);
    const ran = answers.filter(({ statusCode, headers }) => statusCode === 201 && !headers['idempotency-replayed']);
    expect(ran).toHaveLength(1);
    for (const { statusCode, headers, json } of answers.filter((answer) => answer !== ran[0])) {
      // On a slow machine the third request comes after the first was answered.
      if (headers['idempotency-replayed'] === 'true') continue;
      expect([statusCode, json()]).toMatchObject([409, { code: 'idempotency-key-in-use' }]);
      expect(headers['retry-after']).toBe('2');
    }
    expect((await send()).headers['idempotency-replayed']).toBe('true');
  });

  test('from somebody else is another request', async () => {
    const key = randomUUID();
    const [one, neighbour] = [await open(key), await open(key, '203.0.113.2')];
    expect(neighbour.json<{ id: string }>().id).not.toBe(one.json<{ id: string }>().id);
  });

  test('from the same person on another path is another request too', async () => {
    const key = randomUUID();
    expect((await addPerson('admin', key, aPerson())).statusCode).toBe(201);
    const payload = { name: 'bot', program: 'cdek', roles: ['klo'] };
    const headers = { 'idempotency-key': key };
    const made = await (await api.as('admin'))({ method: 'POST', url: '/v1/api-keys', headers, payload });
    expect(made.json()).toMatchObject({ name: 'bot' });
  });

  test('gives a definite refusal again, and lets an answer that was none be tried again', async () => {
    const key = randomUUID();
    const { id } = await storeConversation(api.database.orm);
    const klo = await api.as('klo-1');
    const accept = () =>
      klo({ method: 'POST', url: `/v1/conversations/${id}/accept`, headers: { 'idempotency-key': key } });
    const refusal = { code: 'already-accepted' as const, message: 'taken', details: { assignee: 'klo-2' } };
    outcomes.push({ kind: 'unknown' }, { kind: 'refused', refusal });
    updateIds.length = 0;
    expect((await accept()).statusCode).toBe(503);
    expect((await accept()).statusCode).toBe(409);
    const again = await accept();
    expect(again.json()).toMatchObject({ status: 409, code: 'already-accepted', assignee: 'klo-2' });
    expect(again.headers['content-type']).toMatch('application/problem+json');
    expect(updateIds).toHaveLength(2);
    expect(new Set(updateIds).size).toBe(1);
  });

  test('gives the first answer even to somebody whom it has closed the case to', async () => {
    const key = randomUUID();
    const { id } = await storeConversation(api.database.orm, { stage: 'assigned', assignee: 'klo-1' });
    const klo = await api.as('klo-1');
    const release = (given: string) =>
      klo({ method: 'POST', url: `/v1/conversations/${id}/release`, headers: { 'idempotency-key': given } });
    expect((await release(key)).statusCode).toBe(200);
    await changeRequest(em(), id, { assignee: 'klo-2' });
    expect((await release(randomUUID())).statusCode).toBe(404);
    expect((await release(key)).statusCode).toBe(200);
  });

  test('that was left by a process that died is taken over after twenty seconds, by the same request only', async () => {
    const key = randomUUID();
    expect((await open(key)).statusCode).toBe(201);
    const age = (seconds: number) =>
      rows(
        em(),
        sql`update idempotency_keys set status = null, body = null, at = now() - ${seconds} * interval '1 second'`,
      );
    await age(15);
    expect((await open(key)).json()).toMatchObject({ status: 409, code: 'idempotency-key-in-use' });
    await age(25);
    expect((await open(key)).statusCode).toBe(201);
    const person = aPerson();
    await addPerson('admin', key, person);
    await age(25);
    expect((await addPerson('admin', key, aPerson())).json()).toMatchObject({ code: 'idempotency-key-reused' });
  });
});

describe('a key whose request is still running', () => {
  test('is not taken over, however long it takes: an upload over a slow line takes minutes', async () => {
    const markTimes = { abandonedAfterMs: 400, renewedEveryMs: 50 };
    let finish: (outcome: UpdateOutcome) => void = () => {};
    const begun = new Promise<void>((resolve) => {
      slow.update = () => (resolve(), new Promise((answer) => void (finish = answer)));
    });
    const own = await startApi({ cases: slow, markTimes });
    const { id } = await storeConversation(own.database.orm);
    const klo = await own.as('klo-1');
    const headers = { 'idempotency-key': 'mine' };
    const accept = () => klo({ method: 'POST', url: `/v1/conversations/${id}/accept`, headers });
    const first = accept();
    await begun;
    const until = systemClock.now().getTime() + 3 * markTimes.abandonedAfterMs;
    while (systemClock.now().getTime() < until) {
      expect((await accept()).json()).toMatchObject({ code: 'idempotency-key-in-use' });
    }
    finish({ kind: 'done' });
    const { statusCode, body } = await first;
    const again = await accept();
    expect([statusCode, again.statusCode, again.body]).toEqual([200, 200, body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  test('is believed for longer than any move waits, even when it cannot be renewed', () => {
    expect(defaultMarkTimes.abandonedAfterMs).toBeGreaterThan(LONGEST_MOVE_MS);
    expect(defaultMarkTimes.abandonedAfterMs).toBeGreaterThan(3 * defaultMarkTimes.renewedEveryMs);
  });
});

describe('without a login the key alone guards the token', () => {
  const count = async () =>
    (await row<{ n: number }>(em(), sql`select count(*)::int as n from idempotency_keys`))?.n ?? 0;

  test.each(['1', 'order-42', 'x'.repeat(21)])(
    'so under one that can be guessed, %s, it is not given again',
    async (key) => {
      const [before, kept] = [await conversations(), await count()];
      const [first, guessed] = [await open(key), await open(key)];
      expect([first.statusCode, guessed.statusCode]).toEqual([201, 201]);
      expect(guessed.headers['idempotency-replayed']).toBeUndefined();
      const [mine, theirs] = [first, guessed].map((answer) => answer.json<{ id: string; customerToken: string }>());
      expect(theirs?.id).not.toBe(mine?.id);
      expect(theirs?.customerToken).not.toBe(mine?.customerToken);
      expect([await conversations(), await count()]).toEqual([before + 2, kept]);
    },
  );

  test('and under one that cannot, its holder gets it again', async () => {
    const key = randomBytes(16).toString('base64url');
    expect(key).toHaveLength(22);
    const [first, again] = [await open(key), await open(key)];
    expect([first.statusCode, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true']);
  });

  test('a known caller may number their requests', async () => {
    const person = aPerson();
    const [first, again] = [await addPerson('admin', '1', person), await addPerson('admin', '1', person)];
    expect([first.statusCode, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
  });
});

describe('what is stored', () => {
  test('cannot be read without the key: an answer may hold a token', async () => {
    const key = randomUUID();
    const { customerToken } = (await open(key)).json<{ customerToken: string }>();
    const stored = await rows<{ key: string; body: string }>(em(), sql`select * from idempotency_keys`);
    expect(JSON.stringify(stored)).not.toContain(key);
    const texts = stored.flatMap(({ body }) => [body, Buffer.from(body ?? '', 'base64').toString('latin1')]);
    expect(texts.join()).not.toContain(customerToken);
  });

  test('never is a log-in, whose answer is a cookie', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const logIn = () =>
      api.call({ method: 'POST', url: '/v1/login', payload: { login: 'klo-1', password: 'careline' }, headers });
    const [first, second] = [await logIn(), await logIn()];
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.cookies[0]?.value).toBeDefined();
    expect(second.cookies[0]?.value).not.toBe(first.cookies[0]?.value);
  });

  test('is forgotten when it is old', async () => {
    const key = randomUUID();
    await open(key);
    await rows(em(), sql`update idempotency_keys set at = now() - interval '25 hours'`);
    await purgeIdempotencyKeys(em(), { before: later(toInstant(systemClock.now()), '-PT24H'), most: 1_000 });
    expect(await row(em(), sql`select 1 from idempotency_keys`)).toBeNull();
  });
});

test.each(['', ' ', 'ключ', 'a b', 'x'.repeat(256)])('the key %p is malformed', async (key) => {
  const answer = await open(key);
  expect(answer.json()).toMatchObject({ status: 400, code: 'invalid-request' });
});

test('without a key every request is one of its own, with an update id of its own', async () => {
  const { id } = await storeConversation(api.database.orm);
  const klo = await api.as('klo-1');
  updateIds.length = 0;
  for (let times = 0; times < 2; times += 1) await klo({ method: 'POST', url: `/v1/conversations/${id}/accept` });
  expect(new Set(updateIds).size).toBe(2);
});
