// Serves a folder of its own, without a database.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { consolePages } from '../../../api/plugins/console.ts';
import { smallApp } from './small-app.ts';

let dist: string;
let app: FastifyInstance;
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'careline-pages-'));
  mkdirSync(join(dist, 'assets'));
  mkdirSync(join(dist, 'unbuilt'));
  writeFileSync(join(dist, 'index.html'), 'console');
  writeFileSync(join(dist, 'chat.html'), 'chat');
  writeFileSync(join(dist, 'assets', 'main.js'), 'export {}');
  writeFileSync(join(dist, 'assets', 'index.html'), 'no page');
  app = await smallApp(async (own) => {
    await own.register(consolePages, { dist });
    own.get('/v1/own', async () => 'ok');
  });
});
afterAll(() => rmSync(dist, { recursive: true }));

// Browsers send this header when they open a page.
const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

test.each(['/', '/login', '/v1x', '/docsy', '/settings?tab=v1', '/a/v1/b'])(
  '%s is the console, asked for each time',
  async (url) => {
    const { statusCode, body, headers } = await app.inject({ url, headers: { accept } });
    expect([statusCode, body, headers['cache-control']]).toEqual([200, 'console', 'no-cache']);
  },
);

test.each([undefined, '*/*', 'application/json', 'image/png,*/*;q=0.8', 'text/htmlx'])(
  'a caller who accepts %s gets 404 for an unknown path, not the console',
  async (wanted) => {
    const { statusCode, headers } = await app.inject({
      url: '/robots.txt',
      headers: wanted === undefined ? {} : { accept: wanted },
    });
    expect([statusCode, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  },
);

test('a program’s chat is the customer page', async () => {
  expect((await app.inject('/chat/cdek')).body).toBe('chat');
});

test('an asset is kept for good, and a folder is none', async () => {
  const { headers, body } = await app.inject('/assets/main.js');
  expect([body, headers['cache-control']]).toEqual(['export {}', 'public, max-age=31536000, immutable']);
  expect((await app.inject('/assets/')).statusCode).toBe(404);
});

test.each([
  '/v1',
  '/v1/no',
  '/v1?x=1',
  '/docs',
  '/docs/no',
  '/assets/no.js',
  '/openapi.json',
  '/livez',
  '/readyz',
  '/readyz/x',
])('%s is no page of the console', async (url) => {
  const { statusCode, headers } = await app.inject({ url, headers: { accept } });
  expect([statusCode, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
});

test('its routes are open to anyone, and in no description', async () => {
  const routes: RouteOptions[] = [];
  await smallApp(async (own) => {
    own.addHook('onRoute', (route) => void routes.push(route));
    await own.register(consolePages, { dist });
  });
  expect(routes.map(({ url }) => url)).toEqual(expect.arrayContaining(['/', '/chat/*', '/*', '/assets/*']));
  for (const { url, config, schema } of routes) {
    expect([url, config?.access, schema?.hide]).toEqual([url, 'anyone', true]);
  }
});

test('without built pages there are no routes', async () => {
  const routes: string[] = [];
  await smallApp(async (own) => {
    own.addHook('onRoute', ({ url }) => void routes.push(url));
    await own.register(consolePages, { dist: join(dist, 'unbuilt') });
  });
  expect(routes).toEqual([]);
});
