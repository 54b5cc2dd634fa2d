// First admins, demo people and login tries as rows, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../db/sql.ts';
import { ACCESS_CHANNEL } from '../../db/write/access-change.ts';
import {
  type Admin,
  closeDemoPerson,
  hasHadAdmin,
  hasOwnAdmin,
  listDemoPeople,
  lockAdmins,
  makeAdmin,
} from '../../db/write/first-admin.ts';
import { countTry, forgetAllTries, forgetTries, pauseTries, purgeTries } from '../../db/write/login-tries.ts';
import { insertPerson } from '../../db/write/people.ts';
import { later } from '../../domain/calendar/instant.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const AT = '2031-03-03T08:00:00.000Z';
const LATER = later(AT, 'PT1M');

let database: TestDatabase;
let told: string[] = [];
let listener: Awaited<ReturnType<typeof openConnection>>;
beforeAll(async () => {
  database = await freshDatabase();
  listener = await openConnection(database.url);
  listener.on('notification', ({ payload = '' }) => told.push(payload));
  await listener.query(`listen ${ACCESS_CHANNEL}`);
});
beforeEach(async () => {
  await rows(em(), sql`truncate people, memberships, login_tries cascade`);
  told = [];
});
afterAll(async () => {
  await listener.end();
  await database.drop();
});

const em = () => database.orm.em.fork();
const support = { program: 'cdek', role: 'support' };

async function aPerson(login: string, { demo = false, admin = false, active = true } = {}): Promise<string> {
  const person = { id: randomUUID(), login, name: login, passwordHash: 'hash', locale: 'ru', memberships: [support] };
  await insertPerson(em(), { ...person, admin }, AT);
  const changed = sql`update people set demo = ${demo}, active = ${active}, must_change_password = false where login = ${login}`;
  await rows(em(), changed);
  return person.id;
}
const anAdmin = (login: string): Admin => ({
  id: randomUUID(),
  login,
  name: 'Root',
  passwordHash: 'new',
  locale: 'en',
});
const make = (admin: Admin) => em().transactional((tx) => makeAdmin(tx, admin, LATER));
const standing = (login: string) =>
  row(
    em(),
    sql`select p.id, name, password_hash as hash, must_change_password as due, admin, active, demo, locale,
      created_at = ${LATER}::timestamptz as "isNew", (select count(*)::int from memberships m where m.person_id = p.id) as roles
      from people p where login = ${login}`,
  );

describe('an admin', () => {
  test('is made with a first password and no roles, and who streams as them is told', async () => {
    const admin = anAdmin('root');
    expect(await make(admin)).toEqual({ id: admin.id, isNew: true });
    expect(await standing('root')).toEqual({
      ...{ id: admin.id, name: 'Root', hash: 'new', due: true, admin: true, active: true, demo: false, locale: 'en' },
      ...{ isNew: true, roles: 0 },
    });
    await until(() => told.length > 0);
    expect(told).toEqual([admin.id]);
  });

  test('is made of the person who has the login: they keep their name and lose their rights', async () => {
    const [id, other] = [await aPerson('anna', { demo: true, active: false }), await aPerson('boris')];
    expect(await make(anAdmin('anna'))).toEqual({ id, isNew: false });
    expect(await standing('anna')).toEqual({
      ...{ id, name: 'anna', hash: 'new', due: true, admin: true, active: true, demo: false, locale: 'ru' },
      ...{ isNew: false, roles: 0 },
    });
    expect(await standing('boris')).toMatchObject({ id: other, hash: 'hash', admin: false, roles: 1 });
  });

  test('has been there once somebody was; one of our own is active and not of the demo', async () => {
    const known = async () => [await hasHadAdmin(em()), await hasOwnAdmin(em())];
    await aPerson('anna');
    expect(await known()).toEqual([false, false]);
    await aPerson('demo', { admin: true, demo: true });
    await aPerson('gone', { admin: true, active: false });
    expect(await known()).toEqual([true, false]);
    await aPerson('own', { admin: true });
    expect(await known()).toEqual([true, true]);
  });

  test('is made by one at a time', async () => {
    let second: Promise<boolean> = Promise.resolve(false);
    await em().transactional(async (tx) => {
      await lockAdmins(tx);
      second = em().transactional(async (other) => {
        await lockAdmins(other);
        return hasHadAdmin(other);
      });
      await untilBlocked(database.orm, 1);
      await makeAdmin(tx, anAdmin('root'), AT);
    });
    expect(await second).toBe(true);
  });
});

