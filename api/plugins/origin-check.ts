// Another site can make a browser send its session cookie: such requests are refused. Requests with their own proof,
// and those from no browser, pass. On some routes one other origin may ask (CORS).
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../server/errors.ts';
import { SESSION_COOKIE } from './sessions.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

type Origins = { publicUrl: string | undefined; temporalUi?: string | undefined };

export const originCheck = fp<Origins>(
  async (app, { publicUrl, temporalUi }) => {
    const [publicOrigin, uiOrigin] = [publicUrl, temporalUi].map((url) =>
      url === undefined ? null : new URL(url).origin,
    );
    app.addHook('onRequest', async (request, reply) => {
      const { origin } = request.routeOptions.config;
      if (origin === 'temporal-ui' && isLetIn(request, reply, uiOrigin ?? null)) return;
      // A preflight from an unknown origin is not safe either.
      if (origin !== 'temporal-ui' && (SAFE_METHODS.has(request.method) || !isCheckable(request))) return;
      if (isSameOrigin(request, publicOrigin ?? null)) return;
      throw new ProblemError('cross-site-request', 'this request was made by another site');
    });
  },
  { name: 'origin-check', dependencies: ['@fastify/cookie'] },
);

/** Tells whether the request comes from the one other origin. Its pages may then read the answer, even an error. */
function isLetIn({ headers }: FastifyRequest, reply: FastifyReply, allowed: string | null): boolean {
  reply.header('vary', 'Origin');
  if (allowed === null || headers.origin !== allowed) return false;
  reply
    .header('access-control-allow-origin', allowed)
    .header('access-control-allow-credentials', 'true')
    .header('access-control-allow-methods', 'POST')
    .header('access-control-allow-headers', 'Content-Type, X-Namespace');
  return true;
}

// A login has no session yet, and a foreign page must not log its victim in as another person.
function isCheckable({ cookies, routeOptions }: FastifyRequest): boolean {
  return cookies[SESSION_COOKIE] !== undefined || routeOptions.config.origin === 'checked';
}

/** A page cannot forge Sec-Fetch-Site, so it decides where it is sent; older browsers send Origin. */
function isSameOrigin({ headers, host }: FastifyRequest, publicOrigin: string | null): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined || origin === publicOrigin) return true;
  const own = `//${host}`;
  return URL.canParse(own, origin) && new URL(own, origin).host === new URL(origin).host;
}
