// The limits of logging in work together: by address, by known browser, by name. On a database.
import cookie from '@fastify/cookie';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { rememberDevice } from '../../../api/people/device-cookies.ts';
import { defaultLimits, type Limits, rateLimits } from '../../../api/plugins/rate-limits.ts';
import { rows, sql } from '../../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../../harness/database.ts';
import { smallApp } from './small-app.ts';

const secret = 'a secret of the tests';
const MOST = 3;
const limits: Limits = {
  ...defaultLimits,
  ...{ failedLogins: { max: MOST, windowMs: 60_000 }, namePause: { free: 2, firstMs: 60_000, longestMs: 60_000 } },
};

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(() => rows(database.orm.em.fork(), sql`truncate login_tries`));
afterAll(() => database.drop());

type Answer = { status: number; known?: boolean; cookie: string };
type Asked = { right?: boolean; from?: string; cookie?: string };

/** Logs in by a route that succeeds with the right password, and makes the browser known then. */
async function appWith(given: Limits) {
  const app: FastifyInstance = await smallApp(async (own) => {
    await own.register(cookie);
    await own.register(rateLimits, { limits: given, secret });
    const schema = {
      body: Type.Object({ login: Type.String(), right: Type.Boolean() }, { additionalProperties: false }),
    };
    own.post('/v1/login', { config: { limit: 'login' }, schema }, async (request, reply) => {
      const { login, right } = request.body as { login: string; right: boolean };
      const { device, succeeded } = own.beginLogin(request, login);
      if (right) {
        succeeded();
        rememberDevice(reply, { login, device, secret, secure: false });
      }
      return { known: device !== null };
    });
    own.post('/v1/free', async () => 'ok');
  });
  const logIn = async (
    login: string,
    { right = false, from = '10.0.0.1', cookie: sent }: Asked = {},
  ): Promise<Answer> => {
    const headers = sent === undefined ? {} : { cookie: sent };
    const payload = { login, right };
    const answer = await app.inject({ method: 'POST', url: '/v1/login', payload, headers, remoteAddress: from });
    const [given] = answer.cookies;
    return { status: answer.statusCode, known: answer.json().known, cookie: `${given?.name}=${given?.value}` };
  };
  return { app, logIn };
}

const ok = { status: 200 };
const refused = { status: 429 };

describe('a browser in which somebody has logged in before', () => {
  test('is not refused for the failures of its neighbours, and has a count of its own', async () => {
    const { logIn } = await appWith(limits);
    const { cookie: own } = await logIn('klo-1', { right: true });
    for (let time = 0; time < MOST; time += 1) expect(await logIn('klo-1')).toMatchObject({ ...ok, known: false });
    expect(await logIn('klo-1', { right: true })).toMatchObject(refused);
    for (let time = 0; time < MOST; time += 1) {
      expect(await logIn('klo-1', { cookie: own })).toMatchObject({ ...ok, known: true });
    }
    expect(await logIn('klo-1', { cookie: own, from: '10.0.0.2' })).toMatchObject(refused);
    expect(await logIn('klo-1', { from: '10.0.0.2' })).toMatchObject(ok);
  });

  test('is no way around the limit for the names of others', async () => {
    const { logIn } = await appWith(limits);
    const { cookie: own } = await logIn('klo-1', { right: true });
    for (let time = 0; time < MOST; time += 1) await logIn('klo-2');
    expect(await logIn('klo-2', { cookie: own, right: true })).toMatchObject(refused);
    expect(await logIn('klo-1', { cookie: own })).toMatchObject({ ...ok, known: true });
  });

  test('does not count a try that succeeds, whatever the name', async () => {
    const { logIn } = await appWith(limits);
    const { cookie: own } = await logIn('klo-1', { right: true });
    for (let time = 0; time <= MOST; time += 1) {
      expect(await logIn('klo-2', { cookie: own, right: true })).toMatchObject({ ...ok, known: false });
    }
    for (let time = 0; time < MOST; time += 1) expect(await logIn('klo-3')).toMatchObject(ok);
    expect(await logIn('klo-3')).toMatchObject(refused);
  });
});

test('a request that is no login is not counted or blocked', async () => {
  const { app, logIn } = await appWith(limits);
  for (let time = 0; time < 3 * MOST; time += 1) {
    expect((await app.inject({ method: 'POST', url: '/v1/free', remoteAddress: '10.0.0.1' })).statusCode).toBe(200);
  }
  for (let time = 0; time < MOST; time += 1) expect(await logIn('klo-1')).toMatchObject(ok);
  const uncounted = app.beginLogin({ ip: '10.0.0.1', loginTry: null } as FastifyRequest, 'klo-1');
  expect(uncounted.device).toBeNull();
  expect(() => uncounted.succeeded()).not.toThrow();
});

describe('a name', () => {
  const tries = async (given: Limits, times: number) => {
    const { app } = await appWith(given);
    const paused = [];
    for (let time = 0; time < times; time += 1) {
      const { pausedUntil } = await app.nameLock(database.orm.em.fork(), 'klo-1');
      paused.push(pausedUntil !== null);
    }
    return paused;
  };

  test('has to wait after as many failures as the limits say', async () => {
    expect(await tries(limits, 2)).toEqual([false, true]);
    await expect(tries(limits, 1)).rejects.toThrow('too many');
  });

  test('never waits where nothing is counted', async () => {
    expect(await tries(false, 5)).toEqual([false, false, false, false, false]);
    expect(await rows(database.orm.em.fork(), sql`select 1 from login_tries`)).toEqual([]);
  });
});
