// Counted without a database. No test waits for a window to end.
import { expect, jest, test } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { defaultLimits, type Limits, limitsOf, rateLimits } from '../../../api/plugins/rate-limits.ts';
import type { Actor } from '../../../domain/access/actor.ts';
import { systemClock } from '../../../platform/clock.ts';
import { smallApp } from './small-app.ts';

const MEGABYTE = 1024 * 1024;
const few = (max: number) => ({ max, windowMs: 60_000 });
const limits = {
  ...defaultLimits,
  ...{ failedLogins: few(20), openings: few(1), messages: few(2), uploads: few(3), uploadedBytes: few(50 * MEGABYTE) },
};

/** A route for each limit; a header names the actor. */
const appWith = (given: Limits) =>
  smallApp(async (own) => {
    own.decorateRequest('actor', null as never);
    own.addHook('onRequest', async (request) => {
      const [kind, id = ''] = String(request.headers['x-actor'] ?? 'anonymous').split(' ');
      request.actor = { kind, customerId: id, login: id } as unknown as Actor;
    });
    await own.register(rateLimits, { limits: given, secret: 'a secret of the tests' });
    own.removeContentTypeParser('application/json');
    own.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const limit of ['open-conversation', 'message', 'upload'] as const) {
      own.post(`/${limit}`, { config: { limit } }, async () => 'ok');
    }
    own.post('/free', async () => 'ok');
  });
type App = Awaited<ReturnType<typeof appWith>>;

const post = async (app: App, url: string, actor = 'anonymous', headers: Record<string, string> = {}) => {
  const answer = await app.inject({ method: 'POST', url, headers: { 'x-actor': actor, ...headers } });
  return answer.statusCode === 200 ? 'ok' : [answer.statusCode, answer.json().code, answer.headers['retry-after']];
};
const tooMany = [429, 'rate-limited', expect.stringMatching(/^[1-9]\d?$/)];

