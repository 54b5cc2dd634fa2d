// On routes of its own: which answers are remembered and for whom, and which requests run again.
import multipart from '@fastify/multipart';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { idempotency } from '../../../api/plugins/idempotency.ts';
import { unitOfWork } from '../../../api/plugins/unit-of-work.ts';
import { rows, sql } from '../../../db/sql.ts';
import { answerIdempotencyKey, claimIdempotencyKey, renewIdempotencyKey } from '../../../db/write/idempotency.ts';
import type { Actor } from '../../../domain/access/actor.ts';
import { freshDatabase, type TestDatabase } from '../../harness/database.ts';
import { until } from '../../harness/until.ts';
import { smallApp } from './small-app.ts';

let database: TestDatabase;
let app: FastifyInstance;
let runs = 0;
let ids: string[] = [];
/** A request that asks for it waits until this is resolved. */
let held = Promise.withResolvers<void>();
let arrived = Promise.withResolvers<void>();

/** Replaces the plugin that identifies the caller: a header names the actor. */
const identity = fp(
  async (own) => {
    own.decorateRequest('actor', null as never);
    own.addHook('onRequest', async (request) => {
      const [kind, id = ''] = String(request.headers['x-actor'] ?? 'staff klo-1').split(' ');
      request.actor = { kind, login: id, customerId: id } as unknown as Actor;
    });
  },
  { name: 'identity' },
);

