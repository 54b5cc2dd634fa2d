// Error answers: their form, and that bad input is a 4xx that changes nothing.
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseGateway } from '../../api/cases/gateway.ts';
import { isDatabaseOutage } from '../../db/errors.ts';
import { openOrm } from '../../db/orm.ts';
import { row, sql } from '../../db/sql.ts';
import { logIn, noCases, startApi, type TestApi } from '../harness/api.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { allOf, connected } from '../harness/socket.ts';
import { storeConversation } from '../harness/stored-conversation.ts';
import { until } from '../harness/until.ts';

let api: TestApi;
let cookie: string;
let asked: () => ReturnType<CaseGateway['update']>;
const cases: CaseGateway = { ...noCases, update: () => asked() };
beforeAll(async () => {
  api = await startApi({ cases });
  cookie = await logIn(api.app, 'admin');
});
afterAll(() => api.close());

const addPerson = (payload: string, type = 'application/json') =>
  api.call({ method: 'POST', url: '/v1/people', payload, headers: { cookie, 'content-type': type } });
const person = (more: string) => `{"login":"new","name":"Новый","password":"long enough"${more}}`;
const peopleCount = async () =>
  (await row<{ n: number }>(api.database.orm.em.fork(), sql`select count(*)::int as n from people`))?.n;

