import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../db/sql.ts';
import { updatePerson } from '../../db/write/people.ts';
import { writeSession } from '../../db/write/sessions.ts';
import { systemClock } from '../../platform/clock.ts';
import { logIn, PASSWORD, startApi, type TestApi } from '../harness/api.ts';
import { storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const login = (payload: object) => api.call({ method: 'POST', url: '/v1/login', payload });
const me = (cookie: string) => api.call({ url: '/v1/me', headers: { cookie } });
const em = () => api.database.orm.em.fork();
const sessionCount = async () => (await row<{ n: number }>(em(), sql`select count(*)::int as n from sessions`))?.n;

describe('logging in', () => {
  test('a person logs in, is known, logs out and is known no more', async () => {
    const answer = await login({ login: 'klo-1', password: PASSWORD });
    expect(answer.statusCode).toBe(200);
    const klo1 = {
      login: 'klo-1',
      name: 'Менеджер КЛО 1',
      admin: false,
      locale: 'ru',
      memberships: [{ program: 'cdek', role: 'klo' }],
      mustChangePassword: false,
    };
    expect(answer.json()).toEqual(klo1);
    const cookie = `careline_session=${answer.cookies[0]?.value}`;
    expect((await me(cookie)).json()).toEqual(klo1);
    const out = await api.call({ method: 'POST', url: '/v1/logout', headers: { cookie } });
    expect([out.statusCode, out.body]).toEqual([204, '']);
    expect(out.cookies[0]).toMatchObject({ name: 'careline_session', value: '', path: '/v1' });
    expect((await me(cookie)).json()).toMatchObject({ status: 401, code: 'not-logged-in' });
  });

  test('the cookie is out of reach for scripts and other sites, and lasts twelve hours', async () => {
    const [cookie] = (await login({ login: 'klo-1', password: PASSWORD })).cookies;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/v1' });
    const left = (cookie?.expires?.getTime() ?? 0) - systemClock.now().getTime();
    expect(Math.round(left / 3_600_000)).toBe(12);
  });

  test.each([
    ['a wrong password', { login: 'klo-1', password: 'Careline' }],
    ['an unknown login', { login: 'klo-99', password: PASSWORD }],
  ])('%s is refused alike', async (_, payload) => {
    const answer = await login(payload);
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toEqual({
      type: 'urn:careline:problem:login-failed',
      title: 'Unauthorized',
      status: 401,
      code: 'login-failed',
      detail: 'the login name or the password is wrong',
    });
    expect(answer.cookies).toEqual([]);
  });

  test.each([
    ['no password', { login: 'klo-1' }, '/password'],
    ['a field too many', { login: 'klo-1', password: PASSWORD, admin: true }, '/admin'],
    ['a login of 2,000 characters', { login: 'k'.repeat(2_000), password: PASSWORD }, '/login'],
    ['a password of 2,000 characters', { login: 'klo-1', password: 'p'.repeat(2_000) }, '/password'],
    ['a number for a login', { login: 1, password: PASSWORD }, '/login'],
  ])('%s is malformed', async (_, payload, path) => {
    const answer = await login(payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid-request', errors: [{ path }] });
  });
});

describe('sessions', () => {
  test('a session id that was known before is worthless after logging in', async () => {
    const before = await logIn(api.app, 'klo-2');
    const answer = await api.call({
      method: 'POST',
      url: '/v1/login',
      payload: { login: 'director', password: PASSWORD },
      headers: { cookie: before },
    });
    const after = `careline_session=${answer.cookies[0]?.value}`;
    expect(after).not.toBe(before);
    expect((await me(before)).statusCode).toBe(401);
    expect((await me(after)).json()).toMatchObject({ login: 'director' });
  });

  test('a made-up or altered cookie is anonymous', async () => {
    const cookie = await logIn(api.app, 'klo-2');
    for (const forged of ['careline_session=x', `${cookie}x`, cookie.replace(/\..*$/, '')]) {
      expect((await me(forged)).statusCode).toBe(401);
    }
  });

  test('the database holds no session id, and nothing for strangers', async () => {
    const before = await sessionCount();
    await api.call({ url: '/v1/me' });
    await api.call({ url: '/livez' });
    expect(await sessionCount()).toBe(before);
    const cookie = decodeURIComponent(await logIn(api.app, 'klo-2'));
    const sid = cookie.replace('careline_session=', '').split('.')[0] ?? '';
    expect(await row(em(), sql`select 1 from sessions where sid = ${sid} or data::text like ${`%${sid}%`}`)).toBeNull();
  });

  test('somebody who is deactivated is out at once, and cannot come back', async () => {
    const cookie = await logIn(api.app, 'klo-3');
    await updatePerson(em(), 'klo-3', { active: false });
    expect((await me(cookie)).statusCode).toBe(401);
    expect((await login({ login: 'klo-3', password: PASSWORD })).json()).toMatchObject({ code: 'login-failed' });
  });

  test('a role that is taken away counts from the next request', async () => {
    const cookie = await logIn(api.app, 'klo-4');
    await updatePerson(em(), 'klo-4', { memberships: [] });
    expect((await me(cookie)).json()).toMatchObject({ memberships: [] });
  });

  test('an expired session is anonymous', async () => {
    const cookie = await logIn(api.app, 'klo-5');
    await rows(em(), sql`update sessions set expires_at = now() - interval '1 second'`);
    expect((await me(cookie)).statusCode).toBe(401);
  });

  test('work prolongs a session, but not on every request', async () => {
    const cookie = await logIn(api.app, 'klo-5');
    expect((await me(cookie)).cookies).toEqual([]);
    const hour = 3_600_000;
    await rows(
      em(),
      sql`update sessions set expires_at = now() + interval '1 hour',
      data = data || jsonb_build_object('rolledAt', (data->>'rolledAt')::bigint - ${11 * hour}::bigint)`,
    );
    expect((await me(cookie)).cookies[0]).toMatchObject({ name: 'careline_session' });
    const left = await row<{ hours: string }>(
      em(),
      sql`select round(extract(epoch from max(expires_at) - now()) / 3600) as hours from sessions`,
    );
    expect(Number(left?.hours)).toBe(12);
    expect((await me(cookie)).statusCode).toBe(200);
  });

  test('a request that ends after the log-out does not bring the session back', async () => {
    const late = { sidHash: 'late', data: {}, expiresAt: '2999-01-01T00:00:00.000Z' };
    const count = await sessionCount();
    await writeSession(em(), { ...late, mode: 'continue' });
    expect(await sessionCount()).toBe(count);
  });

  test('an admin holds no role, whatever the table says', async () => {
    await rows(em(), sql`insert into memberships select id, 'cdek', 'director' from people where login = 'admin'`);
    const { id } = await storeConversation(api.database.orm);
    const admin = await api.as('admin');
    expect((await admin({ url: `/v1/conversations/${id}` })).statusCode).toBe(404);
    expect((await admin({ url: '/v1/conversations' })).json()).toEqual({ items: [], nextCursor: null });
  });
});
