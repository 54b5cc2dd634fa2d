import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { row, sql } from '../../db/sql.ts';
import { logIn, startApi, type TestApi } from '../harness/api.ts';
import { everyItem } from '../harness/every-item.ts';

let api: TestApi;
let admin: (options: InjectOptions) => ReturnType<TestApi['call']>;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('admin');
});
afterAll(() => api.close());

const add = (payload: object) => admin({ method: 'POST', url: '/v1/people', payload });
const change = (login: string, payload: object) => admin({ method: 'PATCH', url: `/v1/people/${login}`, payload });
const lastAudit = async () => {
  const entry = await row<Record<string, unknown>>(
    api.database.orm.em.fork(),
    sql`select actor, action, program, details from audit_entries where action not like 'login.%' order by id desc limit 1`,
  );
  return entry;
};

describe('people', () => {
  test('are listed by login name, in pages', async () => {
    const listed = await everyItem(async (cursor) => {
      const page = await admin({ url: `/v1/people?limit=6${cursor === null ? '' : `&cursor=${cursor}`}` });
      return page.json<{ items: { login: string }[]; nextCursor: string | null }>();
    });
    const seen = listed.map(({ login }) => login);
    expect(seen).toHaveLength(25);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  test('are added with their roles, can log in, and leave an audit row without their password', async () => {
    const memberships = [{ program: 'cdek', role: 'klo' }];
    const answer = await add({ login: 'anna', name: 'Анна', password: 'long enough', memberships });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      login: 'anna',
      name: 'Анна',
      admin: false,
      active: true,
      locale: 'ru',
      memberships,
      mustChangePassword: true,
      createdAt: '2031-03-03T07:00:00.000Z',
    });
    await logIn(api.app, 'anna', 'long enough');
    const details = { login: 'anna', admin: false, memberships };
    expect(await lastAudit()).toEqual({ actor: 'admin', action: 'person.added', program: null, details });
  });

  test('are spoken to in the language of their program unless another is given', async () => {
    const memberships = [{ program: 'filkhedma', role: 'operations' }];
    const given = { name: 'Ops', password: 'long enough', memberships };
    expect((await add({ login: 'ops-ar', ...given })).json()).toMatchObject({ locale: 'ar' });
    expect((await add({ login: 'ops-en', ...given, locale: 'en' })).json()).toMatchObject({ locale: 'en' });
    expect((await add({ login: 'ops-uz', ...given, locale: 'uz-Latn' })).json()).toMatchObject({ locale: 'uz-Latn' });
  });

  test.each([
    [{ login: 'klo-1' }, 409, 'login-taken'],
    [{ login: 'Anna' }, 400, 'invalid-request'],
    [{ login: 'app:cdek:bot' }, 400, 'invalid-request'],
    [{ name: '   ' }, 400, 'invalid-request'],
    [{ name: '\u0301\u200B' }, 400, 'invalid-request'],
    [{ password: 'short' }, 400, 'invalid-request'],
    [{ locale: 'deutsch, bitte' }, 400, 'invalid-request'],
    [{ memberships: [{ program: 'cdek', role: 'king' }] }, 422, 'role-unknown'],
    [{ memberships: [{ program: 'constructor', role: 'name' }] }, 422, 'role-unknown'],
    [{ admin: true, memberships: [{ program: 'cdek', role: 'klo' }] }, 400, 'invalid-request'],
  ])('are not added with %p', async (wrong, status, code) => {
    const answer = await add({ login: 'boris', name: 'Борис', password: 'long enough', ...wrong });
    expect(answer.json()).toMatchObject({ status, code });
  });

  test('are changed field by field', async () => {
    expect((await change('klo-7', { name: 'Седьмой' })).json()).toMatchObject({ name: 'Седьмой', active: true });
    const memberships = [{ program: 'cdek', role: 'support' }];
    expect((await change('klo-7', { memberships })).json()).toMatchObject({ name: 'Седьмой', memberships });
    const details = { login: 'klo-7', changed: ['memberships'], memberships };
    expect(await lastAudit()).toMatchObject({ action: 'person.changed', details });
  });

  test('with a new password are logged out everywhere, and the old one is worth nothing', async () => {
    const cookie = await logIn(api.app, 'klo-8');
    await change('klo-8', { password: 'another one' });
    expect((await api.call({ url: '/v1/me', headers: { cookie } })).statusCode).toBe(401);
    await expect(logIn(api.app, 'klo-8')).rejects.toThrow('login-failed');
    await logIn(api.app, 'klo-8', 'another one');
    expect(JSON.stringify(await lastAudit())).not.toContain('another one');
  });

  test('who are deactivated and come back have to log in again', async () => {
    const cookie = await logIn(api.app, 'klo-9');
    expect((await change('klo-9', { active: false })).json()).toMatchObject({ active: false });
    await change('klo-9', { active: true });
    expect((await api.call({ url: '/v1/me', headers: { cookie } })).statusCode).toBe(401);
    await logIn(api.app, 'klo-9');
  });

  test.each([
    ['unknown', { name: 'Никто' }, 404, 'not-found'],
    ['admin', { active: false }, 409, 'own-account'],
    ['admin', { password: 'another one' }, 409, 'own-account'],
    ['admin', { memberships: [{ program: 'cdek', role: 'director' }] }, 400, 'invalid-request'],
    ['klo-1', {}, 400, 'invalid-request'],
    ['klo-1', { admin: true }, 400, 'invalid-request'],
    ['klo-1', { name: '\u0301\u200B' }, 400, 'invalid-request'],
    ['klo-1', { memberships: [{ program: 'cdek', role: 'king' }] }, 422, 'role-unknown'],
  ])('%s is not changed by %p', async (login, payload, status, code) => {
    expect((await change(login, payload)).json()).toMatchObject({ status, code });
  });
});

