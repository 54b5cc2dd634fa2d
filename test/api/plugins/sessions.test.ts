// On routes of its own: the cookie, its row, and how both are prolonged and ended.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { beginSession, endSession, isSessionAlive, sessions } from '../../../api/plugins/sessions.ts';
import { unitOfWork } from '../../../api/plugins/unit-of-work.ts';
import { hashToken } from '../../../api/people/tokens.ts';
import { rows, sql } from '../../../db/sql.ts';
import { systemClock } from '../../../platform/clock.ts';
import { freshDatabase, type TestDatabase } from '../../harness/database.ts';
import { smallApp } from './small-app.ts';

const secret = 'a secret that only the tests know, and long enough';
const HOUR = 3_600_000;
let database: TestDatabase;
let app: FastifyInstance;

const appWith = (secure: boolean) =>
  smallApp(async (own) => {
    await own.register(unitOfWork, { orm: database.orm });
    await own.register(sessions, { secret, secure });
    own.post('/v1/begin', async (request) => beginSession(request, 'person-1'));
    own.post('/v1/begin-silently', async (request) => {
      delete request.headers['user-agent'];
      await beginSession(request, 'person-1');
    });
    own.post('/v1/end', async (request, reply) => endSession(request, reply));
    own.get('/v1/who', async (request) => ({
      ...{ person: request.session.personId ?? null, isAlive: await isSessionAlive(request) },
    }));
  });

