// Stored rows about people, keys, sessions and their acts, on a database alone; and which streaming processes hear of a
// change of access.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { isTaken } from '../../db/errors.ts';
import { readApiKey } from '../../db/read/api-keys.ts';
import { readPerson } from '../../db/read/people.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { ACCESS_CHANNEL } from '../../db/write/access-change.ts';
import { endKey, insertApiKey, revokeApiKey } from '../../db/write/api-keys.ts';
import { audit } from '../../db/write/audit.ts';
import { changeOwnPassword, insertPerson, loadDemoPeople, updatePerson } from '../../db/write/people.ts';
import { notePresence } from '../../db/write/presence.ts';
import {
  deleteOwnSession,
  deleteSession,
  deleteSessionsOf,
  purgeSessions,
  readSession,
  writeSession,
} from '../../db/write/sessions.ts';
import { later } from '../../domain/calendar/instant.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const AT = '2031-03-03T08:00:00.000Z';
const LATER = later(AT, 'PT1H');

let database: TestDatabase;
let told: string[] = [];
let listener: Awaited<ReturnType<typeof openConnection>>;
beforeAll(async () => {
  database = await freshDatabase();
  listener = await openConnection(database.url);
  listener.on('notification', ({ payload = '' }) => told.push(payload));
  await listener.query(`listen ${ACCESS_CHANNEL}`);
});
beforeEach(() => void (told = []));
afterAll(async () => {
  await listener.end();
  await database.drop();
});

const em = () => database.orm.em.fork();
/** Streams heard of these people and of no others. */
async function expectTold(...whose: string[]): Promise<void> {
  await until(() => told.length >= whose.length, Boolean, 10_000);
  await listener.query('select 1');
  expect(told.toSorted()).toEqual(whose.toSorted());
  told = [];
}

const support = { program: 'cdek', role: 'support' };
const klo = { program: 'cdek', role: 'klo' };

describe('people', () => {
  const aPerson = async (login: string, memberships = [support]) => {
    const person = { id: randomUUID(), login, name: 'Анна', passwordHash: 'hash', admin: false, locale: 'ru' };
    await insertPerson(em(), { ...person, memberships }, AT);
    return person;
  };
  const passwordOf = async (login: string) =>
    (await row<{ hash: string }>(em(), sql`select password_hash as hash from people where login = ${login}`))?.hash;

  test('are kept with their roles, under a login of their own', async () => {
    const { id } = await aPerson('anna', [support, klo, support]);
    const found = await readPerson(em(), 'anna');
    expect(found).toMatchObject({ login: 'anna', name: 'Анна', admin: false, active: true });
    expect(found?.memberships).toHaveLength(2);
    expect(found?.memberships).toEqual(expect.arrayContaining([support, klo]));
    const kept = sql`select locale, password_hash as hash, created_at = ${AT}::timestamptz as "isThen" from people where id = ${id}::uuid`;
    expect(await row(em(), kept)).toEqual({ locale: 'ru', hash: 'hash', isThen: true });
    const again: unknown = await aPerson('anna').catch((error: unknown) => error);
    expect(isTaken(again)).toBe(true);
  });

  test('are changed in what is given and nothing else; what they may do is told, a name or password is not', async () => {
    const { id } = await aPerson('boris');
    const other = await aPerson('clara');
    const change = (changed: object) => em().transactional((tx) => updatePerson(tx, 'boris', changed));
    const standing = async () => ({ ...(await readPerson(em(), 'boris')), hash: await passwordOf('boris') });
    const before = await standing();
    expect(await change({ name: 'Борис' })).toBe(id);
    expect(await standing()).toEqual({ ...before, name: 'Борис' });
    await change({ passwordHash: 'other' });
    // A password that another person has set is a first password.
    const due = { mustChangePassword: true };
    expect(await standing()).toEqual({ ...before, name: 'Борис', hash: 'other', ...due });
    await expectTold();
    await change({ active: false });
    expect(await standing()).toEqual({ ...before, name: 'Борис', hash: 'other', ...due, active: false });
    await expectTold(id);
    await change({ memberships: [klo] });
    expect((await standing()).memberships).toEqual([klo]);
    await expectTold(id);
    await change({ memberships: [] });
    expect((await standing()).memberships).toEqual([]);
    await expectTold(id);
    expect((await readPerson(em(), other.login))?.memberships).toEqual([support]);
  });

  test('change their own password while it still is the one that they knew, and while they work here', async () => {
    const { id } = await aPerson('emil');
    await aPerson('fedor');
    const isDue = async (login: string) => (await readPerson(em(), login))?.mustChangePassword;
    expect(await isDue('emil')).toBe(false);
    await em().transactional((tx) => updatePerson(tx, 'emil', { passwordHash: 'given' }));
    const change = (before: string, passwordHash: string) =>
      changeOwnPassword(em(), { personId: id, before, passwordHash });
    expect([await change('hash', 'late'), await passwordOf('emil'), await isDue('emil')]).toEqual([
      false,
      'given',
      true,
    ]);
    expect([await change('given', 'own'), await passwordOf('emil'), await isDue('emil')]).toEqual([true, 'own', false]);
    expect(await passwordOf('fedor')).toBe('hash');
    await em().transactional((tx) => updatePerson(tx, 'emil', { active: false }));
    expect([await change('own', 'late'), await passwordOf('emil')]).toEqual([false, 'own']);
    await expectTold(id);
  });

  test('an unknown login changes nothing and notifies no one', async () => {
    expect(await em().transactional((tx) => updatePerson(tx, 'unknown', { active: false }))).toBeNull();
    await expectTold();
  });

  test('of a demo are added once; who is there stays as they are', async () => {
    const dora = { login: 'dora', name: 'Дора', admin: false, locale: 'ru', memberships: [support, klo] };
    const admin = { login: 'root', name: 'Root', admin: true, locale: 'en', memberships: [] };
    await loadDemoPeople(em(), [dora, admin], 'first', AT);
    await loadDemoPeople(em(), [{ ...dora, name: 'Other', memberships: [] }], 'second', LATER);
    const found = await readPerson(em(), 'dora');
    expect([found?.name, found?.memberships.length, await passwordOf('dora')]).toEqual(['Дора', 2, 'first']);
    expect(await readPerson(em(), 'root')).toMatchObject({ admin: true, memberships: [] });
  });

  test('were seen when they were seen last, whatever is noted later', async () => {
    const seen = () =>
      row(em(), sql`select seen_at = ${LATER}::timestamptz as "isLater" from presence where login = 'anna'`);
    await notePresence(em(), 'anna', AT);
    expect(await seen()).toEqual({ isLater: false });
    await notePresence(em(), 'anna', LATER);
    await notePresence(em(), 'anna', AT);
    expect(await seen()).toEqual({ isLater: true });
  });
});

