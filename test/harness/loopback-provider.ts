// A provider on a loopback port that records its acceptances and fails as providers do. It keeps doubles: counting them
// is its purpose.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closedAtTheEnd } from './closing.ts';

/** The first four accept before they fail. */
export const lateFaults = ['answer-lost', 'error-after-acceptance', 'hang', 'wrong-json'] as const;
export const faults = [...lateFaults, 'too-many-requests', 'error-before-acceptance'] as const;
export type Fault = (typeof faults)[number];

export type LoopbackProvider = {
  url: string;
  takesOnce: boolean;
  /** The ids of all accepted effects, one entry per acceptance. */
  accepted: string[];
  /** The faults of the next calls, in their order; `refusal` answers 422. */
  upcoming: (Fault | 'refusal')[];
  /** While true, it does not answer inquiries. */
  silent: boolean;
  /** Called after an acceptance instead of answering. */
  insteadOfAnswering: (() => void) | null;
  close(): Promise<void>;
};

/** `takesOnce` is a provider that knows the reference and accepts it only the first time. */
export async function startLoopbackProvider({ takesOnce = false } = {}): Promise<LoopbackProvider> {
  const server = createServer((request, response) => void answer(provider, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const provider: LoopbackProvider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takesOnce,
    accepted: [],
    upcoming: [],
    silent: false,
    insteadOfAnswering: null,
    close: closedAtTheEnd(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }),
  };
  return provider;
}

async function answer(provider: LoopbackProvider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = (request.url ?? '').split('/').at(-1) ?? '';
  if (request.method === 'GET') {
    if (provider.silent) return void response.writeHead(503).end();
    return said(response, 200, { accepted: provider.accepted.includes(id) });
  }
  request.resume();
  await once(request, 'end');
  const fault = provider.upcoming.shift();
  if (fault === 'refusal') return said(response, 422, {});
  if (fault === 'too-many-requests') return void response.writeHead(429, { 'retry-after': '7' }).end();
  if (fault === 'error-before-acceptance') return said(response, 500, {});
  if (!provider.takesOnce || !provider.accepted.includes(id)) provider.accepted.push(id);
  if (provider.insteadOfAnswering !== null) return provider.insteadOfAnswering();
  if (fault === 'answer-lost') return void response.socket?.destroy();
  if (fault === 'error-after-acceptance') return said(response, 500, {});
  if (fault === 'wrong-json') return void response.writeHead(200).end('<html>Gateway</html>');
  if (fault !== 'hang') said(response, 200, { ref: `ref-${id}` });
}

function said(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
