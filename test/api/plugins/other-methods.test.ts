import { beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { CarelineApp } from '../../../api/server/careline-app.ts';
import { otherMethodRoutes, seenMethods } from '../../../api/plugins/other-methods.ts';
import { smallApp } from './small-app.ts';

let app: FastifyInstance;
let added: RouteOptions[];
beforeAll(async () => {
  added = [];
  app = await smallApp(async (own) => {
    await own.register(seenMethods);
    const say = async () => 'ok';
    own.get('/v1/things', say);
    own.post('/v1/things', say);
    own.route({ url: '/v1/things/:id', method: ['PUT', 'DELETE'], handler: say });
    for (const path of ['/openapi.json', '/livez', '/readyz', '/', '/chat', '/v1', '/v1x']) own.get(path, say);
    own.addHook('onRoute', (route) => void added.push(route));
    await own.register(async (within) => otherMethodRoutes(within as unknown as CarelineApp));
  });
});

const ask = async (method: string, url: string, body?: string) => {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const request = { method: method as 'GET', url, headers, ...(body === undefined ? {} : { payload: body }) };
  const { statusCode, headers: answered, json } = await app.inject(request);
  if (method === 'HEAD') return [statusCode, answered['allow'], null];
  return [statusCode, answered['allow'], statusCode === 200 ? null : json().code];
};

test.each([
  ['DELETE', '/v1/things', 'GET, HEAD, POST'],
  ['PATCH', '/v1/things', 'GET, HEAD, POST'],
  ['PUT', '/v1/things?x=1', 'GET, HEAD, POST'],
  ['OPTIONS', '/v1/things', 'GET, HEAD, POST'],
  ['TRACE', '/v1/things', 'GET, HEAD, POST'],
  ['QUERY', '/v1/things', 'GET, HEAD, POST'],
  ['PROPFIND', '/v1/things', 'GET, HEAD, POST'],
  ['M-SEARCH', '/livez', 'GET, HEAD'],
  ['GET', '/v1/things/7', 'DELETE, PUT'],
  ['POST', '/v1/things/7', 'DELETE, PUT'],
  ['POST', '/openapi.json', 'GET, HEAD'],
  ['POST', '/livez', 'GET, HEAD'],
  ['POST', '/readyz', 'GET, HEAD'],
])('%s %s: 405 with those that there are', async (method, url, allow) => {
  expect(await ask(method, url)).toEqual([405, allow, 'method-not-allowed']);
});

test('HEAD says so too, without a body', async () => {
  expect(await ask('HEAD', '/v1/things/7')).toEqual([405, 'DELETE, PUT', null]);
});

test('it is said before the body is read', async () => {
  expect(await ask('PATCH', '/v1/things', '{broken')).toEqual([405, 'GET, HEAD, POST', 'method-not-allowed']);
});

test('what there is answers as before', async () => {
  for (const [method, url] of [
    ['GET', '/v1/things'],
    ['POST', '/v1/things'],
    ['PUT', '/v1/things/7'],
  ] as const)
    expect(await ask(method, url)).toEqual([200, undefined, null]);
});

test('pages, and paths that there are not, are not spoken for', async () => {
  for (const url of ['/', '/chat', '/v1', '/v1x', '/v1/none']) {
    expect(await ask('POST', url)).toEqual([404, undefined, 'not-found']);
  }
});

test('every caller gets it for every request, and no description has it', () => {
  expect(new Set(added.map(({ url }) => url))).toEqual(
    new Set(['/v1/things', '/v1/things/:id', '/openapi.json', '/livez', '/readyz']),
  );
  for (const { url, config, schema } of added) {
    expect([url, config, schema]).toMatchObject([url, { access: 'anyone', query: 'open' }, { hide: true }]);
  }
});
