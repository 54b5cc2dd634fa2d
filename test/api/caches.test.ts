// Caches keep no answer of the API. Every route is called, by every kind of person.
import { type AddressInfo, connect } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseGateway } from '../../api/cases/gateway.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { bearer, type Stored, storeConversation } from '../harness/stored-conversation.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';

let api: TestApi;
let customer: Stored;
let ids: Record<string, string>;
const cases: CaseGateway = {
  deliver: async () => undefined,
  update: async () => ({ kind: 'done' }),
  updateWithStart: async () => ({ kind: 'done' }),
};

beforeAll(async () => {
  api = await startApi({ cases });
  const { orm } = api.database;
  customer = await storeConversation(orm, { stage: 'assigned', assignee: 'klo-1' });
  const sent = await api.call({
    method: 'POST',
    url: `/v1/conversations/${customer.id}/attachments`,
    payload: '--X\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n\r\n--X--\r\n',
    headers: { ...bearer(customer), 'content-type': 'multipart/form-data; boundary=X' },
  });
  const payload = { name: 'reports', program: 'cdek', roles: ['klo'] };
  const made = await (await api.as('admin'))({ method: 'POST', url: '/v1/api-keys', payload });
  const draft = { method: 'POST', url: '/v1/programs/cdek/drafts', payload: { base: 1 } } as const;
  // The drafts' own routes delete the first one.
  const other = (await (await api.as('admin'))(draft)).json<{ id: string }>().id;
  const replay = { method: 'POST', url: `/v1/drafts/${other}/replay`, payload: {} } as const;
  ids = {
    replayed: other,
    replays: (await (await api.as('admin'))(replay)).json<{ id: string }>().id,
    drafts: (await (await api.as('admin'))(draft)).json<{ id: string }>().id,
    'api-keys': made.json<{ id: string }>().id,
    cases: customer.id,
    conversations: customer.id,
    attachments: sent.json<{ id: string }>().id,
    'service-packages': await storeLife(orm, aLifeToStore().life),
    tickets: (await aStoredTicket(orm, 'outbound-sales-request', START)).id,
  };
});
afterAll(() => api.close());

/** Every route of the API with an example address; the ones that log out come last. */
async function everyRoute(): Promise<[method: 'GET' | 'POST', url: string][]> {
  const { paths } = (await api.call({ url: '/openapi.json' })).json<{ paths: Record<string, object> }>();
  const routes = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method): [string, string] => [method.toUpperCase(), path]),
  );
  const ours = routes.filter(([, path]) => path.startsWith('/v1/'));
  const last = ours.filter(
    ([method, path]) => path === '/v1/logout' || `${method} ${path}` === 'DELETE /v1/me/sessions',
  );
  return [...ours.filter((route) => !last.includes(route)), ...last].map(([method, path]) => [
    method as 'GET' | 'POST',
    urlOf(path),
  ]);
}

function urlOf(path: string): string {
  const [, , resource = ''] = path.split('/');
  const program = path.includes('/queues/') || path.includes('/people') ? 'cdek' : 'filkhedma';
  const url = path
    .replace('{program}', path.endsWith('/chat') || path.endsWith('/conversations') ? 'cdek' : program)
    .replace('{queue}', 'settlements')
    .replace('{login}', 'klo-9')
    .replace('{version}', '1')
    .replace(/\{\w+\}/, ids[path.endsWith('/replays') ? 'replayed' : resource] ?? randomUUID())
    .replace(/\{\w+\}/, randomUUID());
  return url.endsWith('/visits') && program === 'filkhedma' && path.includes('{program}')
    ? `${url}?on=2031-03-10`
    : url;
}

test('a cache keeps no answer of any route; a browser keeps a file and asks each time, a proxy does not', async () => {
  const cookieOf = async (login: string) => ({
    cookie: String((await (await api.as(login))({ url: '/v1/me' })).raw.req.headers['cookie']),
  });
  const people = [{}, bearer(customer)];
  for (const login of ['klo-1', 'director', 'cc-1', 'admin']) people.push(await cookieOf(login));
  const routes = await everyRoute();
  const served = new Set<string>();
  for (const [method, url] of routes) {
    for (const headers of people) {
      // A stream has no end to wait for, so its headers are enough.
      const answer = await api.app.inject({ method, url, headers, payloadAsStream: true });
      const { statusCode } = answer;
      answer.stream().destroy();
      const isFile = statusCode === 200 && url.startsWith('/v1/attachments/');
      const expected = isFile ? 'private, no-cache' : 'no-store';
      expect([method, url, statusCode, answer.headers['cache-control']]).toEqual([method, url, statusCode, expected]);
      if (statusCode < 300) served.add(`${method} ${url}`);
    }
  }
  const unserved = routes.filter(([method, url]) => method === 'GET' && !served.has(`${method} ${url}`));
  expect(unserved).toEqual([]);
  expect(routes.length).toBeGreaterThan(60);
});

test.each([
  ['/v1/me', 401],
  ['/v1/nothing', 404],
  // Other spellings of a path that the router understands. The first is the form of a request to a proxy.
  ['http://careline.example/v1/me', 401],
  ['/%761/me', 401],
  ['/v1/%6de', 401],
])('%s is not kept either', async (target, status) => {
  if (!api.app.server.listening) await api.app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((api.app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`GET ${target} HTTP/1.1\r\nhost: careline.example\r\nconnection: close\r\n\r\n`);
  let heard = '';
  for await (const piece of socket) heard += String(piece);
  const [head = ''] = heard.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head.toLowerCase()).toContain('\r\ncache-control: no-store');
});