test('conversations are opened so often from one address, by whomever; nothing else is counted there', async () => {
  const app = await appWith(limits);
  expect(await post(app, '/open-conversation')).toBe('ok');
  expect(await post(app, '/open-conversation', 'customer c1')).toEqual(tooMany);
  for (let time = 0; time < 5; time += 1) expect(await post(app, '/free', 'customer c1')).toBe('ok');
  const free = await app.inject({ method: 'POST', url: '/free' });
  expect(Object.keys(free.headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
});

test('messages are counted by customer, and those of staff are not', async () => {
  const app = await appWith(limits);
  for (const customer of ['customer c1', 'customer c2']) {
    for (const expected of ['ok', 'ok', tooMany]) expect(await post(app, '/message', customer)).toEqual(expected);
  }
  for (let time = 0; time < 5; time += 1) expect(await post(app, '/message', 'staff klo-1')).toBe('ok');
  // Files have their own count.
  expect(await post(app, '/upload', 'customer c1', { 'content-length': '1' })).toBe('ok');
});

test('files are counted by customer, and their size by address', async () => {
  const app = await appWith(limits);
  const upload = (customer: string, bytes: number) =>
    post(app, '/upload', `customer ${customer}`, { 'content-length': String(bytes) });
  for (const expected of ['ok', 'ok', 'ok', tooMany]) expect(await upload('c1', 10)).toEqual(expected);
  // An upload without a size, or with more than is read, counts as the largest file that is kept: 20 MB.
  expect(await upload('c2', 900 * MEGABYTE)).toBe('ok');
  expect(await post(app, '/upload', 'customer c3')).toBe('ok');
  expect(await upload('c4', 10 * MEGABYTE)).toEqual(tooMany);
  expect(await upload('c4', 9 * MEGABYTE)).toBe('ok');
});

/** Login attempts on a route that accepts the right password. Only the name is read from the body. */
const loginApp = (given: Limits) =>
  smallApp(async (own) => {
    await own.register(rateLimits, { limits: given, secret: 'a secret of the tests' });
    const schema = {
      body: Type.Object({ login: Type.String(), right: Type.Boolean() }, { additionalProperties: false }),
    };
    own.post('/login', { config: { limit: 'login' }, schema }, async (request) => {
      const { login, right } = request.body as { login: string; right: boolean };
      const { device, succeeded } = own.beginLogin(request, login);
      if (right) succeeded();
      return device ?? 'unknown';
    });
  });
const logIn = async (app: App, login: unknown, { right = false, from = '10.0.0.1' } = {}) => {
  const answer = await app.inject({ method: 'POST', url: '/login', payload: { login, right }, remoteAddress: from });
  return answer.statusCode === 429 ? Number(answer.headers['retry-after']) : answer.statusCode;
};

test('failed logins are counted by address, whatever the name; a login that succeeds is not counted', async () => {
  const app = await loginApp(limits);
  expect(await logIn(app, 'klo-1', { right: true })).toBe(200);
  for (let other = 0; other < 20; other += 1) expect(await logIn(app, `name-${other}`)).toBe(200);
  expect(await logIn(app, 'another')).toBe(60);
  expect(await logIn(app, 'another', { from: '10.0.0.2' })).toBe(200);
});

test('a malformed login counts for its address as well, before it is read', async () => {
  const app = await loginApp(limits);
  for (let time = 0; time < 20; time += 1) expect(await logIn(app, 5)).toBe(400);
  expect(await logIn(app, 5)).toBe(60);
  expect(await logIn(app, 'klo-1', { right: true })).toBe(60);
  expect(await logIn(app, 'klo-1', { right: true, from: '10.0.0.2' })).toBe(200);
});

test('a window that is over begins again, and tells how long it lasts', async () => {
  const app = await loginApp({ ...limits, failedLogins: { max: 1, windowMs: 0 } });
  for (let time = 0; time < 3; time += 1) expect(await logIn(app, 'klo-1')).toBe(200);
  const long = await loginApp({ ...limits, failedLogins: { max: 1, windowMs: 3_600_000 } });
  await logIn(long, 'klo-1');
  expect(await logIn(long, 'klo-1')).toBeGreaterThan(3_500);
});

test('a window is over at the instant at which it ends', async () => {
  const app = await loginApp({ ...limits, failedLogins: few(1) });
  const begun = systemClock.now().getTime();
  const clock = jest.spyOn(systemClock, 'now');
  try {
    const tryAfter = (ms: number) => {
      clock.mockReturnValue(new Date(begun + ms));
      return logIn(app, 'klo-1');
    };
    expect([await tryAfter(0), await tryAfter(59_999), await tryAfter(60_000)]).toEqual([200, 1, 200]);
  } finally {
    clock.mockRestore();
  }
});

test('of ten thousand addresses each is counted; of more the oldest is forgotten', async () => {
  const app = await loginApp({ ...limits, failedLogins: few(1) });
  // As from a browser that is known for somebody else: counted by its address when the name is read.
  const from = (place: number) => {
    const ip = `10.${place >> 16}.${(place >> 8) % 256}.${place % 256}`;
    const loginTry = { devices: new Map(), byAddress: false, forget: () => {} };
    return app.beginLogin({ ip, loginTry } as unknown as FastifyRequest, 'klo-1');
  };
  for (let place = 0; place < 10_000; place += 1) from(place);
  for (const known of [0, 9_999]) expect(() => from(known)).toThrow('too many');
  from(10_000);
  expect(() => from(1)).toThrow('too many');
  expect(() => from(0)).not.toThrow();
});

test('switched off nothing is counted', async () => {
  const app = await appWith(false);
  for (let time = 0; time < 5; time += 1) {
    expect(await post(app, '/open-conversation')).toBe('ok');
    expect(await post(app, '/message', 'customer c1')).toBe('ok');
    expect(() => app.beginLogin({ ip: '10.0.0.1' } as FastifyRequest, 'klo-1').succeeded()).not.toThrow();
  }
});

test('an installation sets what one customer, one address and one process may', () => {
  const own = limitsOf({
    ...{ CARELINE_MESSAGES_PER_MINUTE: 1, CARELINE_UPLOADS_PER_MINUTE: 2, CARELINE_UPLOAD_MB_PER_ADDRESS: 3 },
    ...{ CARELINE_STREAMS: 4, CARELINE_STREAMS_PER_ADDRESS: 5 },
  });
  expect(own).toEqual({
    failedLogins: { max: 100, windowMs: 300_000 },
    namePause: { free: 10, firstMs: 60_000, longestMs: 3_600_000 },
    openings: { max: 120, windowMs: 60_000 },
    messages: { max: 1, windowMs: 60_000 },
    uploads: { max: 2, windowMs: 60_000 },
    uploadedBytes: { max: 3 * MEGABYTE, windowMs: 60_000 },
    streams: { each: 10, perAddress: 5, all: 4, settledMs: 60_000 },
  });
  expect(defaultLimits).toMatchObject({ messages: few(120), uploads: few(20), uploadedBytes: few(400 * MEGABYTE) });
});
