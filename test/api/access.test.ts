import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify, { type RouteOptions } from 'fastify';
import { access } from '../../api/plugins/access.ts';
import { identity } from '../../api/plugins/identity.ts';
import { problems } from '../../api/plugins/problems.ts';
import { sessions } from '../../api/plugins/sessions.ts';
import { unitOfWork } from '../../api/plugins/unit-of-work.ts';
import { newApiKey, newCustomerToken } from '../../api/people/tokens.ts';
import type { RouteRule } from '../../domain/access/route-access.ts';
import { noCases, PASSWORD, settings, startApi, type TestApi } from '../harness/api.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { bearer, type Stored, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** The access plugins around a test's own routes. */
async function doorWith(...routes: { method: RouteOptions['method']; url: string; access?: RouteRule }[]) {
  const { orm } = api.database;
  const app = Fastify();
  closedAtTheEnd(() => app.close());
  app.decorate('orm', orm).decorate('clock', api.clock).decorate('cases', noCases);
  await app.register(problems);
  await app.register(unitOfWork, { orm });
  await app.register(sessions, { secret: settings.CARELINE_SESSION_SECRET, secure: false });
  await app.register(identity);
  await app.register(access);
  for (const { method, url, access: rule } of routes) {
    app.route({ method, url, ...(rule === undefined ? {} : { config: { access: rule } }), handler: async () => ({}) });
  }
  return app;
}

test('a route without a rule stops the start, and is named, its HEAD twin too', async () => {
  const app = await doorWith(
    { method: 'GET', url: '/v1/secrets' },
    { method: 'POST', url: '/v1/open', access: 'anyone' },
  );
  await expect(app.ready()).rejects.toThrow(
    'routes without an access rule that holds: GET /v1/secrets, HEAD /v1/secrets',
  );
});

test('people of other programs get 404 on every route under a program', async () => {
  const { paths } = (await api.call({ url: '/openapi.json' })).json<{
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  }>();
  const routes = Object.entries(paths)
    .filter(([path]) => path.includes('{program}'))
    .flatMap(([path, item]) => Object.entries(item).map(([method, { security = [] }]) => ({ method, path, security })))
    .filter(({ security }) => security.length > 0);
  expect(routes.length).toBeGreaterThan(10);
  const strangers = [
    { login: 'director', program: 'filkhedma' },
    { login: 'cc-1', program: 'cdek' },
    { login: 'cs-lead', program: 'cdek' },
    { login: 'director', program: 'nowhere' },
    { login: 'admin', program: 'nowhere' },
  ];
  for (const { login, program } of strangers) {
    const call = await api.as(login);
    for (const { method, path } of routes) {
      const url = path.replace('{program}', program).replace('{queue}', 'settlements');
      const answer = await call({ method: method.toUpperCase() as 'GET', url });
      expect([login, method, url, answer.statusCode, answer.json().code]).toEqual([
        login,
        method,
        url,
        404,
        'not-found',
      ]);
    }
  }
});

test('a rule about one conversation stops the start where the path names none', async () => {
  const app = await doorWith({
    method: 'POST',
    url: '/v1/conversations/:conversation/write',
    access: 'conversation.write',
  });
  await expect(app.ready()).rejects.toThrow('POST /v1/conversations/:conversation/write');
});

const people = ['anonymous', 'customer', 'klo-1', 'app', 'admin'] as const;
type Who = (typeof people)[number];

const table: [RouteRule, Record<Who, number>][] = [
  ['anyone', { anonymous: 200, customer: 200, 'klo-1': 200, app: 200, admin: 200 }],
  ['signed-in', { anonymous: 401, customer: 200, 'klo-1': 200, app: 200, admin: 200 }],
  ['staff', { anonymous: 401, customer: 403, 'klo-1': 200, app: 200, admin: 200 }],
  ['admin', { anonymous: 401, customer: 403, 'klo-1': 403, app: 403, admin: 200 }],
];

