// Requests that another site makes a browser send, and the claims of a proxy.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultLimits } from '../../api/plugins/rate-limits.ts';
import { PASSWORD, settings, startApi, type TestApi } from '../harness/api.ts';

const limits = {
  ...defaultLimits,
  failedLogins: { max: 20, windowMs: 60_000 },
  openings: { max: 1, windowMs: 60_000 },
};

let api: TestApi;
let direct: TestApi;
beforeAll(async () => {
  const behindProxy = {
    ...settings,
    DATABASE_URL: '',
    CARELINE_TRUST_PROXY: true,
    CARELINE_PUBLIC_URL: 'https://care.example/',
  };
  direct = await startApi({ limits });
  api = await startApi({ limits, settings: { ...behindProxy, DATABASE_URL: direct.database.url } });
});
afterAll(async () => {
  await api.close();
  await direct.close();
});

const foreign: [string, Record<string, string>][] = [
  ['cross-site by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site', origin: 'https://care.example' }],
  ['a neighbour by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }],
  ['another origin', { origin: 'https://evil.example' }],
  ['our name at another site', { origin: 'https://care.example.evil.example' }],
  ['our host over another port', { origin: 'http://localhost:81' }],
  ['no origin to speak of', { origin: 'null' }],
];

const own: [string, Record<string, string>][] = [
  ['same-origin by Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
  ['typed in by a person', { 'sec-fetch-site': 'none' }],
  ['the public address', { origin: 'https://care.example' }],
  ['the host itself', { origin: 'http://localhost:80' }],
  ['no header at all, as apps and curl send', {}],
];

async function withCookie(headers: Record<string, string>) {
  const cookies = (
    await api.call({ method: 'POST', url: '/v1/login', payload: { login: 'klo-1', password: PASSWORD } })
  ).cookies;
  const cookie = `careline_session=${cookies[0]?.value}`;
  return api.call({
    method: 'POST',
    url: '/v1/notifications/read',
    payload: { upTo: '0' },
    headers: { cookie, ...headers },
  });
}

const logIn = (headers: Record<string, string>) =>
  api.call({ method: 'POST', url: '/v1/login', payload: { login: 'klo-2', password: PASSWORD }, headers });

test.each(foreign)('%s is refused, logging in too', async (_, headers) => {
  for (const answer of [await withCookie(headers), await logIn(headers)]) {
    expect(answer.json()).toMatchObject({ status: 403, code: 'cross-site-request' });
  }
});

test.each(own)('%s is let through', async (_, headers) => {
  expect((await withCookie(headers)).statusCode).toBe(200);
  expect((await logIn(headers)).statusCode).toBe(200);
});

test('a token is its own proof, and reading is harmless', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' };
  const opened = await api.call({
    method: 'POST',
    url: '/v1/programs/cdek/conversations',
    headers,
    remoteAddress: '203.0.113.7',
  });
  expect(opened.statusCode).toBe(201);
  expect((await api.call({ url: '/v1/programs/cdek/chat', headers })).statusCode).toBe(200);
});

test('an address that the caller claims counts only as the nearest proxy saw it', async () => {
  const open = (to: TestApi, forwarded: string) =>
    to.call({
      method: 'POST',
      url: '/v1/programs/cdek/conversations',
      remoteAddress: '203.0.113.50',
      headers: { 'x-forwarded-for': forwarded },
    });
  expect((await open(api, '198.51.100.1, 192.0.2.1')).statusCode).toBe(201);
  expect((await open(api, '198.51.100.2, 192.0.2.1')).statusCode).toBe(429);
  expect((await open(api, '198.51.100.1, 192.0.2.2')).statusCode).toBe(201);
  expect((await open(direct, '198.51.100.1')).statusCode).toBe(201);
  expect((await open(direct, '198.51.100.2')).statusCode).toBe(429);
});
