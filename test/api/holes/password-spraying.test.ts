// One address tries a password on many names and stays under the limit of each.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultLimits } from '../../../api/plugins/rate-limits.ts';
import { PASSWORD, startApi, type TestApi } from '../../harness/api.ts';

let api: TestApi;
beforeAll(async () => {
  const limit = { max: 10, windowMs: 60_000 };
  api = await startApi({ limits: { ...defaultLimits, failedLogins: limit } });
});
afterAll(() => api.close());

const tryAs = (login: string, password: string, remoteAddress: string) =>
  api.call({ method: 'POST', url: '/v1/login', payload: { login, password }, remoteAddress });

test('one address that fails with many names is stopped, another is not', async () => {
  const answers = await Promise.all(Array.from({ length: 14 }, (_, n) => tryAs(`name-${n}`, 'wrong', '203.0.113.7')));
  expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10);
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(4);
  expect((await tryAs('klo-1', PASSWORD, '203.0.113.7')).statusCode).toBe(429);
  expect((await tryAs('klo-1', PASSWORD, '203.0.113.8')).statusCode).toBe(200);
});

test('people who know their passwords may come from one address as often as they like', async () => {
  for (let times = 0; times < 12; times += 1) {
    expect((await tryAs('klo-2', PASSWORD, '203.0.113.9')).statusCode).toBe(200);
  }
});
