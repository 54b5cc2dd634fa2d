import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accessNames, identity } from '../../../api/plugins/identity.ts';
import { hashToken, newApiKey, newCustomerToken } from '../../../api/people/tokens.ts';
import { rows, sql } from '../../../db/sql.ts';
import { insertApiKey, revokeApiKey } from '../../../db/write/api-keys.ts';
import { updatePerson } from '../../../db/write/people.ts';
import { later } from '../../../domain/calendar/instant.ts';
import { START } from '../../harness/api.ts';
import { bearer, type Stored, storeConversation } from '../../harness/stored-conversation.ts';
import { type Guarded, type Headers, openGuarded } from './guarded-app.ts';
import { smallApp } from './small-app.ts';

let guarded: Guarded;
let customer: Stored;
const open = { config: { access: 'anyone', query: 'open' } } as const;

beforeAll(async () => {
  guarded = await openGuarded((own) => {
    own.get('/v1/who', open, async (request) => ({ actor: request.actor, names: accessNames(request) }));
    own.get('/page', open, async ({ actor }) => ({ actor }));
    own.get('/v1/try', { config: { ...open.config, limit: 'login' } }, async ({ actor }) => ({ actor }));
    own.get('/v1/later', open, async (request) => {
      if ((request.query as { end?: string }).end !== undefined) await rows(request.em, sql`truncate sessions`);
      return { actor: await request.identify() };
    });
  });
  customer = await storeConversation(guarded.database.orm);
});
afterAll(() => guarded.close());

const em = () => guarded.em();
const as = (login: string) => guarded.as(login);
const ask = (url: string, headers?: Headers) => guarded.ask(url, headers);
const badToken = [401, 'token-invalid'];

describe('who asks', () => {
  test('an anonymous caller', async () =>
    expect(await ask('/v1/who')).toEqual({ actor: { kind: 'anonymous' }, names: [] }));

  test('a customer, by a token in any spelling of its kind', async () => {
    const { token, customerId } = customer;
    for (const authorization of [`Bearer ${token}`, `bearer   ${token}`]) {
      expect(await ask('/v1/who', { authorization })).toMatchObject({
        ...{ actor: { kind: 'customer', customerId }, names: [hashToken(token)] },
      });
    }
  });

  test('an app, by its key, until it is revoked; its name is no person’s', async () => {
    const [key, id] = [newApiKey(), randomUUID()];
    await insertApiKey(
      em(),
      { id, name: 'crm', keyHash: hashToken(key), program: 'cdek', roles: ['klo'], createdBy: 'admin' },
      START,
    );
    const actor = {
      kind: 'staff',
      login: 'app:cdek:crm',
      name: 'crm',
      admin: false,
      memberships: [{ program: 'cdek', role: 'klo' }],
    };
    expect(await ask('/v1/who', { 'x-api-key': key })).toEqual({ actor, names: [hashToken(key)] });
    expect(await ask('/v1/who', { authorization: `Bearer ${key}` })).toMatchObject({ actor });
    await revokeApiKey(em(), id, START);
    expect(await ask('/v1/who', { 'x-api-key': key })).toEqual(badToken);
  });

  test('an app whose key has a time comes to its end; one that may only read is known as such', async () => {
    const aKey = async (changes: object) => {
      const [key, id] = [newApiKey(), randomUUID()];
      const app = { id, name: id, keyHash: hashToken(key), program: 'cdek', roles: ['klo'], createdBy: 'admin' };
      await insertApiKey(em(), { ...app, ...changes }, later(START, '-PT1H'));
      return { 'x-api-key': key };
    };
    expect(await ask('/v1/who', await aKey({ expiresAt: START }))).toEqual([401, 'key-expired']);
    const limited = await aKey({ expiresAt: later(START, 'PT0.001S'), scope: 'read-only' });
    expect(await ask('/v1/who', limited)).toMatchObject({ actor: { kind: 'staff', readOnly: true } });
    expect((await ask('/v1/who', await aKey({}))).actor).not.toHaveProperty('readOnly');
  });

  test('a person, by a session, until they are deactivated', async () => {
    const headers = await as('klo-7');
    const { actor, names } = await ask('/v1/who', headers);
    expect(actor).toMatchObject({ kind: 'staff', login: 'klo-7', admin: false });
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    await updatePerson(em(), 'klo-7', { active: false });
    expect(await ask('/v1/who', headers)).toMatchObject({ actor: { kind: 'anonymous' } });
  });

  test('an invalid token is refused, even beside a session', async () => {
    const headers = await as('klo-1');
    const shown = [newCustomerToken(), newApiKey(), 'nonsense', ''].flatMap((token): Headers[] => [
      ...[{ authorization: `Bearer ${token}` }, { 'x-api-key': token }],
    ]);
    const { token: whole } = customer;
    const apart = `${whole.slice(0, 20)} ${whole.slice(20)}`;
    const mixed = ['Bearer', `bearer x ${whole}`, `Bearer ${whole} x`, `Bearer ${apart}`];
    for (const token of [...shown, ...mixed.map((authorization) => ({ authorization }))]) {
      expect([token, await ask('/v1/who', { ...headers, ...token })]).toEqual([token, badToken]);
    }
  });

  test('a scheme that is not ours says nothing of who asks', async () => {
    const headers = await as('klo-1');
    for (const authorization of ['Basic abc', 'Digest username="x"', `x Bearer ${customer.token}`, 'Bearerx']) {
      expect(await ask('/v1/who', { authorization })).toMatchObject({ actor: { kind: 'anonymous' } });
      expect(await ask('/v1/who', { ...headers, authorization })).toMatchObject({ actor: { login: 'klo-1' } });
    }
  });

  test('on public routes a token that a proxy has added is ignored', async () => {
    const token = { authorization: 'Bearer nonsense' };
    for (const url of ['/page', '/v1/try']) {
      expect([url, await ask(url, token)]).toEqual([url, { actor: { kind: 'anonymous' } }]);
    }
    expect([await ask('/nowhere', token), await ask('/v1/nowhere', token)]).toEqual([[404, 'not-found'], badToken]);
  });

  test('an anonymous caller costs no query', async () => {
    for (const table of ['people', 'sessions']) await em().execute(`alter table ${table} rename to ${table}_away`);
    expect(await ask('/v1/who')).toEqual({ actor: { kind: 'anonymous' }, names: [] });
    expect(await ask('/v1/later')).toEqual({ actor: { kind: 'anonymous' } });
    for (const table of ['people', 'sessions']) await em().execute(`alter table ${table}_away rename to ${table}`);
  });

  test('asked again, it is the identity of now', async () => {
    const headers = await as('klo-2');
    expect(await ask('/v1/later', headers)).toMatchObject({ actor: { login: 'klo-2' } });
    expect(await ask('/v1/later', bearer(customer))).toMatchObject({ actor: { kind: 'customer' } });
    expect(await ask('/v1/later')).toEqual({ actor: { kind: 'anonymous' } });
    expect(await ask('/v1/later?end=1', headers)).toEqual({ actor: { kind: 'anonymous' } });
    expect(await ask('/v1/later?end=1', bearer(customer))).toMatchObject({ actor: { kind: 'customer' } });
  });

  test('a person who asks is seen at work', async () => {
    await ask('/v1/who', await as('klo-3'));
    expect(await rows(em(), sql`select 1 from presence where login = 'klo-3'`)).toHaveLength(1);
  });
});

test('without sessions no caller could be identified: the process does not start', async () => {
  await expect(smallApp((own) => own.register(identity))).rejects.toThrow("'sessions'");
});
