// Every upload form that was broken on purpose is answered with 4xx at once and leaves no message.
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, sql } from '../../../db/sql.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { allOf, connected } from '../../harness/socket.ts';
import { bearer, type Stored, storeConversation } from '../../harness/stored-conversation.ts';
import { until } from '../../harness/until.ts';

let api: TestApi;
let stored: Stored;
let port: number;
beforeAll(async () => {
  api = await startApi();
  stored = await storeConversation(api.database.orm);
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  port = (api.app.server.address() as AddressInfo).port;
});
afterAll(() => api.close());

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000154a24f5f0000000049454e44ae426082',
  'hex',
);
type Part = [head: string | Buffer, content: Buffer | string];

const FILE = 'Content-Disposition: form-data; name="file"; filename="a.png"';
const field = (name: string, value: string | Buffer, type = 'text/plain'): Part => [
  `Content-Disposition: form-data; name="${name}"\r\nContent-Type: ${type}`,
  value,
];

function formOf(parts: Part[], end = '--XX--\r\n'): Buffer {
  const pieces = parts.flatMap(([head, content]) => ['--XX\r\n', head, '\r\n\r\n', content, '\r\n']);
  return Buffer.concat([...pieces, end].map((piece) => Buffer.from(piece)));
}

const send = (payload: Buffer, type = 'multipart/form-data; boundary=XX', headers = {}) =>
  api.call({
    method: 'POST',
    url: `/v1/conversations/${stored.id}/attachments`,
    payload,
    headers: { ...bearer(stored), 'content-type': type, ...headers },
  });
const sendWith = (key: string, payload: Buffer) => send(payload, undefined, { 'idempotency-key': key });

const messages = async () =>
  (await row<{ n: number }>(api.database.orm.em.fork(), sql`select count(*)::int as n from messages`))?.n;

describe('a form that cannot be read is a 400 that leaves no message', () => {
  const whole = formOf([[FILE, PNG]]);
  test.each([
    ['without an end', formOf([[FILE, PNG]], ''), undefined],
    ['cut off inside of a large file', formOf([[FILE, Buffer.alloc(300_000, 1)]], '').subarray(0, -50), undefined],
    ['without a boundary', whole, 'multipart/form-data'],
    ['under another boundary', whole, 'multipart/form-data; boundary=YY'],
    ['under an endless boundary', whole, `multipart/form-data; boundary=${'y'.repeat(5_000)}`],
    ['with nothing in it', formOf([]), undefined],
    [
      'with the file under another name',
      formOf([['Content-Disposition: form-data; name="x"; filename="a.png"', PNG]]),
      undefined,
    ],
    ['with a field for a file', formOf([field('file', 'hello')]), undefined],
    [
      'with __proto__ for a field',
      formOf([['Content-Disposition: form-data; name="__proto__"; filename="a"', PNG]]),
      undefined,
    ],
    [
      'with an id that is an object',
      formOf([field('clientMessageId', '{"toString":1}', 'application/json'), [FILE, PNG]]),
      undefined,
    ],
    ['with an id that is too long', formOf([field('clientMessageId', 'x'.repeat(201)), [FILE, PNG]]), undefined],
    ['with two ids', formOf([field('clientMessageId', '1'), field('clientMessageId', '2'), [FILE, PNG]]), undefined],
    ['with NUL in the id', formOf([field('clientMessageId', 'a\0b'), [FILE, PNG]]), undefined],
  ])('%s', async (_, payload, type) => {
    const before = await messages();
    const answer = await send(payload, type);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid-request']);
    expect(await messages()).toBe(before);
  });
});

const cyrillic = Buffer.from('cff0e8e2e5f2', 'hex');
const named = (head: string) => Buffer.concat([Buffer.from(head), cyrillic, Buffer.from('.png"')]);

test.each<[string, Buffer]>([
  ['the name of the file', formOf([[named('Content-Disposition: form-data; name="file"; filename="'), PNG]])],
  [
    'a name that says its charset',
    formOf([['Content-Disposition: form-data; name="file"; filename*=windows-1251\'\'%CF%F0.png', PNG]]),
  ],
  ['the caption', formOf([field('caption', cyrillic), [FILE, PNG]])],
  [
    'a caption that says its charset',
    formOf([field('caption', cyrillic, 'text/plain; charset=windows-1251'), [FILE, PNG]]),
  ],
  ['the sender’s own id', formOf([field('clientMessageId', cyrillic), [FILE, PNG]])],
])('%s in windows-1251 is a 400, and nothing is stored', async (_, payload) => {
  const before = await messages();
  const answer = await send(payload);
  expect([answer.statusCode, answer.json<{ errors: unknown[] }>().errors]).toEqual([
    400,
    [{ path: expect.any(String), message: 'is not UTF-8' }],
  ]);
  expect(await messages()).toBe(before);
});

test('a form that declares another charset is a 415', async () => {
  const before = await messages();
  const answer = await send(formOf([[FILE, PNG]]), 'multipart/form-data; boundary=XX; charset=windows-1251');
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([415, 'unsupported-media-type']);
  expect(await messages()).toBe(before);
});