test('each rule lets through whom the table says, and HEAD is no way around it', async () => {
  const customer = await storeConversation(api.database.orm);
  const admin = await api.as('admin');
  const payload = { name: 'reports', program: 'cdek', roles: ['klo'] };
  const { key } = (await admin({ method: 'POST', url: '/v1/api-keys', payload })).json<{ key: string }>();
  const headers: Record<Who, Record<string, string>> = {
    anonymous: {},
    customer: bearer(customer),
    'klo-1': await cookieOf('klo-1'),
    app: { 'x-api-key': key },
    admin: await cookieOf('admin'),
  };
  const app = await doorWith(...table.map(([rule]) => ({ method: 'GET' as const, url: `/v1/${rule}`, access: rule })));
  for (const [rule, expected] of table) {
    for (const who of people) {
      for (const method of ['GET', 'HEAD'] as const) {
        const { statusCode } = await app.inject({ method, url: `/v1/${rule}`, headers: headers[who] });
        expect({ rule, who, method, statusCode }).toEqual({ rule, who, method, statusCode: expected[who] });
      }
    }
  }
});

async function cookieOf(login: string): Promise<Record<string, string>> {
  const answer = await api.call({ method: 'POST', url: '/v1/login', payload: { login, password: 'careline' } });
  return { cookie: `careline_session=${answer.cookies[0]?.value}` };
}

describe('one conversation', () => {
  const read = async (who: string | Stored, { id }: { id: string }) => {
    const url = `/v1/conversations/${id}`;
    if (typeof who !== 'string') return api.call({ url, headers: bearer(who) });
    return (await api.as(who))({ url });
  };

  test.each([
    ['waiting', { 'klo-1': 200, 'klo-senior': 200, director: 200, 'support-1': 404, admin: 404 }],
    ['assigned', { 'klo-1': 200, 'klo-2': 404, 'klo-senior': 200, director: 200, 'support-1': 404, admin: 404 }],
    ['closed', { 'klo-1': 200, 'klo-2': 404, 'klo-senior': 200, director: 200, 'support-1': 404, admin: 404 }],
    ['intake', { 'klo-1': 404, 'klo-senior': 404, director: 404, 'support-1': 404, admin: 404 }],
  ] as const)('CDEK-20: %s, in the queue of the KLO', async (stage, expected) => {
    const isTaken = stage === 'assigned' || stage === 'closed';
    const stored = await storeConversation(api.database.orm, { stage, ...(isTaken ? { assignee: 'klo-1' } : {}) });
    for (const [login, status] of Object.entries(expected)) {
      expect([login, (await read(login, stored)).statusCode]).toEqual([login, status]);
    }
    expect((await read(stored, stored)).statusCode).toBe(200);
  });

  test('a customer sees only their own conversation', async () => {
    const [mine, other] = [await storeConversation(api.database.orm), await storeConversation(api.database.orm)];
    const [visible, hidden] = [await read(mine, mine), await read(mine, other)];
    expect([visible.statusCode, hidden.statusCode]).toEqual([200, 404]);
    expect(hidden.json()).toEqual((await read(mine, { id: 'aaaaaaaa-0000-4000-8000-000000000000' })).json());
  });

  test.each([
    '42',
    'null',
    '%00',
    "' or 1=1",
    'aaaaaaaa-0000-4000-8000-00000000000g',
    'aaaaaaaa-0000-4000-8000-0000000000000',
  ])('an id that is none, %p, is not there', async (id) => {
    const { statusCode } = await (await api.as('director'))({ url: `/v1/conversations/${encodeURIComponent(id)}` });
    expect([400, 404]).toContain(statusCode);
    if (id !== '%00') expect(statusCode).toBe(404);
  });

  test('visible but not allowed is 403 with the reason of the rule; what is hidden stays 404 whatever is asked', async () => {
    const stored = await storeConversation(api.database.orm, { stage: 'assigned', assignee: 'klo-1' });
    const post = async (login: string, verb: string, payload: object) =>
      (await api.as(login))({ method: 'POST', url: `/v1/conversations/${stored.id}/${verb}`, payload });
    const close = { disposition: 'waybill' };
    expect((await post('director', 'close', close)).json()).toMatchObject({
      status: 403,
      code: 'not-assignee',
      assignee: 'klo-1',
    });
    expect((await post('klo-1', 'assign', { login: 'klo-2' })).json()).toMatchObject({
      status: 403,
      code: 'not-allowed',
    });
    expect((await post('klo-2', 'close', close)).json()).toMatchObject({ status: 404, code: 'not-found' });
    expect((await post('klo-2', 'close', { nonsense: true })).statusCode).toBe(404);
    expect((await post('admin', 'close', close)).statusCode).toBe(404);
  });

  test('a customer may not do what staff do, even to their own', async () => {
    const stored = await storeConversation(api.database.orm);
    for (const verb of ['accept', 'release', 'assign', 'transfer', 'close']) {
      const answer = await api.call({
        method: 'POST',
        url: `/v1/conversations/${stored.id}/${verb}`,
        headers: bearer(stored),
      });
      expect([verb, answer.statusCode]).toEqual([verb, 403]);
    }
  });

  test('CDEK-10: an addressed person who accepts too late is told who has it; for others it does not exist', async () => {
    const stored = await storeConversation(api.database.orm, { stage: 'assigned', assignee: 'klo-1' });
    const accept = async (login: string) =>
      (await api.as(login))({ method: 'POST', url: `/v1/conversations/${stored.id}/accept` });
    const taken = { status: 409, code: 'already-accepted', assignee: 'klo-1' };
    expect((await accept('klo-2')).json()).toMatchObject(taken);
    expect((await accept('klo-senior')).json()).toMatchObject(taken);
    expect((await accept('support-1')).statusCode).toBe(404);
    expect((await accept('admin')).statusCode).toBe(404);
  });

  test('CDEK-09: a person who sees it waiting but was not addressed may not accept it', async () => {
    const stored = await storeConversation(api.database.orm);
    const accept = { method: 'POST', url: `/v1/conversations/${stored.id}/accept` } as const;
    expect((await (await api.as('klo-senior'))(accept)).json()).toMatchObject({ status: 403, code: 'not-allowed' });
    expect((await (await api.as('support-1'))(accept)).statusCode).toBe(404);
  });
});

