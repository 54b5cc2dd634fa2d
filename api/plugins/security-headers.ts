// Owns the headers that tell browsers what our pages may do: only what comes from here. Refuses exceptions for a library;
// a page that needs one says so itself.
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fp from 'fastify-plugin';

/** Everything from our own origin; pictures that a person is about to send come from memory. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

export const securityHeaders = fp<{ overHttps: boolean }>(
  async (app, { overHttps }) => {
    const options: FastifyHelmetOptions = {
      contentSecurityPolicy,
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
      // Over plain HTTP a browser must not be told to come back over HTTPS only.
      strictTransportSecurity: overHttps ? { maxAge: 31_536_000 } : false,
    };
    await app.register(helmet, options);
    // What the API answers is somebody's own; a cache must not keep it for the next one.
    app.addHook('onRequest', async (request, reply) => {
      if (request.url.startsWith('/v1/')) reply.header('cache-control', 'no-store');
    });
  },
  { name: 'security-headers' },
);
