// Owns the tests of the pages that the API serves and of its health.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type TestApi } from '../harness/api.ts';

const dist = mkdtempSync(join(tmpdir(), 'careline-dist-'));
mkdirSync(join(dist, 'assets'));
writeFileSync(join(dist, 'index.html'), '<title>console</title>');
writeFileSync(join(dist, 'chat.html'), '<title>chat</title>');
writeFileSync(join(dist, 'assets', 'main-abc123.js'), 'export {}');
writeFileSync(join(dist, 'secret.txt'), 'not a page');

let api: TestApi;
let bare: TestApi;
let temporal = true;
beforeAll(async () => {
  api = await startApi({ webDist: dist, temporalUp: async () => temporal });
  bare = await startApi({ webDist: join(dist, 'nothing'), temporalUp: () => new Promise(() => {}) });
});
afterAll(async () => {
  await api.close();
  await bare.close();
  rmSync(dist, { recursive: true });
});

describe('the built pages', () => {
  test.each(['/', '/login', '/conversations/42', '/settings/people', '/chats'])('%s is the console', async (url) => {
    const page = await api.call({ url });
    expect([page.statusCode, page.body]).toEqual([200, '<title>console</title>']);
    expect(page.headers['content-type']).toMatch('text/html');
    expect(page.headers['cache-control']).toBe('no-cache');
  });

  test('/chat/<program> is the customer page', async () => {
    expect((await api.call({ url: '/chat/cdek' })).body).toBe('<title>chat</title>');
  });

  test('an asset may be kept for ever', async () => {
    const asset = await api.call({ url: '/assets/main-abc123.js' });
    expect([asset.statusCode, asset.body]).toEqual([200, 'export {}']);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test.each(['/v1/nothing', '/v1', '/docs/nothing', '/assets/gone.js', '/assets/'])('%s is no page', async (url) => {
    const answer = await api.call({ url });
    expect([url, answer.statusCode]).toEqual([url, 404]);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
  });

  test('nothing else in the folder is handed out', async () => {
    for (const url of [
      '/secret.txt',
      '/assets/../secret.txt',
      '/assets/%2e%2e/secret.txt',
      '/assets/..%2fsecret.txt',
    ]) {
      expect((await api.call({ url })).body).not.toContain('not a page');
    }
  });

  test('are not needed by the API', async () => {
    expect((await bare.call({ url: '/' })).json()).toMatchObject({ status: 404, code: 'not-found' });
    expect((await bare.call({ url: '/v1/programs/cdek/chat' })).statusCode).toBe(200);
  });
});

describe('health', () => {
  test('alive and ready', async () => {
    expect((await api.call({ url: '/livez' })).json()).toEqual({ status: 'ok' });
    const ready = await api.call({ url: '/readyz' });
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ok', postgres: 'up', temporal: 'up' }]);
  });

  test('with Temporal down it serves, and says so', async () => {
    temporal = false;
    const ready = await api.call({ url: '/readyz' });
    temporal = true;
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'degraded', postgres: 'up', temporal: 'down' }]);
  });

  test('a check that never answers is a no', async () => {
    expect((await bare.call({ url: '/readyz' })).json()).toMatchObject({ status: 'degraded' });
  });
});
