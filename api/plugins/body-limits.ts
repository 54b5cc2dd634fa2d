// Owns how many bytes of a body are read, route by route: reading and checking take the event loop, which everybody shares.
// Refuses to know about files: they are read in pieces, with a limit of their own.
import type { RouteOptions } from 'fastify';
import fp from 'fastify-plugin';

/** What a route with a body schema reads, unless it says otherwise; the largest of ours, with every letter escaped, is half of it. */
export const BODY_BYTES = 64 * 1024;
/** What is read where no body is expected, or a login and a password. */
export const SMALL_BODY_BYTES = 4 * 1024;

export const bodyLimits = fp(
  async (app) => {
    app.addHook('onRoute', (route: RouteOptions) => {
      route.bodyLimit ??= route.schema?.body === undefined ? SMALL_BODY_BYTES : BODY_BYTES;
    });
  },
  { name: 'body-limits' },
);
