// Without a login: the name of a cookie is enough here.
import cookie from '@fastify/cookie';
import { describe, expect, test } from '@jest/globals';
import { originCheck } from '../../../api/plugins/origin-check.ts';
import { smallApp } from './small-app.ts';

type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const SESSION = { cookie: 'careline_session=any' };
const foreign = { ...SESSION, 'sec-fetch-site': 'cross-site' };

async function ask(
  headers: Record<string, string>,
  { method = 'POST', url = '/things', publicUrl = 'https://care.example/' as string | null } = {},
) {
  const answer = await answered(headers, { method, url, publicUrl });
  return answer.statusCode === 200 ? 'open' : `${answer.statusCode} ${answer.json().code}`;
}

type Asked = { method: string; url: string; publicUrl: string | null; temporalUi?: string };

async function answered(headers: Record<string, string>, { method, url, publicUrl, temporalUi }: Asked) {
  const app = await smallApp(async (own) => {
    await own.register(cookie);
    await own.register(originCheck, { publicUrl: publicUrl ?? undefined, temporalUi });
    own.route({
      method: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/things',
      handler: async () => 'ok',
    });
    own.post('/login', { config: { origin: 'checked' } }, async () => 'ok');
    own.route({
      method: ['POST', 'OPTIONS'],
      url: '/codec',
      config: { origin: 'temporal-ui' },
      handler: async () => 'ok',
    });
  });
  return app.inject({ method: method as Method, url, headers });
}
const refused = '403 cross-site-request';

test.each<[Record<string, string>, string]>([
  [{ 'sec-fetch-site': 'same-origin' }, 'open'],
  [{ 'sec-fetch-site': 'none' }, 'open'],
  [{ 'sec-fetch-site': 'same-site' }, refused],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://care.example' }, refused],
  [{ 'sec-fetch-site': '' }, refused],
  [{}, 'open'],
  [{ origin: 'https://care.example' }, 'open'],
  [{ origin: 'http://care.example' }, refused],
  [{ origin: 'https://care.example.evil.example' }, refused],
  [{ origin: 'http://localhost:80' }, 'open'],
  [{ origin: 'http://localhost' }, 'open'],
  [{ origin: 'https://localhost:81' }, refused],
  [{ origin: 'null' }, refused],
  [{ origin: 'nonsense' }, refused],
])('with a session, and %j: %s', async (headers, expected) => {
  expect(await ask({ ...SESSION, ...headers })).toBe(expected);
});

test('our own address need not be known', async () => {
  const without = { publicUrl: null };
  expect(await ask({ ...SESSION, origin: 'http://localhost:80' }, without)).toBe('open');
  expect(await ask({ ...SESSION, origin: 'https://care.example' }, without)).toBe(refused);
});

test.each<[Method, string]>([
  ...(['GET', 'HEAD', 'OPTIONS'] as const).map((method): [Method, string] => [method, 'open']),
  ...(['POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method): [Method, string] => [method, '403']),
])('%s from another site: %s', async (method, expected) => {
  expect(await ask(foreign, { method })).toContain(expected);
});

test('without a session only logging in is checked', async () => {
  expect(await ask({ 'sec-fetch-site': 'cross-site' })).toBe('open');
  expect(await ask({ 'sec-fetch-site': 'cross-site' }, { url: '/login' })).toBe(refused);
});

describe('where the Temporal UI asks', () => {
  const ui = 'http://temporal.example:8080';
  const known = { method: 'POST', url: '/codec', publicUrl: 'https://care.example/', temporalUi: `${ui}/` };
  const granted = {
    ...{ 'access-control-allow-origin': ui, 'access-control-allow-credentials': 'true' },
    ...{ 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'Content-Type, X-Namespace' },
  };
  const asked = async (headers: Record<string, string>, asking: Asked = known) => {
    const answer = await answered(headers, asking);
    const grants = Object.entries(answer.headers).filter(([name]) => name.startsWith('access-control-'));
    return { status: answer.statusCode, vary: answer.headers['vary'], grants: Object.fromEntries(grants) };
  };
  const itself = { 'sec-fetch-site': 'cross-site', origin: ui };

  test.each(['POST', 'OPTIONS'])('its pages may do so, and read the answer: %s', async (method) => {
    expect(await asked(itself, { ...known, method })).toEqual({ status: 200, vary: 'Origin', grants: granted });
  });

  test.each(['POST', 'OPTIONS'])('pages of others may not, with a session or without: %s', async (method) => {
    for (const headers of [{}, SESSION]) {
      const other = { ...headers, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
      expect(await asked(other, { ...known, method })).toEqual({ status: 403, vary: 'Origin', grants: {} });
    }
  });

  test('our own pages and programs may, without its leave', async () => {
    for (const headers of [{}, { 'sec-fetch-site': 'same-origin' }, { origin: 'https://care.example' }]) {
      expect(await asked(headers)).toEqual({ status: 200, vary: 'Origin', grants: {} });
    }
  });

  test('without a setting no origin is let in', async () => {
    const { temporalUi: _, ...without } = known;
    expect(await asked(itself, without)).toEqual({ status: 403, vary: 'Origin', grants: {} });
  });

  test('and nowhere else: its pages are another site to other routes', async () => {
    expect(await asked({ ...SESSION, ...itself }, { ...known, url: '/things' })).toMatchObject({
      status: 403,
      grants: {},
    });
  });
});

test('without cookies no session could be seen: the process does not start', async () => {
  const alone = smallApp((own) => own.register(originCheck, { publicUrl: undefined }));
  await expect(alone).rejects.toThrow("'@fastify/cookie'");
});
