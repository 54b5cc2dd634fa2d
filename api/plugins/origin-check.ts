// Owns the refusal of requests that another site makes a browser send with its cookie, and the one origin that may do so on some
// routes (CORS). Refuses nothing that carries its proof itself, and nothing that comes from no browser.
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../errors.ts';
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
      // A preflight of whom nobody lets in is no safe method either.
      if (origin !== 'temporal-ui' && (SAFE_METHODS.has(request.method) || !isCheckable(request))) return;
      if (isSameOrigin(request, publicOrigin ?? null)) return;
      throw new ProblemError('cross-site-request', 'this request was made by another site');
    });
  },
  { name: 'origin-check', dependencies: ['@fastify/cookie'] },
);

/** Whether it comes from the one other origin, whose pages may then read the answer, whatever it is. */
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

// Logging in has no session yet, and a foreign page must not log its victim in as somebody else.
function isCheckable({ cookies, routeOptions }: FastifyRequest): boolean {
  return cookies[SESSION_COOKIE] !== undefined || routeOptions.config.origin === 'checked';
}

/** Sec-Fetch-Site cannot be forged by a page, so it decides where it is sent; older browsers send Origin. */
function isSameOrigin({ headers, host }: FastifyRequest, publicOrigin: string | null): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined || origin === publicOrigin) return true;
  const own = `//${host}`;
  return URL.canParse(own, origin) && new URL(own, origin).host === new URL(origin).host;
}
