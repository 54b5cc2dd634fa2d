// Bytes that Node cannot read as a request, over their own connection.
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { ConnectionError } from 'fastify';
import { answerMalformed } from '../../../api/plugins/malformed-requests.ts';
import { smallApp } from './small-app.ts';

/** Everything that arrives on a connection until it ends. */
async function answerTo(text: string): Promise<{ head: string[]; body: string }> {
  const app = await smallApp((own) => own.get('/', async () => 'ok'));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  const said: Buffer[] = [];
  socket.on('data', (bytes) => said.push(bytes)).write(text);
  await once(socket, 'close');
  const [head = '', body = ''] = Buffer.concat(said).toString().split('\r\n\r\n');
  return { head: head.split('\r\n'), body };
}

test.each([
  ['no request at all', 'HELLO\r\n\r\n', '400 Bad Request', 'invalid-request'],
  ['headers without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, '431', 'headers-too-large'],
])('%s is answered as every other error, and the connection is closed', async (_, text, status, code) => {
  const { head, body } = await answerTo(text);
  const [line, ...headers] = head;
  expect(line).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
  expect(headers).toEqual([
    'content-type: application/problem+json; charset=utf-8',
    'x-content-type-options: nosniff',
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
  ]);
  const detail = expect.stringMatching(/\w \w/);
  expect(JSON.parse(body)).toMatchObject({ code, type: `urn:careline:problem:${code}`, detail });
});

test.each([
  ['GET / HTTP/1.1\r\n\r\n', 400, 'invalid-request'],
  ['GET / HTTP/1.1\r\nhost: a\r\nHost: b\r\n\r\n', 400, 'invalid-request'],
  ['GET / HTTP/1.1\r\nhost: a\r\nhost: a\r\n\r\n', 400, 'invalid-request'],
  ['GET / HTTP/1.1\r\nhost: a b\r\n\r\n', 400, 'invalid-request'],
  ['GET / HTTP/1.1\r\nhost: a/b\r\n\r\n', 400, 'invalid-request'],
  ['GET / HTTP/1.1\r\nhost: a@b\r\n\r\n', 400, 'invalid-request'],
  ['GET / HTTP/1.1\r\nhost: a:b\r\n\r\n', 400, 'invalid-request'],
  ['GET http://b/ HTTP/1.1\r\nhost: a\r\n\r\n', 400, 'invalid-request'],
  ['GET http://a:81/ HTTP/1.1\r\nhost: a\r\n\r\n', 400, 'invalid-request'],
  ['GET http://b/ HTTP/1.0\r\n\r\n', 400, 'invalid-request'],
  ['GET / HTTP/1.1\r\nhost: a\r\nexpect: miracles\r\n\r\n', 417, 'expectation-failed'],
])('%j is answered as every other error', async (text, status, code) => {
  const { head, body } = await answerTo(`${text.slice(0, -2)}connection: close\r\n\r\n`);
  expect(head[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toContain('content-type: application/problem+json; charset=utf-8');
  expect(body).toMatch(new RegExp(`"code":"${code}","detail":"\\w+ \\w`));
});

test.each([
  'GET / HTTP/1.0\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nx-by: host\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n',
  'GET / HTTP/1.1\r\nhost:\r\n',
  'GET / HTTP/1.1\r\nhost: [::1]:8080\r\n',
  'GET / HTTP/1.1\r\nhost: my_care.example:8080\r\n',
  'GET http://a/ HTTP/1.1\r\nhost: a\r\n',
  'GET http://A:80/ HTTP/1.1\r\nhost: a\r\n',
])('%j is a request', async (text) =>
  expect((await answerTo(`${text}connection: close\r\n\r\n`)).head[0]).toMatch(/ (?:100|200) /),
);

describe('a connection', () => {
  const error = (code: string) => Object.assign(new Error(), { code }) as ConnectionError;
  /** The bytes that are written to a connection, and whether it is torn down. */
  const end = (code: string, prepare: (socket: PassThrough) => void = () => undefined) => {
    const socket = new PassThrough();
    socket.on('error', () => undefined);
    prepare(socket);
    answerMalformed(error(code), socket as unknown as Socket);
    return { text: String(socket.read() ?? ''), isGone: socket.destroyed };
  };

  test('that took too long is told so', () => {
    const { text, isGone } = end('ERR_HTTP_REQUEST_TIMEOUT');
    expect(text).toMatch(/^HTTP\/1\.1 408 .*"code":"request-timeout","detail":"\w+ \w/s);
    expect(isGone).toBe(false);
  });

  test('that is gone, or takes nothing more, is told nothing', () => {
    expect(end('ECONNRESET')).toEqual({ text: '', isGone: true });
    expect(end('HPE_INVALID_METHOD', (socket) => socket.end())).toEqual({ text: '', isGone: true });
  });
});
