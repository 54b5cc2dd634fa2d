import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { row, rows, sql } from '../../db/sql.ts';
import { logIn, PASSWORD, startApi, type TestApi } from '../harness/api.ts';
import { everyItem } from '../harness/every-item.ts';
import { bearer, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
let admin: (options: InjectOptions) => ReturnType<TestApi['call']>;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('admin');
});
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const ask = (cookie: string, method: Method, url: string, payload?: object) =>
  api.call({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const change = (cookie: string, currentPassword: string, newPassword: string) =>
  ask(cookie, 'POST', '/v1/me/password', { currentPassword, newPassword });
const me = async (cookie: string) => (await ask(cookie, 'GET', '/v1/me')).statusCode;
const cookieOf = (answer: Awaited<ReturnType<typeof ask>>) => `${answer.cookies[0]?.name}=${answer.cookies[0]?.value}`;
const audited = (actor: string) =>
  rows<{ action: string; details: object }>(
    em(),
    sql`select action, details from audit_entries where actor = ${actor} and action not like 'login.%' order by id`,
  );

async function newcomer(login: string): Promise<string> {
  const memberships = [{ program: 'cdek', role: 'klo' }];
  const payload = { login, name: login, password: 'first password', memberships };
  expect((await admin({ method: 'POST', url: '/v1/people', payload })).statusCode).toBe(201);
  return logIn(api.app, login, 'first password');
}

type LoginSession = { id: string; current: boolean; address: string; userAgent: string | null };
const sessionsOf = async (cookie: string) =>
  (await ask(cookie, 'GET', '/v1/me/sessions')).json<{ items: LoginSession[] }>().items;

describe('a first password', () => {
  const due = { status: 403, code: 'password-change-required' };

  test('opens nothing but its own change and the public routes', async () => {
    const cookie = await newcomer('new-1');
    const asked: [Method, string][] = [
      ['GET', '/v1/me'],
      ['GET', '/v1/programs'],
      ['GET', '/v1/conversations'],
      ['GET', '/v1/notifications'],
      ['GET', '/v1/events'],
      ['GET', '/v1/tickets'],
      ['GET', '/v1/people'],
      ['POST', '/v1/people'],
      ['GET', '/v1/me/sessions'],
      ['DELETE', '/v1/me/sessions'],
      ['GET', '/v1/conversations/aaaaaaaa-0000-4000-8000-000000000000'],
    ];
    for (const [method, url] of asked) expect((await ask(cookie, method, url)).json()).toMatchObject(due);
    expect((await ask(cookie, 'GET', '/livez')).statusCode).toBe(200);
  });

  test('is told at the log-in, and changed it is one’s own', async () => {
    await newcomer('new-2');
    const payload = { login: 'new-2', password: 'first password' };
    const answer = await api.call({ method: 'POST', url: '/v1/login', payload });
    expect(answer.json()).toMatchObject({ login: 'new-2', mustChangePassword: true });
    const changed = await change(cookieOf(answer), 'first password', 'a password of mine');
    expect([changed.statusCode, changed.json()]).toEqual([200, expect.objectContaining({ mustChangePassword: false })]);
    expect(await me(cookieOf(changed))).toBe(200);
    await expect(logIn(api.app, 'new-2', 'first password')).rejects.toThrow('login-failed');
    expect(await me(await logIn(api.app, 'new-2', 'a password of mine'))).toBe(200);
  });

  test('is what an admin gives, each time, and never to themselves', async () => {
    const give = (login: string) =>
      admin({ method: 'PATCH', url: `/v1/people/${login}`, payload: { password: 'given one' } });
    expect((await give('klo-1')).json()).toMatchObject({ mustChangePassword: true });
    expect((await ask(await logIn(api.app, 'klo-1', 'given one'), 'GET', '/v1/me')).json()).toMatchObject(due);
    expect((await give('admin')).json()).toMatchObject({ status: 409, code: 'own-account' });
  });

  test('may be left for the log-out', async () => {
    const cookie = await newcomer('new-3');
    expect((await ask(cookie, 'POST', '/v1/logout')).statusCode).toBe(204);
    expect(await me(cookie)).toBe(401);
  });
});

describe('one’s own password', () => {
  test('is changed with the current one; every other session ends, and this one has a new cookie', async () => {
    const [here, there] = [await logIn(api.app, 'klo-2'), await logIn(api.app, 'klo-2')];
    const changed = await change(here, PASSWORD, 'a new password');
    expect(changed.json()).toMatchObject({ login: 'klo-2' });
    expect([await me(here), await me(there), await me(cookieOf(changed))]).toEqual([401, 401, 200]);
    expect(await sessionsOf(cookieOf(changed))).toHaveLength(1);
    expect(await audited('klo-2')).toEqual([{ action: 'password.changed', details: { login: 'klo-2' } }]);
    expect(JSON.stringify(await audited('klo-2'))).not.toContain('a new password');
  });

  test.each([
    ['a wrong current one', 'wrong', 'a new password', 422, 'password-wrong'],
    ['the same again', PASSWORD, PASSWORD, 422, 'password-unchanged'],
    ['one that is short', PASSWORD, 'short', 400, 'invalid-request'],
  ])('is not changed by %s', async (_, current, wanted, status, code) => {
    const cookie = await logIn(api.app, 'klo-3');
    expect((await change(cookie, current, wanted)).json()).toMatchObject({ status, code });
    expect(await me(cookie)).toBe(200);
    await logIn(api.app, 'klo-3');
  });

  test('that somebody else changes at the same time is changed once', async () => {
    const cookie = await logIn(api.app, 'klo-4');
    const answers = await Promise.all(
      ['first of two', 'second of two'].map((wanted) => change(cookie, PASSWORD, wanted)),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 422]);
  });

  test('ends the sessions that were begun with the old one, those as well whose password was being checked', async () => {
    const [cookie, login] = [await logIn(api.app, 'support-1'), { login: 'support-1', password: PASSWORD }];
    const changing = change(cookie, PASSWORD, 'the next password');
    const begun: ReturnType<typeof api.call>[] = [];
    for (let count = 0; count < 12; count += 1) {
      begun.push(api.call({ method: 'POST', url: '/v1/login', payload: login }));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const changed = await changing;
    const alive = await Promise.all(
      (await Promise.all(begun)).filter(({ statusCode }) => statusCode === 200).map((one) => me(cookieOf(one))),
    );
    expect([changed.statusCode, ...new Set(alive)]).toEqual([200, 401]);
    expect(await me(cookieOf(changed))).toBe(200);
  });

  test('leaves nothing behind for a repetition', async () => {
    const cookie = await logIn(api.app, 'klo-5');
    const headers = { cookie, 'idempotency-key': 'a key of the change' };
    const payload = { currentPassword: PASSWORD, newPassword: 'a new password' };
    await api.call({ method: 'POST', url: '/v1/me/password', headers, payload });
    expect(await row(em(), sql`select 1 from idempotency_keys`)).toBeNull();
  });
});

describe('one’s own sessions', () => {
  test('are listed oldest first, in pages, with their origin; other people’s are not', async () => {
    await logIn(api.app, 'klo-6');
    const payload = { login: 'klo-6', password: PASSWORD };
    const headers = { 'user-agent': `Firefox ${'x'.repeat(500)}` };
    const login = { method: 'POST', url: '/v1/login', payload, headers, remoteAddress: '203.0.113.7' } as const;
    const cookie = cookieOf(await api.call(login));
    const listed = await everyItem(async (cursor) => {
      const page = await ask(cookie, 'GET', `/v1/me/sessions?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`);
      return page.json<{ items: LoginSession[]; nextCursor: string | null }>();
    });
    expect(listed.map(({ current }) => current)).toEqual([false, true]);
    expect(listed[1]).toMatchObject({ address: '203.0.113.7', userAgent: `Firefox ${'x'.repeat(292)}` });
    expect(JSON.stringify(listed)).not.toMatch(/sid|personId/);
    await rows(em(), sql`update sessions set expires_at = now() where id = ${listed[0]?.id}::uuid`);
    expect(await sessionsOf(cookie)).toHaveLength(1);
  });

  test('are ended one by one, at once; another’s is not there', async () => {
    const [here, there] = [await logIn(api.app, 'klo-7'), await logIn(api.app, 'klo-7')];
    const [, other] = await sessionsOf(here);
    const end = (cookie: string) => ask(cookie, 'DELETE', `/v1/me/sessions/${other?.id}`);
    expect((await end(await logIn(api.app, 'klo-8'))).json()).toMatchObject({ status: 404, code: 'not-found' });
    expect(await me(there)).toBe(200);
    expect((await end(here)).statusCode).toBe(204);
    expect([await me(here), await me(there), (await end(here)).statusCode]).toEqual([200, 401, 404]);
    expect(await audited('klo-7')).toEqual([{ action: 'sessions.ended', details: { id: other?.id } }]);
  });

  test('the one that asks is ended as well as any other, and its cookie goes', async () => {
    const cookie = await logIn(api.app, 'klo-9');
    const [own] = await sessionsOf(cookie);
    const ended = await ask(cookie, 'DELETE', `/v1/me/sessions/${own?.id}`);
    expect(ended.cookies).toMatchObject([{ name: 'careline_session', value: '' }]);
    expect(await me(cookie)).toBe(401);
  });

  test('are all ended together', async () => {
    const cookies = [await logIn(api.app, 'klo-10'), await logIn(api.app, 'klo-10')];
    const other = await logIn(api.app, 'klo-11');
    const ended = await ask(String(cookies[0]), 'DELETE', '/v1/me/sessions');
    expect([ended.statusCode, ended.cookies[0]]).toEqual([204, expect.objectContaining({ value: '' })]);
    expect(await Promise.all([...cookies, other].map(me))).toEqual([401, 401, 200]);
    expect(await audited('klo-10')).toEqual([{ action: 'sessions.ended', details: { count: 2 } }]);
  });

  test('are a person’s: an app and a customer have none, and an anonymous caller has to log in', async () => {
    const payload = { name: 'reports', program: 'cdek', roles: ['klo'] };
    const { key } = (await admin({ method: 'POST', url: '/v1/api-keys', payload })).json<{ key: string }>();
    const customer = bearer(await storeConversation(api.database.orm));
    for (const [method, url] of [
      ['GET', '/v1/me/sessions'],
      ['DELETE', '/v1/me/sessions'],
      ['DELETE', '/v1/me/sessions/aaaaaaaa-0000-4000-8000-000000000000'],
      ['POST', '/v1/me/password'],
    ] as const) {
      for (const headers of [{ 'x-api-key': key }, customer]) {
        expect((await api.call({ method, url, headers })).json()).toMatchObject({ status: 403, code: 'not-allowed' });
      }
      expect((await api.call({ method, url })).json()).toMatchObject({ status: 401, code: 'not-logged-in' });
    }
  });
});
