// A read-only key is refused by every route that may change something, whatever its roles; data stays unchanged.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { startApi, type TestApi } from '../harness/api.ts';
import { openEventStream } from '../harness/event-stream.ts';
import { storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
let routes: { method: string; url: string }[];
let writing: Record<string, string>;
let reading: Record<string, string>;

beforeAll(async () => {
  api = await startApi();
  const { paths } = (await api.call({ url: '/openapi.json' })).json<{ paths: Record<string, object> }>();
  routes = Object.entries(paths).flatMap(([url, item]) =>
    Object.keys(item).map((method) => ({ method: method.toUpperCase(), url })),
  );
  [writing, reading] = [await keyOf('read-write'), await keyOf('read-only')];
});
afterAll(() => api.close());

async function keyOf(scope: string): Promise<Record<string, string>> {
  const admin = await api.as('admin');
  const payload = { name: scope, program: 'cdek', roles: ['director'], scope };
  const made = await admin({ method: 'POST', url: '/v1/api-keys', payload });
  expect([made.statusCode, made.json()]).toEqual([201, expect.objectContaining({ scope })]);
  return { 'x-api-key': made.json<{ key: string }>().key };
}

const path = (url: string) => url.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');

test('every route by which something may change answers it with key-read-only, before anything else', async () => {
  // The login does not ask who the caller is.
  const changing = routes.filter(({ method, url }) => method !== 'GET' && url !== '/v1/login');
  expect(changing.length).toBeGreaterThan(50);
  const answers = [];
  for (const { method, url } of changing) {
    const answer = await api.call({ method: method as 'POST', url: path(url), headers: reading });
    answers.push([method, url, answer.statusCode, answer.json<{ code: string }>().code]);
  }
  expect(answers).toEqual(changing.map(({ method, url }) => [method, url, 403, 'key-read-only']));
});

describe('what is read', () => {
  test('is the same by both keys, on every route that only reads', async () => {
    await storeConversation(api.database.orm, { stage: 'waiting' });
    const readable = routes.filter(({ method, url }) => method === 'GET' && url !== '/v1/events' && url !== '/v1/me');
    for (const { url } of readable) {
      const [one, other] = [reading, writing].map((headers) => api.call({ url: path(url), headers }));
      expect([url, (await one)?.statusCode]).toEqual([url, (await other)?.statusCode]);
    }
    const listed = await api.call({ url: '/v1/conversations', headers: reading });
    expect(listed.json<{ items: object[] }>().items).toHaveLength(1);
  });

  test('and heard: the stream opens', async () => {
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = api.app.server.address() as AddressInfo;
    (await openEventStream(`http://127.0.0.1:${port}/v1/events`, reading)).close();
  });
});

test('a key with writing is refused by rules, never by its scope', async () => {
  const url = '/v1/conversations/00000000-0000-4000-8000-000000000000/accept';
  expect((await api.call({ method: 'POST', url, headers: writing })).statusCode).toBe(404);
});
