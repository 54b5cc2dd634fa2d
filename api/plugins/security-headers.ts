// There are no exceptions for a library; a page that needs one sets its own header.
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fp from 'fastify-plugin';

/** Everything comes from our own origin; pictures that a person is about to send come from memory. */
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
    // An answer of the API belongs to its reader; a cache must not keep it for the next one. The path does not decide,
    // because one path has many spellings; a route whose answer may be cached sets its own header.
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
  },
  { name: 'security-headers' },
);
