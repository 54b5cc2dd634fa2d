import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildApi } from '../../api/app.ts';
import { defaultLimits } from '../../api/plugins/rate-limits.ts';
import { rows, sql } from '../../db/sql.ts';
import { noCases, PASSWORD, settings, startApi, type TestApi } from '../harness/api.ts';

describe('failed logins', () => {
  let limited: TestApi;
  const tryAs = (name: string, password: string, remoteAddress = '203.0.113.1', cookie = '') =>
    limited.call({
      ...{ method: 'POST', url: '/v1/login', payload: { login: name, password }, remoteAddress },
      headers: { cookie },
    });
  const limit = (max: number) => ({ max, windowMs: 60_000 });
  const namePause = { free: 3, firstMs: 60_000, longestMs: 240_000 };
  beforeAll(async () => {
    limited = await startApi({ limits: { ...defaultLimits, failedLogins: limit(60), openings: limit(3), namePause } });
  });
  afterAll(() => limited.close());

  const fail = async (name: string, times: number, cookie = '') => {
    for (let time = 0; time < times; time += 1) {
      expect((await tryAs(name, 'wrong', `198.51.100.${time}`, cookie)).statusCode).toBe(401);
    }
  };
  const deviceOf = (answer: Awaited<ReturnType<typeof tryAs>>) => {
    const found = answer.cookies.find(({ name }) => name.startsWith('careline_device_'));
    return `${found?.name}=${found?.value}`;
  };
  /** As if this many minutes had passed. */
  const wait = (minutes: number) =>
    rows(
      limited.database.orm.em.fork(),
      sql`update login_tries set tried_at = tried_at - make_interval(mins => ${minutes}),
        paused_until = paused_until - make_interval(mins => ${minutes})`,
    );
  const audited = (action: string) =>
    rows<{ details: Record<string, unknown> }>(
      limited.database.orm.em.fork(),
      sql`select actor, details from audit_entries where action = ${action} order by id desc`,
    );

  test('lock the name over all addresses and processes; the right password counts for nothing', async () => {
    for (let times = 0; times < 5; times += 1) expect((await tryAs('klo-1', PASSWORD)).statusCode).toBe(200);
    await fail('klo-1', 3);
    const refused = await tryAs('klo-1', PASSWORD);
    expect(refused.json()).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
    const { database } = limited;
    const other = await buildApi({
      ...{ orm: database.orm, clock: limited.clock, cases: noCases, temporalUp: async () => true },
      settings: { ...settings, DATABASE_URL: database.url },
      limits: { ...defaultLimits, namePause },
    });
    const payload = { login: 'klo-1', password: PASSWORD };
    expect((await other.inject({ method: 'POST', url: '/v1/login', payload })).statusCode).toBe(429);
    await other.close();
    expect((await tryAs('klo-2', PASSWORD)).statusCode).toBe(200);
  });

  test('cost a pause that grows up to a limit, and is over after the right password', async () => {
    await fail('klo-3', 3);
    const waits = [];
    for (const minutes of [1, 2, 4, 4]) {
      waits.push(Math.ceil(Number((await tryAs('klo-3', 'wrong')).headers['retry-after']) / 60));
      await wait(minutes);
      expect((await tryAs('klo-3', 'wrong')).statusCode).toBe(401);
    }
    expect(waits).toEqual([1, 2, 4, 4]);
    await wait(4);
    expect((await tryAs('klo-3', PASSWORD)).statusCode).toBe(200);
    await fail('klo-3', 2);
    expect((await tryAs('klo-3', PASSWORD)).statusCode).toBe(200);
  });

  test('are forgotten after a day', async () => {
    await fail('klo-4', 2);
    await wait(24 * 60 + 1);
    await fail('klo-4', 2);
    expect((await tryAs('klo-4', PASSWORD)).statusCode).toBe(200);
  });

  test('of an unknown name are answered and locked alike, and the name is not kept', async () => {
    const answers = [];
    for (const name of ['klo-6', 'my secret password']) {
      for (let time = 0; time < 4; time += 1) {
        const { statusCode, body, headers } = await tryAs(name, 'wrong');
        answers.push([name, statusCode, body, headers['retry-after'] === undefined]);
      }
    }
    const [, ...ofKnown] = [null, ...answers.slice(0, 4).map(([, ...answer]) => answer)];
    expect(answers.slice(4).map(([, ...answer]) => answer)).toEqual(ofKnown);
    const kept = await rows(
      limited.database.orm.em.fork(),
      sql`select 1 from login_tries t where t::text like '%secret%' union all
        select 1 from audit_entries a where a::text like '%my secret%'`,
    );
    expect(kept).toEqual([]);
  });

  test('made all at once are counted all the same', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => tryAs('klo-5', 'wrong')));
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(3);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(9);
  });

  test('end no session, and lock out no browser in which the person has logged in before', async () => {
    const known = await tryAs('klo-7', PASSWORD);
    const session = `careline_session=${known.cookies.find(({ name }) => name === 'careline_session')?.value}`;
    await fail('klo-7', 3);
    expect((await tryAs('klo-7', PASSWORD)).statusCode).toBe(429);
    expect((await limited.call({ url: '/v1/me', headers: { cookie: session } })).statusCode).toBe(200);
    expect((await tryAs('klo-7', PASSWORD, '203.0.113.1', deviceOf(known))).statusCode).toBe(200);
    // Its own failures count there, and only there.
    await fail('klo-7', 3, deviceOf(known));
    expect((await tryAs('klo-7', PASSWORD, '203.0.113.1', deviceOf(known))).statusCode).toBe(429);
  });

  test('are known by a cookie that no script reads and no other route is sent', async () => {
    const { cookies } = await tryAs('support-2', PASSWORD);
    expect(cookies.find(({ name }) => name.startsWith('careline_device_'))).toMatchObject({
      ...{ path: '/v1/login', httpOnly: true, sameSite: 'Lax', maxAge: 180 * 24 * 60 * 60 },
    });
  });

  test('of another’s name are no better for a known browser, and a forged one is unknown', async () => {
    const known = deviceOf(await tryAs('klo-8', PASSWORD));
    await fail('klo-9', 3, known);
    expect((await tryAs('klo-9', PASSWORD, '203.0.113.1', known)).statusCode).toBe(429);
    const [own, others] = [await tryAs('klo-10', PASSWORD), await tryAs('klo-11', PASSWORD)].map(deviceOf);
    await fail('klo-10', 3);
    const swapped = `${own?.split('=')[0]}=${others?.split('=')[1]}`;
    for (const forged of [swapped, `${own}x`, own?.replace(/\..*/, '.x') ?? '']) {
      expect((await tryAs('klo-10', PASSWORD, '203.0.113.1', forged)).statusCode).toBe(429);
    }
    expect((await tryAs('klo-10', PASSWORD, '203.0.113.1', `a=b; ${own}; c=d`)).statusCode).toBe(200);
  });

  test('behind one address keep out none who is known in this browser', async () => {
    const address = '203.0.113.77';
    const known = deviceOf(await tryAs('support-1', PASSWORD, address));
    for (let time = 0; time < 60; time += 1) await limited.call(junk(address));
    expect((await tryAs('support-2', PASSWORD, address)).statusCode).toBe(429);
    expect((await tryAs('support-1', PASSWORD, address, known)).statusCode).toBe(200);
    expect((await tryAs('support-2', PASSWORD, address, known)).statusCode).toBe(429);
  });
  const junk = (remoteAddress: string) => ({
    ...({ method: 'POST', url: '/v1/login', payload: { login: 5 }, remoteAddress } as const),
  });

  test('are over for a name with a new password', async () => {
    const admin = await limited.as('admin');
    await fail('director', 3);
    await admin({ method: 'PATCH', url: '/v1/people/director', payload: { password: 'given one' } });
    expect((await tryAs('director', 'given one')).statusCode).toBe(200);
  });

  test('leave rows in the audit trail, as do locks and logins', async () => {
    await tryAs('klo-senior', PASSWORD, '203.0.113.5');
    await fail('klo-senior', 3);
    const [success] = await audited('login.succeeded');
    expect(success).toEqual({ actor: 'klo-senior', details: { address: '203.0.113.5' } });
    const failures = await audited('login.failed');
    expect(failures[0]).toEqual({ actor: 'anonymous', details: { login: 'klo-senior', address: '198.51.100.2' } });
    const [lock] = await audited('login.locked');
    expect(lock?.details).toEqual({ ...failures[0]?.details, until: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  test('to change a password are counted apart from those to log in', async () => {
    const answer = await tryAs('cc-1', PASSWORD);
    const cookie = `careline_session=${answer.cookies.find(({ name }) => name === 'careline_session')?.value}`;
    const change = (currentPassword: string) =>
      limited.call({
        ...{ method: 'POST', url: '/v1/me/password', headers: { cookie } },
        payload: { currentPassword, newPassword: 'a new password' },
      });
    await fail('cc-1', 3);
    for (let time = 0; time < 3; time += 1) {
      expect((await change('wrong')).json()).toMatchObject({ status: 422, code: 'password-wrong' });
    }
    expect((await change(PASSWORD)).json()).toMatchObject({ status: 429, code: 'rate-limited' });
    await wait(2);
    // Strangers may send anything as a login name.
    for (const name of ['own-password cc-1', 'own-password', 'cc-1 own-password']) await fail(name, 3);
    // Locked once more: a new password ends the lock.
    await fail('cc-1', 1);
    expect((await tryAs('cc-1', PASSWORD)).statusCode).toBe(429);
    expect((await change(PASSWORD)).statusCode).toBe(200);
    expect((await tryAs('cc-1', 'a new password')).statusCode).toBe(200);
  });

  test('new conversations are counted by address', async () => {
    const open = (remoteAddress: string) =>
      limited.call({ method: 'POST', url: '/v1/programs/cdek/conversations', remoteAddress });
    for (let times = 0; times < 3; times += 1) expect((await open('203.0.113.9')).statusCode).toBe(201);
    expect((await open('203.0.113.9')).json()).toMatchObject({ status: 429, code: 'rate-limited' });
    expect((await open('203.0.113.10')).statusCode).toBe(201);
  });
});
