// Reading and checking a body takes the event loop, which all requests share. Files are read in pieces and have their
// own limit.
import type { RouteOptions } from 'fastify';
import fp from 'fastify-plugin';

/**
 * The limit of a route with a body schema, unless the route sets another. Our largest body, with every letter escaped,
 * is half of it.
 */
export const BODY_BYTES = 64 * 1024;
/** The limit where no body is expected, or only a login and a password. */
export const SMALL_BODY_BYTES = 4 * 1024;

export const bodyLimits = fp(
  async (app) => {
    app.addHook('onRoute', (route: RouteOptions) => {
      route.bodyLimit ??= route.schema?.body === undefined ? SMALL_BODY_BYTES : BODY_BYTES;
    });
  },
  { name: 'body-limits' },
);