test('a second file is refused with the first, and none of them is kept', async () => {
  const files = () => row<{ n: number }>(api.database.orm.em.fork(), sql`select count(*)::int as n from stored_files`);
  const before = [await messages(), await files()];
  const second = FILE.replace('a.png', 'b.png');
  for (const form of [
    formOf([
      [FILE, PNG],
      [second, PNG],
    ]),
    formOf([
      [FILE, PNG],
      field('clientMessageId', 'one'),
      [second.replace('"file"', '"other"'), Buffer.alloc(300_000, 1)],
    ]),
  ]) {
    const answer = await send(form);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'too-many-files']);
  }
  expect([await messages(), await files()]).toEqual(before);
});

test('an id that comes after its file is read all the same', async () => {
  const form = formOf([[FILE, PNG], field('clientMessageId', 'behind')]);
  const answers = [await send(form), await send(form)];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200]);
});

test('a card number in the name of a file is masked', async () => {
  const answer = await send(formOf([[FILE.replace('a.png', 'card_4111_1111_1111_1111.png'), PNG]]));
  expect([answer.statusCode, answer.json<{ name: string }>().name]).toEqual([201, 'card_••••_••••_••••_1111.png']);
});

test('a file without a name is taken when its type says that it is one', async () => {
  const head = 'Content-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream';
  const answer = await send(formOf([[head, PNG]]));
  expect([answer.statusCode, answer.json<{ name: string }>().name]).toEqual([201, 'file.png']);
});

test('an id left empty is none: two files are two', async () => {
  const form = formOf([field('clientMessageId', ''), [FILE, PNG]]);
  const answers = [await send(form), await send(form)];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
});

test('an upload that goes on after the answer is read to the end, so that the connection does not hang', async () => {
  const form = formOf([['Content-Disposition: form-data; name="x"; filename="a.png"', Buffer.alloc(12_000_000, 1)]]);
  const socket = connected(port);
  const head = [
    `POST /v1/conversations/${stored.id}/attachments HTTP/1.1`,
    'host: localhost',
    `authorization: ${bearer(stored).authorization}`,
    'content-type: multipart/form-data; boundary=XX',
    `content-length: ${form.length}`,
  ];
  let heard = '';
  socket.on('data', (bytes) => void (heard += bytes.toString()));
  const allSent = new Promise<void>((resolve) => {
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(form, () => resolve());
  });
  await allSent;
  await until(
    () => heard,
    () => heard.includes('\r\n\r\n'),
  );
  expect(heard).toMatch(/^HTTP\/1\.1 400 /);
});

describe('an upload with an Idempotency-Key', () => {
  const form = formOf([[FILE, PNG]]);

  test('that was cut off by the network is taken when the whole of it comes with the same key', async () => {
    const socket = connected(port);
    const head = [
      `POST /v1/conversations/${stored.id}/attachments HTTP/1.1`,
      'host: localhost',
      `authorization: ${bearer(stored).authorization}`,
      'idempotency-key: cut-off',
      'content-type: multipart/form-data; boundary=XX',
      `content-length: ${form.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(form.subarray(0, 90));
    const begun = () => row(api.database.orm.em.fork(), sql`select 1 from idempotency_keys where status is null`);
    await until(begun, (mark) => mark !== null);
    socket.destroy();
    await until(begun, (mark) => mark === null);
    const whole = await sendWith('cut-off', form);
    expect([whole.statusCode, whole.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect((await sendWith('cut-off', form)).headers['idempotency-replayed']).toBe('true');
  });

  test('that a proxy has ended too early is taken too', async () => {
    const early = form.subarray(0, 90);
    const headers = { 'idempotency-key': 'early', 'transfer-encoding': 'chunked' };
    expect((await send(early, undefined, headers)).statusCode).toBe(400);
    expect((await send(form, undefined, headers)).statusCode).toBe(201);
  });

  test('is another request when its size is another, and is refused under the same key', async () => {
    expect((await sendWith('one-file', form)).statusCode).toBe(201);
    const other = await sendWith('one-file', formOf([[FILE.replace('a.png', 'another.png'), PNG]]));
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  test('gets a definite refusal again', async () => {
    const text = formOf([[FILE, 'no picture']]);
    const answers = [await sendWith('refused', text), await sendWith('refused', text)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422]);
    expect(answers[1]?.headers['idempotency-replayed']).toBe('true');
  });
});

test('a file that comes in single bytes is kept in few pieces', async () => {
  const form = formOf([[FILE, PNG]]);
  const socket = connected(port);
  socket.setNoDelay(true);
  const head = `POST /v1/conversations/${stored.id}/attachments HTTP/1.1\r\nhost: localhost\r\nauthorization: ${bearer(stored).authorization}\r\ncontent-type: multipart/form-data; boundary=XX\r\nconnection: close\r\ncontent-length: ${form.length}\r\n\r\n`;
  socket.write(head);
  for (const byte of form) await new Promise<void>((resolve) => socket.write(Buffer.of(byte), () => resolve()));
  const heard = await allOf(socket);
  const { id } = JSON.parse(heard.slice(heard.indexOf('\r\n\r\n'))) as { id: string };
  const kept = await row<{ n: number }>(
    api.database.orm.em.fork(),
    sql`select count(*)::int as n from file_chunks where file_id = ${id}::uuid`,
  );
  expect(kept?.n).toBe(1);
});
