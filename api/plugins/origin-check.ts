// Owns the refusal of requests that another site makes a browser send with its cookie. Refuses nothing that carries its
// proof itself, and nothing that comes from no browser.
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../errors.ts';
import { SESSION_COOKIE } from './sessions.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export const originCheck = fp<{ publicUrl: string | undefined }>(
  async (app, { publicUrl }) => {
    const publicOrigin = publicUrl === undefined ? null : new URL(publicUrl).origin;
    app.addHook('onRequest', async (request) => {
      if (SAFE_METHODS.has(request.method) || !isCheckable(request)) return;
      if (isSameOrigin(request, publicOrigin)) return;
      throw new ProblemError('cross-site-request', 'this request was made by another site');
    });
  },
  { name: 'origin-check', dependencies: ['@fastify/cookie'] },
);

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