describe('API keys', () => {
  const aKey = async (changes: object = {}) => {
    const id = randomUUID();
    const key = { id, name: 'crm', keyHash: `hash-${id}`, program: 'cdek', roles: ['support'], createdBy: 'admin' };
    await insertApiKey(em(), { ...key, ...changes }, AT);
    return key;
  };

  test('open all that their roles do, for good, unless said otherwise', async () => {
    const { id } = await aKey();
    const kept = {
      name: 'crm',
      program: 'cdek',
      roles: ['support'],
      createdBy: 'admin',
      createdAt: AT,
      revokedAt: null,
    };
    expect(await readApiKey(em(), id)).toEqual({ id, ...kept, scope: 'read-write', expiresAt: null });
    const limited = await aKey({ scope: 'read-only', expiresAt: LATER });
    expect(await readApiKey(em(), limited.id)).toMatchObject({ scope: 'read-only', expiresAt: LATER });
  });

  test('are revoked once, and their streams are told', async () => {
    const [key, other] = [await aKey(), await aKey()];
    expect(await revokeApiKey(em(), key.id, AT)).toMatchObject({ name: 'crm', program: 'cdek' });
    await expectTold(key.keyHash);
    await revokeApiKey(em(), key.id, LATER);
    expect((await readApiKey(em(), key.id))?.revokedAt).toBe(AT);
    expect((await readApiKey(em(), other.id))?.revokedAt).toBeNull();
    await expectTold(key.keyHash);
    expect(await revokeApiKey(em(), randomUUID(), AT)).toBeNull();
    await expectTold();
  });

  test('come to their end once, and not where they are revoked', async () => {
    const [key, revoked] = [await aKey(), await aKey()];
    await revokeApiKey(em(), revoked.id, AT);
    await expectTold(revoked.keyHash);
    expect(await endKey(em(), key.id, LATER)).toBe(true);
    await expectTold(key.keyHash);
    expect([await endKey(em(), key.id, LATER), await endKey(em(), revoked.id, LATER)]).toEqual([false, false]);
    await expectTold();
  });
});