beforeAll(async () => {
  database = await freshDatabase();
  app = await smallApp(async (own) => {
    own.decorate('orm', database.orm);
    await own.register(multipart);
    await own.register(unitOfWork, { orm: database.orm });
    await own.register(identity);
    await own.register(idempotency, { times: { abandonedAfterMs: 600_000, renewedEveryMs: 20 } });
    const ran = (updateId: string) => {
      runs += 1;
      ids.push(updateId);
    };
    own.route({
      method: ['POST', 'PUT'],
      url: '/status/:status',
      config: { query: 'open' },
      async handler({ params, updateId }, reply) {
        ran(updateId);
        return reply.code(Number((params as { status: string }).status)).send({ run: runs });
      },
    });
    own.post('/empty', async ({ updateId }, reply) => {
      ran(updateId);
      return reply.code(204).send();
    });
    own.post('/bytes', async ({ updateId }, reply) => {
      ran(updateId);
      return reply.type('application/octet-stream').send(Buffer.from('bytes'));
    });
    own.post('/natural', { config: { idempotency: 'natural' } }, async ({ updateId }) => ran(updateId));
    own.post('/held', async ({ updateId }) => {
      ran(updateId);
      arrived.resolve();
      await held.promise;
      return { run: runs };
    });
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(async () => {
  await rows(database.orm.em.fork(), sql`truncate idempotency_keys`);
  [runs, ids] = [0, []];
  [held, arrived] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
});

type Asked = { actor?: string; method?: 'POST' | 'PUT'; payload?: object | string; type?: string; ip?: string };
async function ask(url: string, key: string | null, asked: Asked = {}) {
  const {
    actor = 'staff klo-1',
    method = 'POST',
    payload = { a: 1 },
    type = 'application/json',
    ip = '10.0.0.1',
  } = asked;
  const headers = { 'x-actor': actor, 'content-type': type, ...(key === null ? {} : { 'idempotency-key': key }) };
  const answer = await app.inject({ method, url, headers, payload, remoteAddress: ip });
  return {
    status: answer.statusCode,
    body: answer.body,
    code: /problem/.test(String(answer.headers['content-type'])) ? (answer.json().code as string) : null,
    isReplayed: answer.headers['idempotency-replayed'] === 'true',
    headers: answer.headers,
  };
}

describe('a repetition', () => {
  test.each(['/status/200', '/status/201', '/status/404', '/status/409', '/status/400'])(
    'of %s gets the first answer',
    async (url) => {
      const [first, second] = [await ask(url, 'key-1'), await ask(url, 'key-1')];
      expect([first.isReplayed, second.isReplayed, runs]).toEqual([false, true, 1]);
      expect([second.status, second.body, second.headers['content-type']]).toEqual([
        ...[first.status, first.body, first.headers['content-type']],
      ]);
    },
  );

  test('of an empty answer is empty', async () => {
    await ask('/empty', 'key-1');
    expect(await ask('/empty', 'key-1')).toMatchObject({ status: 204, body: '', isReplayed: true });
    expect(runs).toBe(1);
  });

  test.each(['/status/401', '/status/429', '/status/500', '/status/503', '/bytes'])('of %s runs again', async (url) => {
    await ask(url, 'key-1');
    expect((await ask(url, 'key-1')).isReplayed).toBe(false);
    expect(runs).toBe(2);
  });

  test('with its fields in another order is the same; with its items in another order it is not', async () => {
    const [one, other] = ['{"a":{"x":1,"y":[{"p":1,"q":2}]},"b":2}', '{"b":2, "a":{"y":[{"q":2,"p":1}],"x":1}}'];
    await ask('/status/200', 'key-1', { payload: one });
    expect(await ask('/status/200', 'key-1', { payload: other })).toMatchObject({ status: 200, isReplayed: true });
    await ask('/status/200', 'key-2', { payload: '{"a":[1,2]}' });
    expect((await ask('/status/200', 'key-2', { payload: '{"a":[2,1]}' })).code).toBe('idempotency-key-reused');
    expect((await ask('/status/200', 'key-2', { payload: '{"a":{"0":1,"1":2}}' })).code).toBe('idempotency-key-reused');
  });

  test('with another body is refused, on another path or by somebody else it is another request', async () => {
    await ask('/status/200', 'key-1');
    expect(await ask('/status/200', 'key-1', { payload: { a: 2 } })).toMatchObject({
      ...{ status: 422, code: 'idempotency-key-reused' },
    });
    expect(runs).toBe(1);
    expect((await ask('/status/201', 'key-1')).status).toBe(201);
    for (const actor of ['staff klo-2', 'customer klo-1', 'app klo-1']) await ask('/status/200', 'key-1', { actor });
    expect(runs).toBe(5);
    expect(new Set(ids).size).toBe(5);
  });

  test('while the first still runs waits; when its process has died it runs', async () => {
    const first = ask('/held', 'key-1');
    await arrived.promise;
    expect(await ask('/held', 'key-1')).toMatchObject({ status: 409, code: 'idempotency-key-in-use' });
    expect((await ask('/held', 'key-1')).headers['retry-after']).toBe('2');
    // Its mark is refreshed again and again, so that it is never taken for that of a dead process.
    const [begun] = await marks();
    expect(await until(marks, ([at]) => at !== begun)).toHaveLength(1);
    held.resolve();
    expect(await first).toMatchObject({ status: 200, body: '{"run":1}' });
    expect(await ask('/held', 'key-1')).toMatchObject({ body: '{"run":1}', isReplayed: true });
    await rows(
      database.orm.em.fork(),
      sql`update idempotency_keys set status = null, body = null, at = now() - interval '1 hour'`,
    );
    expect(await ask('/held', 'key-1')).toMatchObject({ body: '{"run":2}', isReplayed: false });
  });
});

async function marks(): Promise<string[]> {
  const found = await rows<{ at: string }>(database.orm.em.fork(), sql`select at::text from idempotency_keys`);
  return found.map(({ at }) => at);
}

describe('nothing is remembered', () => {
  const twice = async (url: string, key: string | null, asked: Asked = {}) => {
    await ask(url, key, asked);
    await ask(url, key, asked);
    return { runs, kept: (await rows(database.orm.em.fork(), sql`select 1 from idempotency_keys`)).length };
  };

  test('without a key, and each request has an update id of its own', async () => {
    expect(await twice('/status/200', null)).toEqual({ runs: 2, kept: 0 });
    expect(new Set(ids).size).toBe(2);
  });

  test('of a PUT', async () => {
    expect(await twice('/status/200', 'key-1', { method: 'PUT' })).toEqual({ runs: 2, kept: 0 });
    expect(ids).toEqual(['', '']);
  });

  test('where repeating is harmless', async () =>
    expect(await twice('/natural', 'key-1')).toEqual({ runs: 2, kept: 0 }));

  test('where there is no route', async () => expect(await twice('/nowhere', 'key-1')).toEqual({ runs: 0, kept: 0 }));

  test('of a stranger whose key others may have taken; under a long one it is', async () => {
    expect(await twice('/status/200', 'x'.repeat(21), { actor: 'anonymous' })).toEqual({ runs: 2, kept: 0 });
    // Their update id is still the same, so a running case hears of it once.
    expect(ids[0]).toBe(ids[1]);
    expect(await twice('/status/200', 'x'.repeat(22), { actor: 'anonymous' })).toEqual({ runs: 3, kept: 1 });
    await ask('/status/200', 'x'.repeat(22), { actor: 'anonymous', ip: '10.0.0.2' });
    expect(runs).toBe(4);
  });

  test('of a form that could not be read', async () => {
    const form = { type: 'multipart/form-data; boundary=X', payload: '--X' };
    expect(await twice('/status/400', 'key-1', form)).toMatchObject({ runs: 2 });
    expect((await ask('/status/200', 'key-2', form)).isReplayed).toBe(false);
    expect((await ask('/status/200', 'key-2', form)).isReplayed).toBe(true);
    expect((await ask('/status/200', 'key-2', { ...form, payload: '--XX' })).code).toBe('idempotency-key-reused');
  });
});

test.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('the key %j is none', async (key) => {
  const answer = await ask('/status/200', key);
  expect([answer.status, runs]).toEqual([400, 0]);
  expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ path: '/Idempotency-Key' }] });
});

