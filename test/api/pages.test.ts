import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { openConnection } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const dist = mkdtempSync(join(tmpdir(), 'careline-dist-'));
mkdirSync(join(dist, 'assets'));
writeFileSync(join(dist, 'index.html'), '<title>console</title>');
writeFileSync(
  join(dist, 'chat.html'),
  '<html lang="ru"><head><title>Careline</title></head><noscript>\nJavaScript\n</noscript></html>',
);
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

const INCOMPLETE = 'This address is incomplete. Open the chat by the link that you were given.';

describe('the built pages', () => {
  test.each(['/', '/login', '/conversations/42', '/settings/people', '/chats'])('%s is the console', async (url) => {
    const page = await api.call({ url, headers: { accept: 'text/html' } });
    expect([page.statusCode, page.body]).toEqual([200, '<title>console</title>']);
    expect(page.headers['content-type']).toMatch('text/html');
    expect(page.headers['cache-control']).toBe('no-cache');
  });

  test.each([
    ['/chat/cdek', 200, 'ru', 'ltr', 'СДЭК: поддержка клиентов', 'Для чата нужен JavaScript.'],
    ['/chat/cdek/?from=letter', 200, 'ru', 'ltr', 'СДЭК: поддержка клиентов', 'Для чата нужен JavaScript.'],
    ['/chat', 404, 'en', 'ltr', 'Careline', INCOMPLETE],
    ['/chat/', 404, 'en', 'ltr', 'Careline', INCOMPLETE],
    ['/chat/filkhedma', 404, 'ar', 'rtl', 'فلخدمة: باقات التنظيف', 'لا توجد محادثة على هذا العنوان. تأكد من الرابط.'],
    ['/chat/petrx', 404, 'en', 'ltr', 'Pet pharmacy calls', 'This chat does not exist. Check the address.'],
    ['/chat/nowhere', 404, 'en', 'ltr', 'Careline', 'This chat does not exist. Check the address.'],
    ['/chat/cdek/more', 404, 'en', 'ltr', 'Careline', 'This chat does not exist. Check the address.'],
    ['/chat/%3Cb%3E', 404, 'en', 'ltr', 'Careline', 'This chat does not exist. Check the address.'],
  ])('%s is the customer page, %i, in the program’s language, which is %s', async (url, ...expected) => {
    const page = await api.call({ url });
    const [, lang, dir] = /<html lang="(\w+)" dir="(\w+)">/.exec(page.body) ?? [];
    const [, title] = /<title>(.*)<\/title>/.exec(page.body) ?? [];
    const [, withoutScript] = /<noscript>(.*)<\/noscript>/.exec(page.body) ?? [];
    expect([page.statusCode, lang, dir, title, withoutScript]).toEqual(expected);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-cache');
  });

  test.each([
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru', 'Адрес неполный. Откройте чат по ссылке, которую вы получили.'],
    ['fi, ar-EG', 'ar', 'هذا العنوان غير مكتمل. افتح المحادثة من الرابط الذي وصلك.'],
    ['*', 'en', INCOMPLETE],
  ])('an address without a program is incomplete in the browser’s language: %s', async (asked, language, said) => {
    const page = await api.call({ url: '/chat', headers: { 'accept-language': asked } });
    expect([page.statusCode, page.headers['vary']]).toEqual([404, expect.stringContaining('accept-language')]);
    expect(page.body).toMatch(`<html lang="${language}"`);
    expect(page.body).toMatch(said);
  });

  test('an address of the customer page that cannot be read leads to its 404, and no other address does', async () => {
    const answer = await api.call({ url: '/chat/cdek%' });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/chat/cdek%25']);
    expect((await api.call({ url: '/chat/cdek%25' })).statusCode).toBe(404);
    expect((await api.call({ url: '/inbox/%' })).headers['content-type']).toMatch('application/problem+json');
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
    const client = await openConnection(api.database.url);
    await client.query('begin');
    const insertion = `insert into live_events (kind, program, case_id, at) values ('ticket', 'cdek', gen_random_uuid(), now())`;
    await client.query(insertion);
    await rows(api.database.orm.em.fork(), sql.raw(`${insertion} returning pg_notify('careline_live', '')`));
    const real = performance.now.bind(performance);
    let shift = 0;
    const later = jest.spyOn(performance, 'now').mockImplementation(() => real() + shift);
    try {
      const ready = await until(
        () => {
          shift += 500;
          return api.call({ url: '/readyz' });
        },
        (answer) => answer.json<{ liveUpdates: string }>().liveUpdates !== 'current',
      );
      expect([ready.statusCode, ready.json()]).toMatchObject([200, { status: 'ok', liveUpdates: 'held back' }]);
    } finally {
      later.mockRestore();
    }
  });

  test('a check that never answers is a no', async () => {
    expect((await bare.call({ url: '/readyz' })).json()).toMatchObject({ status: 'degraded' });
  });
});
