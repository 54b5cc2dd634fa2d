// Serves a page of its own, without a database.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { chatPage } from '../../../api/plugins/chat-page.ts';
import { allPrograms, defaultProgram, findProgram } from '../../../programs/index.ts';
import { smallApp } from './small-app.ts';

let dist: string;
let app: FastifyInstance;
let routes: RouteOptions[];
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'careline-chat-'));
  build('<p>one</p>');
  routes = [];
  app = await smallApp(async (own) => {
    own.addHook('onRoute', (route) => void routes.push(route));
    await own.register(chatPage, { dist });
  });
});
afterAll(() => rmSync(dist, { recursive: true }));

function build(body: string): void {
  const head = '<html lang="xx" data-x="1"><head><title>Chat\npage</title></head>';
  writeFileSync(join(dist, 'chat.html'), `<!doctype html>${head}<noscript>\n <b>x</b>\n</noscript>${body}</html>`);
}

const ask = async (url: string) => {
  const { statusCode: status, headers, body } = await app.inject(url);
  const [html] = /<html[^>]*>/.exec(body) ?? [];
  const [title] = /<title>[^]*<\/title>/.exec(body) ?? [];
  const [noscript = ''] = /<noscript>[^]*<\/noscript>/.exec(body) ?? [];
  return { status, html, title, isSaid: /^<noscript>[^<]+<\/noscript>$/.test(noscript), noscript, headers, body };
};

test('a program that has a chat: in its language and under its title, asked for each time', async () => {
  const { headers, body, isSaid, ...shown } = await ask('/chat/cdek');
  expect(shown).toMatchObject({
    status: 200,
    html: '<html lang="ru" dir="ltr">',
    title: `<title>${findProgram('cdek')?.title}</title>`,
  });
  expect([headers['cache-control'], headers['content-type'], isSaid]).toEqual([
    ...['no-cache', 'text/html; charset=utf-8', true],
  ]);
  expect(body).toMatch(/^<!doctype html><html.*<p>one<\/p><\/html>$/s);
});

test.each(['/chat/cdek/', `/chat/${defaultProgram()?.name}`])('%s is a chat too', async (url) => {
  expect((await ask(url)).status).toBe(200);
});

test.each(['/chat', '/chat?lang=en', '/chat/', '/chat//'])(
  '%s names no program: 404, and the address is called incomplete in the browser’s language',
  async (url) => {
    const shown = await ask(url);
    expect(shown).toMatchObject({ status: 404, html: '<html lang="en" dir="ltr">', title: '<title>Careline</title>' });
    expect(shown.noscript).toContain('This address is incomplete.');
    const arabic = await app.inject({ url, headers: { 'accept-language': 'fr-FR, ar;q=0.8' } });
    expect(arabic.body).toMatch(/<html lang="ar" dir="rtl">.*هذا العنوان غير مكتمل/s);
  },
);

test('a program without a chat, and no program: 404, in the language that is known', async () => {
  const [chat, none, unknown] = [await ask('/chat/cdek'), await ask('/chat/filkhedma'), await ask('/chat/unknown')];
  expect(none).toMatchObject({ status: 404, html: '<html lang="ar" dir="rtl">' });
  expect(none.title).toBe(`<title>${findProgram('filkhedma')?.title}</title>`);
  expect(unknown).toMatchObject({ status: 404, html: '<html lang="en" dir="ltr">', title: '<title>Careline</title>' });
  const said = [chat, none, unknown].map(({ noscript }) => noscript);
  expect([new Set(said).size, none.isSaid, unknown.isSaid]).toEqual([3, true, true]);
  for (const url of ['/chat/cdek/x', '/chat/cd/ek', '/chat/cdek%20', '/chat/CDEK'])
    expect((await ask(url)).status).toBe(404);
});

test('there are words for every program', async () => {
  for (const { name } of allPrograms()) expect([name, (await ask(`/chat/${name}`)).isSaid]).toEqual([name, true]);
});

test('an address that is badly written leads to one that has no chat; any other remains an error', async () => {
  const { headers, statusCode } = await app.inject('/chat/%zz%?x=%');
  expect([statusCode, headers.location]).toEqual([302, '/chat/%25zz%25']);
  expect((await ask(String(headers.location))).status).toBe(404);
  for (const url of ['/other/%zz', '/x/chat/%zz', '/chat%zz']) expect((await app.inject(url)).statusCode).toBe(400);
});

test('another build is shown at once', async () => {
  build('<p>two</p>');
  expect((await ask('/chat/cdek')).body).toContain('<p>two</p>');
});

test('it is open to anyone, and in no description', () => {
  expect(routes.map(({ url, method }) => `${method} ${url}`)).toEqual(
    expect.arrayContaining(['GET /chat', 'GET /chat/*']),
  );
  for (const { url, config, schema } of routes) {
    expect([url, config?.access, schema?.hide]).toEqual([url, 'anyone', true]);
  }
});
