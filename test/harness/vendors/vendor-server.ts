// Shared by all loopback vendors. It keeps doubles: counting them is its purpose.
import type { IncomingHttpHeaders } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { closedAtTheEnd } from '../closing.ts';
import type { Fault } from '../loopback-provider.ts';

export type VendorAnswer = { status: number; body: unknown; headers?: Record<string, string> };

export type VendorServer = {
  url: string;
  app: FastifyInstance;
  /** The faults of the next calls with an effect, in their order. */
  upcoming: Fault[];
  /** One line per request, such as `POST /api/v2/tickets`. */
  asked: string[];
  /** The same requests as they came. */
  heard: { url: string; headers: IncomingHttpHeaders; body: string }[];
  /** The next answers, whatever is asked. */
  says: VendorAnswer[];
  /** Answers a call with an effect, or fails as told. `told` is called when the whole answer leaves. */
  effect(
    reply: FastifyReply,
    accept: () => VendorAnswer,
    errors: VendorErrors,
    told?: () => void,
  ): Promise<FastifyReply>;
  listen(): Promise<void>;
  close(): Promise<void>;
};

/** A vendor's errors for faults on its side. */
export type VendorErrors = { tooMany: VendorAnswer; broken: VendorAnswer };

/** A server without routes. `listen` fills in its URL. */
export function vendorServer(): VendorServer {
  const app = Fastify({ forceCloseConnections: true });
  const server: VendorServer = {
    url: '',
    app,
    upcoming: [],
    asked: [],
    heard: [],
    says: [],
    effect: (reply, accept, errors, told) => answered(server.upcoming.shift(), reply, accept, errors, told),
    async listen() {
      server.url = await app.listen({ host: '127.0.0.1', port: 0 });
    },
    close: closedAtTheEnd(() => app.close()),
  };
  app.addHook('onRequest', async (request) => void server.asked.push(`${request.method} ${request.url.split('?')[0]}`));
  app.addHook('preHandler', async ({ url, headers, body }, reply) => {
    server.heard.push({ url, headers, body: String(body ?? '') });
    const answer = server.says.shift();
    return answer === undefined ? undefined : say(reply, answer);
  });
  // Bodies are kept unparsed, because each vendor reads them itself.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  return server;
}

async function answered(
  fault: Fault | undefined,
  reply: FastifyReply,
  accept: () => VendorAnswer,
  { tooMany, broken }: VendorErrors,
  told?: () => void,
): Promise<FastifyReply> {
  if (fault === 'too-many-requests') return say(reply, tooMany);
  if (fault === 'error-before-acceptance') return say(reply, broken);
  const answer = accept();
  if (fault === 'error-after-acceptance') return say(reply, broken);
  if (fault === 'wrong-json') return reply.code(200).type('text/html').send('<html>Gateway</html>');
  if (fault === 'answer-lost' || fault === 'hang') {
    reply.hijack();
    if (fault === 'answer-lost') reply.raw.socket?.destroy();
    return reply;
  }
  told?.();
  return say(reply, answer);
}

export function say(reply: FastifyReply, { status, body, headers = {} }: VendorAnswer): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-type': 'application/json; charset=utf-8', ...headers })
    .send(JSON.stringify(body));
}