describe('API keys', () => {
  const make = (payload: object) => admin({ method: 'POST', url: '/v1/api-keys', payload });
  type Made = { id: string; key: string };

  test('are shown once, act in their program until they are revoked, and leave audit rows', async () => {
    const made = await make({ name: 'reports', program: 'cdek', roles: ['director'] });
    expect(made.statusCode).toBe(201);
    const { id, key } = made.json<Made>();
    expect(key).toMatch(/^ck_[\w-]{43}$/);
    expect(await lastAudit()).toMatchObject({
      action: 'api-key.made',
      program: 'cdek',
      details: { id, name: 'reports' },
    });
    const expected = { login: 'app:cdek:reports', admin: false, memberships: [{ program: 'cdek', role: 'director' }] };
    for (const headers of [{ authorization: `Bearer ${key}` }, { 'x-api-key': key }]) {
      expect((await api.call({ url: '/v1/me', headers })).json()).toMatchObject(expected);
    }
    const listed = (await admin({ url: '/v1/api-keys' })).json<{ items: object[] }>();
    expect(listed.items).toEqual([expect.objectContaining({ id, name: 'reports', revokedAt: null })]);
    expect(JSON.stringify(listed)).not.toContain(key);
    const revoke = () => admin({ method: 'DELETE', url: `/v1/api-keys/${id}` });
    expect([(await revoke()).statusCode, (await revoke()).statusCode]).toEqual([204, 204]);
    expect((await api.call({ url: '/v1/me', headers: { 'x-api-key': key } })).json()).toMatchObject({
      code: 'token-invalid',
    });
    expect(await lastAudit()).toMatchObject({ action: 'api-key.revoked', details: { id, name: 'reports' } });
  });

  test('are kept as a hash only', async () => {
    const { key } = (await make({ name: 'bot', program: 'cdek', roles: ['klo'] })).json<Made>();
    const em = api.database.orm.em.fork();
    expect(await row(em, sql`select 1 from api_keys as k where k::text like ${`%${key.slice(3)}%`}`)).toBeNull();
  });

  test.each([
    [{ roles: ['king'] }, 422, 'role-unknown'],
    [{ program: 'nowhere' }, 422, 'role-unknown'],
    [{ roles: [] }, 400, 'invalid-request'],
    [{ name: 'Two words' }, 400, 'invalid-request'],
    [{ admin: true }, 400, 'invalid-request'],
  ])('are not made with %p', async (wrong, status, code) => {
    expect((await make({ name: 'bot', program: 'cdek', roles: ['klo'], ...wrong })).json()).toMatchObject({
      status,
      code,
    });
  });

  test.each([
    ['aaaaaaaa-0000-4000-8000-000000000000', 404],
    ['42', 400],
  ])('%s cannot be revoked', async (id, status) => {
    expect((await admin({ method: 'DELETE', url: `/v1/api-keys/${id}` })).statusCode).toBe(status);
  });
});

test('the audit trail is read in pages, by case, and by an admin alone', async () => {
  const whole = (await admin({ url: '/v1/audit?limit=3' })).json<{ items: { id: string }[]; nextCursor: string }>();
  expect(whole.items).toHaveLength(3);
  const next = (await admin({ url: `/v1/audit?cursor=${whole.nextCursor}` })).json<{ items: { id: string }[] }>();
  expect(Number(next.items[0]?.id)).toBeGreaterThan(Number(whole.items[2]?.id));
  const ofCase = await admin({ url: '/v1/audit?caseId=aaaaaaaa-0000-4000-8000-000000000000' });
  expect(ofCase.json()).toEqual({ items: [], nextCursor: null });
});

test.each([
  ['GET', '/v1/people'],
  ['POST', '/v1/people'],
  ['PATCH', '/v1/people/klo-1'],
  ['GET', '/v1/api-keys'],
  ['POST', '/v1/api-keys'],
  ['DELETE', '/v1/api-keys/aaaaaaaa-0000-4000-8000-000000000000'],
  ['GET', '/v1/audit'],
] as const)('%s %s is for admins: 403 for the director, 401 without a login', async (method, url) => {
  const director = await api.as('director');
  expect((await director({ method, url })).json()).toMatchObject({ status: 403, code: 'not-allowed' });
  expect((await api.call({ method, url })).json()).toMatchObject({ status: 401, code: 'not-logged-in' });
});
