// Owners of a program give its roles, and nothing beyond it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { updatePerson } from '../../db/write/people.ts';
import { row, sql } from '../../db/sql.ts';
import { silentCases, startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  const em = api.database.orm.em.fork();
  await updatePerson(em, 'support-2', { memberships: [{ program: 'cdek', role: 'program-owner' }] });
  await updatePerson(em, 'klo-11', { active: false });
});
afterAll(() => api.close());

async function give(by: string, login: string, roles: unknown, program = 'cdek') {
  const call = await api.as(by);
  const url = `/v1/programs/${program}/people/${login}/roles`;
  const answer = await call({ method: 'PUT', url, payload: { roles } });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

async function membershipsOf(login: string) {
  const found = await (await api.as('admin'))({ url: '/v1/people?limit=200' });
  return found.json<{ items: { login: string; memberships: object[] }[] }>().items.find((one) => one.login === login)
    ?.memberships;
}

describe('an owner', () => {
  test('gives and takes roles of the program; those of other programs stay, and the audit trail has it', async () => {
    expect(await give('support-2', 'ops-1', ['klo', 'support'])).toEqual({
      status: 200,
      body: { login: 'ops-1', name: expect.any(String), roles: ['klo', 'support'] },
    });
    const operations = { program: 'filkhedma', role: 'operations' };
    const klo = { program: 'cdek', role: 'klo' };
    const support = { program: 'cdek', role: 'support' };
    expect(await membershipsOf('ops-1')).toEqual(expect.arrayContaining([operations, klo, support]));
    const entry = await row(
      api.database.orm.em.fork(),
      sql`select actor, action, program, details from audit_entries where action = 'person.changed' order by id desc limit 1`,
    );
    expect(entry).toEqual({
      actor: 'support-2',
      action: 'person.changed',
      program: 'cdek',
      details: { login: 'ops-1', changed: ['memberships'], memberships: [operations, klo, support] },
    });
    expect(await give('support-2', 'ops-1', [])).toMatchObject({ status: 200, body: { roles: [] } });
    expect(await membershipsOf('ops-1')).toEqual([operations]);
  });

  test('makes another owner, who may then change the rules', async () => {
    const drafts = async () => (await (await api.as('klo-2'))({ url: '/v1/programs/cdek/drafts' })).statusCode;
    expect(await drafts()).toBe(403);
    expect((await give('support-2', 'klo-2', ['klo', 'program-owner'])).status).toBe(200);
    expect(await drafts()).toBe(200);
  });

  test('reads who holds which role', async () => {
    const { statusCode, body } = await (await api.as('support-2'))({ url: '/v1/programs/cdek/people?limit=200' });
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).items).toContainEqual(expect.objectContaining({ login: 'klo-senior' }));
  });

  test('of two changes at once neither undoes the other program', async () => {
    const owners = [{ program: 'filkhedma', role: 'program-owner' }];
    await updatePerson(api.database.orm.em.fork(), 'cs-lead', { memberships: owners });
    await updatePerson(api.database.orm.em.fork(), 'cs-3', { memberships: [] });
    const answers = await Promise.all([
      give('support-2', 'cs-3', ['klo']),
      give('cs-lead', 'cs-3', ['customer-success'], 'filkhedma'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await membershipsOf('cs-3')).toHaveLength(2);
  });

  test.each([
    ['a role of another program', 'klo-1', ['operations'], 'cdek', 422, 'role-unknown'],
    ['the right of an admin', 'klo-1', ['admin'], 'cdek', 422, 'role-unknown'],
    ['roles in a program of another owner', 'ops-1', ['operations'], 'filkhedma', 404, 'not-found'],
    ['roles to an admin', 'admin', ['klo'], 'cdek', 400, 'invalid-request'],
    ['roles to a person who is not there', 'no-such', ['klo'], 'cdek', 404, 'not-found'],
    ['roles to a person who has left', 'klo-11', ['klo'], 'cdek', 400, 'invalid-request'],
    ['a role twice', 'klo-1', ['klo', 'klo'], 'cdek', 400, 'invalid-request'],
  ])('does not give %s', async (_what, login, roles, program, status, code) => {
    const before = await membershipsOf(login);
    expect(await give('support-2', login, roles, program)).toMatchObject({ status, body: { code } });
    expect(await membershipsOf(login)).toEqual(before);
  });

  test('keeps the own role, which another owner may take', async () => {
    expect(await give('support-2', 'support-2', ['klo'])).toMatchObject({ status: 409, body: { code: 'own-account' } });
    expect((await give('support-2', 'support-2', ['support', 'program-owner'])).status).toBe(200);
  });
});

test('an admin may, and a person without the role may not', async () => {
  expect((await give('admin', 'klo-3', ['klo', 'support'])).status).toBe(200);
  expect(await give('klo-1', 'klo-3', ['klo'])).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  expect(await give('klo-1', 'klo-1', ['klo', 'program-owner'])).toMatchObject({ status: 403 });
});
