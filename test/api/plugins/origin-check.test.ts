// Without a login: the name of a cookie is enough here.
import cookie from '@fastify/cookie';
import { expect, test } from '@jest/globals';
import { originCheck } from '../../../api/plugins/origin-check.ts';
import { smallApp } from './small-app.ts';

type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const SESSION = { cookie: 'careline_session=any' };
const foreign = { ...SESSION, 'sec-fetch-site': 'cross-site' };

async function ask(
  headers: Record<string, string>,
  { method = 'POST', url = '/things', publicUrl = 'https://care.example/' as string | null } = {},
) {
  const app = await smallApp(async (own) => {
    await own.register(cookie);
    await own.register(originCheck, { publicUrl: publicUrl ?? undefined });
    own.route({
      method: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/things',
      handler: async () => 'ok',
    });
    own.post('/login', { config: { origin: 'checked' } }, async () => 'ok');
  });
  const answer = await app.inject({ method: method as Method, url, headers });
  return answer.statusCode === 200 ? 'open' : `${answer.statusCode} ${answer.json().code}`;
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
