// Owns the tests of logging in and out, and of who one is.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { logIn, PASSWORD, startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const login = (payload: unknown, headers = {}) =>
  api.call({ method: 'POST', url: '/v1/login', payload: payload as object, headers });

test('a person logs in, is known, logs out and is known no more', async () => {
  const answer = await login({ login: 'klo-1', password: PASSWORD });
  expect(answer.statusCode).toBe(200);
  const me = {
    login: 'klo-1',
    name: 'Менеджер КЛО 1',
    admin: false,
    locale: 'ru',
    memberships: [{ program: 'cdek', role: 'klo' }],
  };
  expect(answer.json()).toEqual(me);
  expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/v1', name: 'careline_session' });
  const cookie = `careline_session=${answer.cookies[0]?.value}`;
  expect((await api.call({ url: '/v1/me', headers: { cookie } })).json()).toEqual(me);
  const out = await api.call({ method: 'POST', url: '/v1/logout', headers: { cookie } });
  expect(out.statusCode).toBe(204);
  expect((await api.call({ url: '/v1/me', headers: { cookie } })).statusCode).toBe(401);
});
