// Input that no schema can describe: text that cannot be stored, JSON that is nested too deeply.
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { smallApp } from './small-app.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = await smallApp((own) => {
    own.post('/v1/things/:id', { bodyLimit: 100_000, config: { query: 'open' } }, async ({ body }) => ({ body }));
    own.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
  });
});

const json = { 'content-type': 'application/json' };
async function post(payload: string | Buffer, { url = '/v1/things/1', headers = json as Record<string, string> } = {}) {
  const answer = await app.inject({ method: 'POST', url, headers, payload });
  return [answer.statusCode, answer.json()];
}
const refused = (path: string, message: string) => [
  400,
  expect.objectContaining({ code: 'invalid-request', errors: [{ path, message: expect.stringContaining(message) }] }),
];
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('a body', () => {
  test('is read, and an empty one is none', async () => {
    expect(await post('{"a":["text",1,null,true]}')).toEqual([200, { body: { a: ['text', 1, null, true] } }]);
    expect(await post('')).toEqual([200, {}]);
  });

  test.each([
    ['{"a":{"b":"x\\u0000"}}', '/a/b', 'U+0000'],
    ['{"a":[1,"\\ud800"]}', '/a/1', 'half a surrogate pair'],
    ['{"a":{"\\u0000":1}}', '/a', 'U+0000'],
    ['{"\\udc00":1}', 'body', 'half a surrogate pair'],
    ['"\\u0000"', 'body', 'U+0000'],
  ])('%s is refused at %s', async (body, path, message) => {
    expect(await post(body)).toEqual(refused(path, message));
  });

  test('a whole pair of surrogates is text', async () => {
    expect(await post('{"a":"\\ud83d\\ude00"}')).toEqual([200, { body: { a: '😀' } }]);
  });

  test('sixteen levels are enough', async () => {
    expect((await post(nested(16)))[0]).toBe(200);
    expect(await post(nested(17))).toEqual(refused('/0'.repeat(16), '16 levels'));
  });

  test('a thousand fields and items are enough, wherever they stand', async () => {
    const list = (items: number, item: unknown = 1) => JSON.stringify({ a: Array.from({ length: items }, () => item) });
    expect((await post(list(999)))[0]).toBe(200);
    expect(await post(list(1_000))).toEqual(refused('', 'more than 1000'));
    // Brackets inside a text do not count.
    expect((await post(list(999, '\\",[{"')))[0]).toBe(200);
    expect(await post(list(1_000, '\\"'))).toEqual(refused('', 'more than 1000'));
    expect((await post(JSON.stringify({ a: ',[{"\\'.repeat(2_000) })))[0]).toBe(200);
    const spread = Array.from({ length: 10 }, (_, n) => ({ [n]: Array.from({ length: 100 }, () => 1) }));
    expect(await post(JSON.stringify(spread))).toEqual(refused('', 'more than 1000'));
  });

  test.each(['{"a"', '{"__proto__":{}}', '{"constructor":{"prototype":{}}}'])('%s is no body', async (body) => {
    expect(await post(body)).toMatchObject([400, { code: 'invalid-request' }]);
  });

  // «Привет» in windows-1251.
  const cyrillic = Buffer.concat([Buffer.from('{"a":"'), Buffer.from('cff0e8e2e5f2', 'hex'), Buffer.from('"}')]);
  const typed = (type: string) => ({ headers: { 'content-type': type } });

  test('of bytes that are not UTF-8 is refused, and of another charset that is declared as well', async () => {
    expect(await post(cyrillic)).toEqual(refused('', 'is not UTF-8'));
    expect(await post(Buffer.from('{"a":1}', 'utf16le'))).toMatchObject([400, { code: 'invalid-request' }]);
    for (const charset of ['=windows-1251', '="koi8-r"', '=UTF-16', ' = latin1']) {
      const answer = await post(cyrillic, typed(`application/json; Charset${charset}`));
      expect([charset, answer]).toMatchObject([charset, [415, { code: 'unsupported-media-type' }]]);
    }
    for (const charset of ['utf-8', 'UTF-8', '"utf8"', 'us-ascii']) {
      expect((await post('{"a":"Привет"}', typed(`application/json;charset=${charset}`)))[0]).toBe(200);
    }
    // A byte order mark is not part of the text.
    expect(await post('\uFEFF{"a":1}')).toEqual([200, { body: { a: 1 } }]);
  });

  test('that is packed is refused before it is read', async () => {
    for (const coding of ['gzip', 'br', 'identity, gzip', 'UTF-8']) {
      const answer = await post('{"a":1}', {
        headers: { ...typed('application/json').headers, 'content-encoding': coding },
      });
      expect([coding, answer]).toMatchObject([coding, [415, { code: 'unsupported-media-type' }]]);
    }
    const plain = { headers: { ...typed('application/json').headers, 'content-encoding': 'Identity' } };
    expect((await post('{"a":1}', plain))[0]).toBe(200);
  });

  test('plain text is none of ours, and bytes are not looked into', async () => {
    expect((await post('a', { headers: { 'content-type': 'text/plain' } }))[0]).toBe(415);
    const bytes = { headers: { 'content-type': 'application/octet-stream' } };
    expect((await post(Buffer.from('\u0000'), bytes))[0]).toBe(200);
  });
});

test('a query and a path are looked at as well', async () => {
  expect((await post('', { url: `/v1/things/1?${'a&'.repeat(999)}` }))[0]).toBe(200);
  expect(await post('', { url: `/v1/things/1?${'a&'.repeat(1_000)}` })).toEqual(refused('', 'more than 1000'));
  expect((await post('', { url: `/v1/things/1?${'a'.repeat(1_001)}` }))[0]).toBe(200);
  expect(await post('', { url: '/v1/things/1?a=%00' })).toEqual(refused('/a', 'U+0000'));
  expect(await post('', { url: '/v1/things/1?%00=a' })).toEqual(refused('query', 'U+0000'));
  expect(await post('', { url: '/v1/things/%00' })).toEqual(refused('/id', 'U+0000'));
});
