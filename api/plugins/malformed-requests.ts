// Input that Node cannot read as a request, or would answer itself, gets an error in the same form as all others.
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../server/errors.ts';
import { type ProblemCode, statusOf } from '../server/problem-statuses.ts';
import { problemBody } from './problems.ts';

const explained: Record<string, [code: ProblemCode, detail: string]> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'the address and the headers are too large together'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'the request took too long to arrive'],
};

/** For Fastify's `clientErrorHandler`: there is no request and no reply yet, only the connection. */
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

/** Handles what Node would answer without a body; Node's own check of `Host` is switched off for that. */
export const plainAnswers = fp(
  async (app) => {
    app.server.on('checkExpectation', refuseExpectation);
    app.addHook('onRequest', async ({ raw: { rawHeaders, httpVersion, url = '/' } }) => {
      const hosts = rawHeaders.filter((_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === 'host');
      // With two hosts, two readers could each believe a different one (RFC 9112, 3.2).
      if (hosts.length > 1) throw new ProblemError('invalid-request', 'the request names more than one Host');
      const [host] = hosts;
      if (host === undefined && httpVersion !== '1.0') {
        throw new ProblemError('invalid-request', 'the request names no Host');
      }
      if (host !== undefined && !HOST.test(host)) throw new ProblemError('invalid-request', 'this is no Host');
      // `GET http://other/livez`: a host in the address is a second one.
      if (!/^[/*]/.test(url) && hostOf(url) !== hostOf(`http://${host}`)) {
        throw new ProblemError('invalid-request', 'the address names another host than Host');
      }
    });
  },
  { name: 'plain-answers' },
);

// RFC 3986, 3.2.2, and a port; empty where the address has no host.
const HOST = /^(?:\[[0-9A-Za-z:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/;

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  const body = problemBody('expectation-failed', `nothing here answers to Expect: ${request.headers.expect}`);
  response.writeHead(body.status, { 'content-type': 'application/problem+json; charset=utf-8', connection: 'close' });
  response.end(JSON.stringify(body));
}