beforeAll(async () => {
  database = await freshDatabase();
  app = await appWith(false);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(() => rows(em(), sql`truncate sessions`));

const em = () => database.orm.em.fork();
type Kept = { sid: string; personId: string; loggedInAt: number; rolledAt: number; left: number };
const kept = () =>
  rows<Kept>(
    em(),
    sql`select sid, data ->> 'personId' as "personId", (data ->> 'loggedInAt')::float8 as "loggedInAt",
        (data ->> 'rolledAt')::float8 as "rolledAt", extract(epoch from expires_at - now())::float8 * 1000 as left from sessions`,
  );
const places = () => rows(em(), sql`select data ->> 'address' as address, data ->> 'userAgent' as agent from sessions`);
const ask = (method: 'GET' | 'POST', url: string, cookie?: string) =>
  app.inject({ method, url, headers: cookie === undefined ? {} : { cookie } });
const who = async (cookie?: string) => (await ask('GET', '/v1/who', cookie)).json();
async function begun(cookie?: string): Promise<string> {
  const [given] = (await ask('POST', '/v1/begin', cookie)).cookies;
  return `${given?.name}=${given?.value}`;
}
/** Makes a session look as if it had been prolonged that long ago. */
const aged = (ms: number) =>
  rows(
    em(),
    sql`update sessions set data = data || jsonb_build_object('rolledAt', ${systemClock.now().getTime() - ms}::float8),
    expires_at = now() + interval '1 hour'`,
  );

describe('a session', () => {
  test('has a cookie for our routes alone, out of reach for scripts and other sites, for twelve hours', async () => {
    const answer = await ask('POST', '/v1/begin');
    expect(answer.cookies).toMatchObject([{ name: 'careline_session', httpOnly: true, sameSite: 'Lax', path: '/v1' }]);
    expect(answer.cookies[0]).not.toHaveProperty('secure');
    const left = (answer.cookies[0]?.expires?.getTime() ?? 0) - systemClock.now().getTime();
    expect(Math.round(left / HOUR)).toBe(12);
    const overHttps = await appWith(true);
    // Without HTTPS, no cookie for HTTPS is set.
    expect((await overHttps.inject({ method: 'POST', url: '/v1/begin' })).cookies).toEqual([]);
  });

  test('is known by its cookie; its row holds only a hash of the id, which is long', async () => {
    const cookie = await begun();
    expect(await who(cookie)).toEqual({ person: 'person-1', isAlive: true });
    const id = decodeURIComponent(cookie).replace('careline_session=', '').split('.')[0] ?? '';
    expect(id).toMatch(/^[\w-]{43}$/);
    const [row] = await kept();
    expect(row).toMatchObject({ sid: hashToken(id), personId: 'person-1' });
    expect(row?.loggedInAt).toBe(row?.rolledAt);
    expect(Math.round((row?.left ?? 0) / HOUR)).toBe(12);
  });

  test('says where it was begun, as far as a browser tells, and no longer than fits', async () => {
    const headers = { 'user-agent': `Firefox ${'x'.repeat(400)}` };
    await app.inject({ method: 'POST', url: '/v1/begin', headers, remoteAddress: '10.0.0.7' });
    expect(await places()).toEqual([{ address: '10.0.0.7', agent: `Firefox ${'x'.repeat(292)}` }]);
  });

  test('of a program that does not say what it is begins all the same', async () => {
    expect((await app.inject({ method: 'POST', url: '/v1/begin-silently' })).statusCode).toBe(200);
    expect(await places()).toMatchObject([{ agent: null }]);
  });

  test('of an anonymous caller has no row and no cookie', async () => {
    const answer = await ask('GET', '/v1/who');
    expect([answer.json(), answer.cookies, await kept()]).toEqual([{ person: null, isAlive: false }, [], []]);
    expect(await who('careline_session=made.up')).toEqual({ person: null, isAlive: false });
  });

  test('begins under an id that was not known before', async () => {
    const before = await begun();
    const after = await begun(before);
    expect(after).not.toBe(before);
    expect(await who(before)).toMatchObject({ person: null });
    expect(await who(after)).toMatchObject({ person: 'person-1' });
  });

  test('ends in the database and in the browser', async () => {
    const cookie = await begun();
    const answer = await ask('POST', '/v1/end', cookie);
    expect(answer.cookies).toMatchObject([{ name: 'careline_session', value: '', path: '/v1' }]);
    expect([await who(cookie), await kept()]).toEqual([{ person: null, isAlive: false }, []]);
  });

  test('that has run out is anonymous', async () => {
    const cookie = await begun();
    await rows(em(), sql`update sessions set expires_at = now() - interval '1 second'`);
    expect(await who(cookie)).toEqual({ person: null, isAlive: false });
  });
});

describe('work', () => {
  test('prolongs a session when ten minutes have passed, and not before', async () => {
    const cookie = await begun();
    await aged(9 * 60_000);
    await who(cookie);
    expect(Math.round(((await kept())[0]?.left ?? 0) / HOUR)).toBe(1);
    await aged(10 * 60_000);
    const answer = await ask('GET', '/v1/who', cookie);
    const [row] = await kept();
    expect(Math.round((row?.left ?? 0) / HOUR)).toBe(12);
    expect(systemClock.now().getTime() - (row?.rolledAt ?? 0)).toBeLessThan(5 * 60_000);
    expect(answer.cookies).toHaveLength(1);
  });

  test('does not bring back a session that was ended meanwhile', async () => {
    const late = await smallApp(async (own) => {
      await own.register(unitOfWork, { orm: database.orm });
      await own.register(sessions, { secret, secure: false });
      own.get('/v1/late', async () => {
        await rows(em(), sql`truncate sessions`);
        return 'ok';
      });
    });
    const cookie = await begun();
    await aged(60 * 60_000);
    expect((await late.inject({ url: '/v1/late', headers: { cookie } })).statusCode).toBe(200);
    expect(await kept()).toEqual([]);
  });
});

test('a database that is away does not make the caller anonymous', async () => {
  const cookie = await begun();
  await em().execute('alter table sessions rename to away');
  expect((await ask('GET', '/v1/who', cookie)).statusCode).toBe(500);
  expect((await ask('POST', '/v1/begin')).statusCode).toBe(500);
  expect((await ask('POST', '/v1/end', cookie)).statusCode).toBe(500);
  await em().execute('alter table away rename to sessions');
});
