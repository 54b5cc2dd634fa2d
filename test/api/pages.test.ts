// Owns the tests of the pages that the API serves and of its health.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { rows, sql } from '../../db/sql.ts';
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
    expect([ready.statusCode, ready.json()]).toEqual([
      200,
      { status: 'ok', postgres: 'up', temporal: 'up', liveUpdates: 'current' },
    ]);
  });

  test('with Temporal down it serves, and says so', async () => {
    temporal = false;
    const ready = await api.call({ url: '/readyz' });
    temporal = true;
    expect(ready.json()).toMatchObject({ status: 'degraded', postgres: 'up', temporal: 'down' });
  });

  test('live updates that a forgotten transaction holds back are told of, and it serves on', async () => {
    const client = new pg.Client({ connectionString: api.database.url });
    await client.connect();
    await client.query('begin');
    const insertion = `insert into live_events (kind, program, case_id, at) values ('ticket', 'cdek', gen_random_uuid(), now())`;
    await client.query(insertion);
    await rows(api.database.orm.em.fork(), sql.raw(`${insertion} returning pg_notify('careline_live', '')`));
    const real = performance.now.bind(performance);
    let shift = 0;
    const later = jest.spyOn(performance, 'now').mockImplementation(() => real() + shift);
    try {
      let ready = await api.call({ url: '/readyz' });
      for (; ready.json<{ liveUpdates: string }>().liveUpdates === 'current'; shift += 500) {
        ready = await api.call({ url: '/readyz' });
      }
      expect([ready.statusCode, ready.json()]).toMatchObject([200, { status: 'ok', liveUpdates: 'held back' }]);
    } finally {
      later.mockRestore();
      await client.end();
    }
  });

  test('a check that never answers is a no', async () => {
    expect((await bare.call({ url: '/readyz' })).json()).toMatchObject({ status: 'degraded' });
  });
});