describe('bad input is a 400 that changes nothing', () => {
  const nested = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  test.each([
    ['cut off', '{"login":', undefined],
    ['no JSON at all', 'login=new', undefined],
    ['an array', '[]', ''],
    ['null', 'null', '/login'],
    ['nothing', '', '/login'],
    ['an unknown field', person(',"superuser":true'), '/superuser'],
    [
      'an unknown field further inside',
      person(',"memberships":[{"program":"cdek","role":"klo","all":1}]'),
      '/memberships/0/all',
    ],
    ['text for a boolean', person(',"admin":"true"'), '/admin'],
    ['a number for a name', '{"login":"new","name":1,"password":"long enough"}', '/name'],
    ['NUL in a value', person(',"memberships":[{"program":"cd\\u0000ek","role":"klo"}]'), '/memberships/0/program'],
    ['NUL in a key', person(',"a\\u0000b":1'), 'body'],
    ['half a surrogate pair', '{"login":"new","name":"\\ud83d","password":"long enough"}', '/name'],
    ['__proto__', person(',"__proto__":{"admin":true}'), null],
    ['constructor.prototype', person(',"constructor":{"prototype":{"admin":true}}'), null],
    ['an ORM operator for a value', '{"login":{"$ne":""},"name":"Новый","password":"long enough"}', '/login'],
    ['nesting without end', person(`,"memberships":${nested}`), undefined],
  ])('%s', async (_, payload, path) => {
    const before = await peopleCount();
    const answer = await addPerson(payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    const problem = answer.json<{ code: string; errors?: { path: string }[] }>();
    expect(problem.code).toBe('invalid-request');
    // The parser's own refusals never reach the schema.
    if (path === null) expect(problem.errors).toBeUndefined();
    else if (path !== undefined) expect(problem.errors?.map((error) => error.path)).toContain(path);
    expect(await peopleCount()).toBe(before);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test.each([
    ['/v1/people?cursor=nonsense'],
    [`/v1/notifications?cursor=${Buffer.from('["x"]').toString('base64url')}`],
    [`/v1/api-keys?cursor=${Buffer.from('["yesterday","1"]').toString('base64url')}`],
    ['/v1/conversations?stage=banana'],
    ['/v1/conversations?queue=banana'],
    ['/v1/conversations?program=banana'],
    ['/v1/conversations?assignee='],
    ['/v1/conversations?owner=klo-1'],
    ['/v1/conversations?overdue=yes'],
    ['/v1/conversations?cursor=nonsense'],
    ['/v1/effects?channel=pigeon'],
    ['/v1/people?limit=0'],
    ['/v1/people?limit=201'],
    ['/v1/people?limit=1e2'],
    ['/v1/people?limit=5&limit=6'],
    ['/v1/notifications?unread=yes'],
    ['/v1/effects?caseId=42'],
    ['/v1/effects?channel=%00'],
    ['/v1/audit?caseId[]=x&caseId=%FF'],
    ['/v1/people?cursor=%ZZ'],
    ['/v1/conversations?bogus=1'],
    ['/v1/conversations?Stage=waiting'],
    ['/v1/conversations?stage[]=waiting'],
    ['/v1/conversations?__proto__=1'],
    ['/v1/programs?program=cdek'],
    ['/v1/me?x'],
  ])('%s', async (url) => {
    const answer = await api.call({ url, headers: { cookie } });
    expect([url, answer.statusCode]).toEqual([url, 400]);
    expect(answer.json()).toMatchObject({ code: 'invalid-request' });
  });

  test('every field that does not fit is named, in the form of RFC 9457', async () => {
    const answer = await addPerson('{"login":"Я","name":" ","superuser":1}');
    expect(answer.json()).toEqual({
      type: 'urn:careline:problem:invalid-request',
      title: 'Bad Request',
      status: 400,
      code: 'invalid-request',
      detail: 'the request does not fit its schema',
      errors: expect.arrayContaining([
        { path: '/password', message: 'is required' },
        { path: '/superuser', message: 'is not known' },
        { path: '/login', message: expect.stringContaining('pattern') },
        { path: '/name', message: expect.stringContaining('pattern') },
      ]),
    });
  });
});

test('a query parameter that is not known is named, on every route that is ours to write', async () => {
  const answer = await api.call({ url: '/v1/conversations?stage=waiting&bogus=1&asignee=me', headers: { cookie } });
  expect(answer.json()).toMatchObject({
    status: 400,
    code: 'invalid-request',
    errors: [
      { path: '/bogus', message: 'is not known' },
      { path: '/asignee', message: 'is not known' },
    ],
  });
  const { paths } = (await api.call({ url: '/openapi.json' })).json<{ paths: Record<string, object> }>();
  const reads = Object.entries(paths).flatMap(([path, item]) =>
    'get' in item && /^\/v1\/[^{]*$/.test(path) ? [path] : [],
  );
  expect(reads.length).toBeGreaterThan(10);
  for (const path of reads) {
    const { body } = await api.call({ url: `${path}?bogus=1`, headers: { cookie } });
    expect([path, body]).toEqual([path, expect.stringContaining('{"path":"/bogus","message":"is not known"}')]);
  }
  const write = await api.call({ method: 'POST', url: '/v1/logout?bogus=1', headers: { cookie } });
  expect(write.json()).toMatchObject({ status: 400, errors: [{ path: '/bogus' }] });
});

test.each(['/livez?x=1', '/readyz?x=1', '/openapi.json?x=1', '/docs/?x=1', '/v1/events?lastEventId=1'])(
  '%s is no list: what is added to it does no harm',
  async (url) => {
    const { statusCode } = await api.call({ url });
    expect(statusCode).toBe(url.startsWith('/v1/') ? 401 : 200);
  },
);

describe('what the framework refuses has the same form', () => {
  test.each([
    ['no such route', () => api.call({ url: '/v1/nothing' }), 404, 'not-found'],
    ['no such route to write to', () => api.call({ method: 'DELETE', url: '/v1/nothing' }), 404, 'not-found'],
    ['another method', () => api.call({ method: 'DELETE', url: '/v1/me' }), 405, 'method-not-allowed'],
    ['an address that cannot be read', () => api.call({ url: '/v1/people/%E0%A4%A' }), 400, 'invalid-request'],
    ['a form', () => addPerson('login=new', 'application/x-www-form-urlencoded'), 415, 'unsupported-media-type'],
    ['plain text', () => addPerson('{}', 'text/plain'), 415, 'unsupported-media-type'],
    ['more than a megabyte', () => addPerson(person(`,"x":"${'x'.repeat(1_100_000)}"`)), 413, 'payload-too-large'],
  ])('%s', async (_, call, status, code) => {
    const answer = await call();
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
  });
});

describe('what Node itself refuses has the same form', () => {
  /** Everything that is answered to bytes sent as they are. */
  async function answerTo(bytes: string, to = port): Promise<Heard> {
    const socket = connected(to);
    socket.write(bytes);
    const heard = await allOf(socket);
    const [head = '', body = ''] = heard.split('\r\n\r\n');
    const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? '';
    return { status: Number(head.split(' ')[1]), type, body: JSON.parse(body) as Record<string, unknown> };
  }

  type Heard = { status: number; type: string; body: Record<string, unknown> };

  const portOf = async ({ app }: TestApi) => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    return (app.server.address() as AddressInfo).port;
  };

  let port: number;
  beforeAll(async () => void (port = await portOf(api)));

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'invalid-request'],
    ['a header without a colon', 'GET /v1/me HTTP/1.1\r\nhost: x\r\nbroken\r\n\r\n', 400, 'invalid-request'],
    [
      'two lengths',
      'POST /v1/login HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      400,
      'invalid-request',
    ],
    [
      'headers beyond measure',
      `GET /v1/me HTTP/1.1\r\nhost: x\r\ncookie: ${'c'.repeat(100_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('%s', async (_, bytes, status, code) => {
    const answer = await answerTo(bytes);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect(answer.body).toMatchObject({
      type: `urn:careline:problem:${code}`,
      status,
      code,
      detail: expect.any(String),
    });
  });

  test.each([
    ['unfinished headers', 'GET /v1/me HTTP/1.1\r\nhost: x\r\n'],
    [
      'an unfinished body',
      'POST /v1/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
    ],
  ])('%s', async (_, bytes) => {
    const hurried = await startApi();
    try {
      const { server } = hurried.app;
      const { headersTimeout, requestTimeout } = server;
      expect([headersTimeout > 0, requestTimeout > 0]).toEqual([true, true]);
      // The same limits, a thousand times shorter.
      const thousandth = { headersTimeout: headersTimeout / 1_000, requestTimeout: requestTimeout / 1_000 };
      Object.assign(server, thousandth, { connectionsCheckingInterval: 10 });
      const { status, body } = await answerTo(bytes, await portOf(hurried));
      expect([status, body['code']]).toEqual([408, 'request-timeout']);
    } finally {
      await hurried.close();
    }
  });
});

describe('a move of a running case', () => {
  const accept = async (headers: Record<string, string> = {}) => {
    const { id } = await storeConversation(api.database.orm);
    const klo = await api.as('klo-1');
    return klo({ method: 'POST', url: `/v1/conversations/${id}/accept`, headers });
  };

  test('whose outcome is not known is 503 with the key to ask again', async () => {
    asked = async () => ({ kind: 'unknown' });
    const answer = await accept();
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ status: 503, code: 'outcome-unknown' });
    expect(answer.headers).toMatchObject({
      'retry-after': '2',
      'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((await accept({ 'idempotency-key': 'mine' })).headers['idempotency-key']).toBe('mine');
  });

  test('that meets a bug of ours is 500 and says nothing of it', async () => {
    asked = () => Promise.reject(new Error('password=hunter2'));
    const answer = await accept();
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal-error' });
    expect(answer.body).not.toMatch(/hunter2|stack|at /);
  });
});

describe('PostgreSQL away', () => {
  test('is 503 with Retry-After, and the process stays alive', async () => {
    const orm = openOrm('postgres://unused:x@127.0.0.1:1/nowhere');
    closedAtTheEnd(() => orm.close());
    const away = await startApi({ orm });
    for (const [method, url] of [
      ['POST', '/v1/login'],
      ['POST', '/v1/programs/cdek/conversations'],
      ['GET', '/readyz'],
    ] as const) {
      const payload = url === '/v1/login' ? { payload: { login: 'klo-1', password: 'x' } } : {};
      const answer = await away.call({ method, url, ...payload });
      expect([url, answer.statusCode]).toEqual([url, 503]);
      expect(answer.json()).toMatchObject({ code: 'unavailable' });
      expect(answer.headers['retry-after']).toBe('2');
    }
    const withSession = await away.call({ url: '/v1/me', headers: { cookie } });
    expect(withSession.statusCode).toBe(503);
    expect((await away.call({ url: '/livez' })).statusCode).toBe(200);
  });

  test('for the length of one statement is 503 too; the requests after it find it again', async () => {
    await api.call({ url: '/v1/me', headers: { cookie } });
    const em = api.database.orm.em.fork();
    const killed = row(em, sql`select pg_terminate_backend(pg_backend_pid())`).catch((error: unknown) => error);
    expect(isDatabaseOutage(await killed)).toBe(true);
    const seen = new Set<number>();
    await until(async () => {
      seen.add((await api.call({ url: '/v1/me', headers: { cookie } })).statusCode);
      return seen.has(200);
    });
    expect([...seen].filter((status) => status !== 503)).toEqual([200]);
  });
});