describe('sessions', () => {
  const begin = (sidHash: string, data: object = {}) =>
    writeSession(em(), { sidHash, data, expiresAt: LATER, mode: 'begin' });

  test('are there until they run out; one that is gone is not made again by being prolonged', async () => {
    await begin('s1', { personId: 'p1' });
    const early = later(LATER, '-PT0.001S');
    expect(await readSession(em(), 's1', early)).toEqual({ personId: 'p1' });
    expect([await readSession(em(), 's1', LATER), await readSession(em(), 's0', AT)]).toEqual([null, null]);
    const on = { data: { personId: 'p2' }, expiresAt: later(LATER, 'PT1H'), mode: 'continue' } as const;
    for (const sidHash of ['s1', 's0']) await writeSession(em(), { sidHash, ...on });
    expect([await readSession(em(), 's1', LATER), await readSession(em(), 's0', AT)]).toEqual([
      { personId: 'p2' },
      null,
    ]);
    await expectTold();
    const most = { before: later(LATER, 'PT2H'), most: 10 };
    expect([await purgeSessions(em(), most), await purgeSessions(em(), most)]).toEqual([1, 0]);
  });

  test('are ended one by one or all of a person, and their streams are told', async () => {
    for (const [sid, personId] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['a3', 'a'],
      ['b1', 'b'],
    ] as const)
      await begin(sid, { personId });
    await deleteSession(em(), 'a1');
    await expectTold('a1');
    await deleteSessionsOf(em(), 'a');
    await expectTold('a2', 'a3');
    const left = await rows<{ sid: string }>(em(), sql`select sid from sessions`);
    expect(left.map(({ sid }) => sid)).toEqual(['b1']);
  });

  describe('of a password that was checked', () => {
    const beginFor = async (personId: string, password: string) => {
      const [sidHash, passwordMark] = [randomUUID(), createHash('sha256').update(password).digest('hex')];
      const row = { sidHash, data: {}, expiresAt: LATER, holder: { personId, passwordMark } };
      await writeSession(em(), { ...row, mode: 'begin' });
      return (await readSession(em(), sidHash, AT)) !== null;
    };
    const someone = async (login: string) => {
      const person = { id: randomUUID(), login, name: login, passwordHash: 'hash', admin: false, locale: 'ru' };
      await insertPerson(em(), { ...person, memberships: [] }, AT);
      return person.id;
    };

    test('begin while it is that of somebody active', async () => {
      const id = await someone('dana');
      expect([await beginFor(id, 'hash'), await beginFor(id, 'other')]).toEqual([true, false]);
      expect(await beginFor(randomUUID(), 'hash')).toBe(false);
      await updatePerson(em(), 'dana', { active: false });
      expect(await beginFor(id, 'hash')).toBe(false);
      told = [];
    });

    test('wait for a change that is under way', async () => {
      const id = await someone('elena');
      const begun = await em().transactional(async (tx) => {
        await updatePerson(tx, 'elena', { passwordHash: 'next' });
        const beginning = beginFor(id, 'hash');
        const waiting = sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
        await until(
          () => rows(em(), waiting),
          ({ length }) => length > 0,
          10_000,
        );
        return { beginning };
      });
      expect(await begun.beginning).toBe(false);
      expect(await beginFor(id, 'next')).toBe(true);
    });
  });
});

test('a person ends a session by the name that they read, and only their own', async () => {
  const begin = async (sidHash: string, personId: string) => {
    await writeSession(em(), { sidHash, data: { personId }, expiresAt: LATER, mode: 'begin' });
    return (await row<{ id: string }>(em(), sql`select id from sessions where sid = ${sidHash}`))?.id ?? '';
  };
  const [own, others] = [await begin('own-1', 'c'), await begin('others', 'd'), await begin('own-2', 'c')];
  expect([await deleteOwnSession(em(), 'c', others), await deleteOwnSession(em(), 'c', randomUUID())]).toEqual([
    false,
    false,
  ]);
  await expectTold();
  expect([await deleteOwnSession(em(), 'c', own), await deleteOwnSession(em(), 'c', own)]).toEqual([true, false]);
  await expectTold('own-1');
  const left = sql`select sid from sessions where data ->> 'personId' in ('c', 'd') order by sid`;
  expect(await rows(em(), left)).toEqual([{ sid: 'others' }, { sid: 'own-2' }]);
});

test('what was done is kept with all that is told of it, and without what is not', async () => {
  const caseId = randomUUID();
  await audit(em(), { at: AT, actor: 'anna', action: 'a' });
  await audit(em(), { at: AT, actor: 'anna', action: 'b', program: 'cdek', caseId, reason: 'why', details: { id: 1 } });
  const kept = sql`select actor, action, program, case_id as "caseId", reason, details, at = ${AT}::timestamptz as "isThen"
    from audit_entries order by id`;
  expect(await rows(em(), kept)).toEqual([
    { actor: 'anna', action: 'a', program: null, caseId: null, reason: null, details: null, isThen: true },
    { actor: 'anna', action: 'b', program: 'cdek', caseId, reason: 'why', details: { id: 1 }, isThen: true },
  ]);
  expect(await row(em(), sql`select count(*)::int as n from audit_entries where details is null`)).toEqual({ n: 1 });
});
