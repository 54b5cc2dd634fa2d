// An expired API key opens no route that checks the caller.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { later } from '../../domain/calendar/instant.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;
let operations: [string, InjectOptions][];
beforeAll(async () => {
  api = await startApi();
  const { paths } = (await api.call({ url: '/openapi.json' })).json<{ paths: Record<string, object> }>();
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map((method): [string, InjectOptions] => [
        `${method} ${path}`,
        {
          method: method.toUpperCase() as 'POST',
          url: path.replace('{program}', 'cdek').replaceAll(/\{[^}]+\}/g, randomUUID()),
        },
      ]),
  );
});
afterAll(() => api.close());

async function aKey(more: object): Promise<Record<string, string>> {
  const admin = await api.as('admin');
  const payload = { name: 'every-route', program: 'cdek', roles: ['director'], ...more };
  const made = await admin({ method: 'POST', url: '/v1/api-keys', payload });
  expect(made.statusCode).toBe(201);
  return { 'x-api-key': made.json<{ key: string }>().key };
}

// Pages, health and the login do not check the caller.
const asks = (name: string) => name.includes(' /v1/') && !name.endsWith(' /v1/login');

async function answers(headers: Record<string, string>) {
  const found: string[] = [];
  for (const [name, options] of operations.filter(([one]) => asks(one))) {
    const answer = await api.call({ ...options, headers });
    const { code = null } = /json/.test(String(answer.headers['content-type'])) ? answer.json<{ code?: string }>() : {};
    found.push(`${name}: ${answer.statusCode} ${code}`);
  }
  return found;
}

test('a key whose time is over opens nothing', async () => {
  const headers = await aKey({ expiresAt: later(START, 'PT1H') });
  api.clock.set(later(START, 'PT1H'));
  const found = await answers(headers);
  api.clock.set(START);
  expect(found.length).toBeGreaterThan(80);
  expect(found.filter((one) => !one.endsWith(': 401 key-expired'))).toEqual([]);
});
