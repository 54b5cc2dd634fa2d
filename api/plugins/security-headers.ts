// There are no exceptions for a library; a page that needs one sets its own header.
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import fp from 'fastify-plugin';
import helmet, { type HelmetOptions } from 'helmet';

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
    const headers = {
      ...headersOf({
        contentSecurityPolicy,
        frameguard: { action: 'deny' },
        referrerPolicy: { policy: 'no-referrer' },
        // Over plain HTTP a browser must not be told to come back over HTTPS only.
        strictTransportSecurity: overHttps ? { maxAge: 31_536_000 } : false,
      }),
      // An answer of the API belongs to its reader; a cache must not keep it for the next one. The path does not decide,
      // because one path has many spellings; a route whose answer may be cached sets its own header.
      'cache-control': 'no-store',
    };
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(headers);
      done();
    });
  },
  { name: 'security-headers' },
);

/** The headers are the same for every answer, so they are asked for once. */
function headersOf(options: HelmetOptions): Record<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, () => undefined);
  return response.getHeaders() as Record<string, string>;
}