test.each(['!', '~', 'x'.repeat(255)])('the key %j is one', async (key) => {
  expect((await ask('/status/200', key)).status).toBe(200);
});

test('an answer that cannot be kept is given all the same', async () => {
  const key = randomUUID();
  await database.orm.em.fork().execute('alter table idempotency_keys add constraint none check (status is null)');
  expect(await ask('/status/200', key)).toMatchObject({ status: 200, body: '{"run":1}' });
  await database.orm.em.fork().execute('alter table idempotency_keys drop constraint none');
});

test('a mark is renewed by its holder as long as it has no answer', async () => {
  const em = () => database.orm.em.fork();
  const [at, later] = ['2031-03-03T07:00:00.000Z', '2031-03-03T07:00:05.000Z'];
  const claim = { key: 'a-mark', fingerprint: 'one', at };
  expect(await claimIdempotencyKey(em(), claim, at)).toEqual({ kind: 'ours' });
  expect(await claimIdempotencyKey(em(), claim, at)).toEqual({ kind: 'running' });
  expect(await claimIdempotencyKey(em(), { ...claim, fingerprint: 'two' }, at)).toEqual({ kind: 'other-request' });
  expect(await renewIdempotencyKey(em(), claim, later)).toBe(true);
  expect(await renewIdempotencyKey(em(), claim, later)).toBe(false);
  const renewed = { ...claim, at: later };
  await answerIdempotencyKey(em(), renewed, { status: 204, body: '' });
  expect(await renewIdempotencyKey(em(), renewed, later)).toBe(false);
  expect(await claimIdempotencyKey(em(), claim, later)).toEqual({ kind: 'answered', status: 204, body: '' });
});

test('what is kept of a body gives nothing of it away without the key', async () => {
  for (const key of ['one-key', 'another-key'])
    await ask('/status/200', key, { payload: { note: '4111111111111111' } });
  const kept = await rows<{ fingerprint: string }>(
    database.orm.em.fork(),
    sql`select fingerprint from idempotency_keys`,
  );
  const plain = createHash('sha256').update('{"note":"4111111111111111"}').digest('hex');
  expect(new Set([plain, ...kept.map(({ fingerprint }) => fingerprint)]).size).toBe(3);
});