describe('tokens', () => {
  test.each([
    ['an unknown customer token', `Bearer ${newCustomerToken()}`],
    ['an unknown API key', `Bearer ${newApiKey()}`],
    ['nothing after the scheme', 'Bearer '],
    ['text', 'Bearer hello'],
  ])('%s is 401, on open routes too', async (_, authorization) => {
    for (const url of ['/v1/me', '/v1/programs/cdek/chat']) {
      const answer = await api.call({ url, headers: { authorization } });
      expect(answer.json()).toMatchObject({ status: 401, code: 'token-invalid' });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('a proxy’s own password or token does not block pages, health, the login and the console’s own requests', async () => {
    const basic = { authorization: 'Basic a2xvLTE6Y2FyZWxpbmU=' };
    for (const headers of [basic, { authorization: `Bearer ${newCustomerToken()}` }]) {
      const login = {
        method: 'POST',
        url: '/v1/login',
        payload: { login: 'klo-1', password: PASSWORD },
        headers,
      } as const;
      expect((await api.call(login)).statusCode).toBe(200);
      for (const url of ['/livez', '/readyz', '/docs/', '/openapi.json']) {
        expect([url, (await api.call({ url, headers })).statusCode]).toEqual([url, 200]);
      }
    }
    expect((await api.call({ url: '/v1/me', headers: basic })).json()).toMatchObject({ code: 'not-logged-in' });
    const headers = { ...(await cookieOf('klo-1')), ...basic };
    expect((await api.call({ url: '/v1/me', headers })).statusCode).toBe(200);
  });

  test('a bad token is not covered up by a session', async () => {
    const headers = { ...(await cookieOf('klo-1')), authorization: `Bearer ${newCustomerToken()}` };
    expect((await api.call({ url: '/v1/me', headers })).statusCode).toBe(401);
  });
});
