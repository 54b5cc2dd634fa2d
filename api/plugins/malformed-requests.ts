// Owns the answer to what Node itself cannot read as a request: it has the form of every other error. Refuses to answer a
// connection that is gone.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { type ProblemCode, statusOf } from '../problem-statuses.ts';
import { problemBody } from './problems.ts';

const explained: Record<string, [code: ProblemCode, detail: string]> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'the address and the headers are too large together'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'the request took too long to arrive'],
};

/** For Fastify's `clientErrorHandler`; there is no request and no reply yet, only the connection. */
export function answerMalformed(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error);
    return;
  }
  const [code, detail] = explained[error.code] ?? ['invalid-request', 'this is not an HTTP request that can be read'];
  const status = statusOf(code);
  const body = JSON.stringify(problemBody(code, detail));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    'x-content-type-options: nosniff',
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