test('people of the demo who can log in are found, and closed one by one: no password, no role, no stream', async () => {
  const [first, second] = [await aPerson('klo-2', { demo: true }), await aPerson('klo-1', { demo: true })];
  await aPerson('klo-3', { demo: true, active: false });
  await aPerson('anna');
  expect(await listDemoPeople(em())).toEqual([
    { id: second, login: 'klo-1' },
    { id: first, login: 'klo-2' },
  ]);
  await closeDemoPerson(em(), first);
  expect(await listDemoPeople(em())).toEqual([{ id: second, login: 'klo-1' }]);
  expect(await standing('klo-2')).toMatchObject({ name: 'klo-2', hash: '', active: false, roles: 0 });
  expect(await standing('klo-1')).toMatchObject({ hash: 'hash', active: true, roles: 1 });
  await until(() => told.length > 0);
  expect(told).toEqual([first]);
});

describe('tries to log in', () => {
  const key = { loginHash: 'anna', device: '' };
  const others = [
    { ...key, device: 'known' },
    { ...key, loginHash: 'boris' },
  ];
  const tryAt = (now: string, whose = key, forgottenBefore = AT) => countTry(em(), whose, { now, forgottenBefore });
  const counts = async () =>
    (
      await rows<{ of: string; tries: number }>(
        em(),
        sql`select login_hash || '/' || device as of, tries from login_tries order by login_hash, device`,
      )
    ).map(({ of, tries }) => `${of} ${tries}`);

  test('are counted by name and browser, and begin again once the last is forgotten', async () => {
    for (const whose of [key, ...others]) await tryAt(AT, whose);
    expect(await tryAt(LATER)).toEqual({ tries: 2 });
    expect(await tryAt(LATER, key, LATER)).toEqual({ tries: 3 });
    expect(await counts()).toEqual(['anna/ 3', 'anna/known 1', 'boris/ 1']);
    expect(await tryAt(later(LATER, 'PT1H'), key, later(LATER, 'PT0.001S'))).toEqual({ tries: 1 });
  });

  test('wait while their name is paused, uncounted, and count on when the pause is over', async () => {
    for (const whose of [key, ...others]) await tryAt(AT, whose);
    await pauseTries(em(), key, LATER);
    expect(await tryAt(later(LATER, '-PT0.001S'))).toEqual({ pausedUntil: LATER });
    expect(await tryAt(AT, others[0])).toEqual({ tries: 2 });
    expect(await tryAt(LATER)).toEqual({ tries: 2 });
    await pauseTries(em(), key, later(LATER, 'PT1H'));
    await pauseTries(em(), key, null);
    expect(await tryAt(LATER)).toEqual({ tries: 3 });
  });

  test('are each counted when many come at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => tryAt(AT)));
    expect(new Set(all.map((one) => ('tries' in one ? one.tries : 0)))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  });

  test('are forgotten when one succeeds, of its browser alone; with a new password those of the name', async () => {
    const known = { ...key, device: 'known' };
    for (const whose of [key, known, { ...key, loginHash: 'boris' }]) await tryAt(AT, whose);
    await forgetTries(em(), known);
    expect(await counts()).toEqual(['anna/ 1', 'boris/ 1']);
    await tryAt(AT, known);
    await forgetAllTries(em(), 'anna');
    expect(await counts()).toEqual(['boris/ 1']);
  });

  test('are forgotten when they are old', async () => {
    await tryAt(AT);
    await tryAt(LATER, others[1]);
    expect(await purgeTries(em(), { before: LATER, most: 10 })).toBe(1);
    expect(await counts()).toEqual(['boris/ 1']);
  });
});
