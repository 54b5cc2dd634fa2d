// Owns the answer to a method that a path does not have: 405 with those that it has (RFC 9110, 15.5.6). Refuses to answer for
// paths that there are not.
import { METHODS as HTTP_METHODS } from 'node:http';
import type { HTTPMethods, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import type { CarelineApp } from '../careline-app.ts';
import { ProblemError } from '../errors.ts';

// All that Node reads. What it answers by itself, or together with GET, is not among them.
const METHODS = HTTP_METHODS.filter((method) => method !== 'CONNECT' && method !== 'HEAD');

// Pages and files are the browser's affair.
const OTHERS = ['/openapi.json', '/livez', '/readyz'];

/** Sees every route that is made after it. */
export const seenMethods = fp(
  async (app) => {
    const seen = new Map<string, Set<string>>();
    app.decorate('methodsOf', seen);
    app.addHook('onRoute', ({ url, method }) => {
      const known = seen.get(url) ?? new Set<string>();
      for (const one of [method].flat()) known.add(one);
      seen.set(url, known);
    });
  },
  { name: 'seen-methods' },
);

/** The last of all routes: the methods that the paths of the API do not have. */
export async function otherMethodRoutes(app: CarelineApp): Promise<void> {
  const paths = [...app.methodsOf].filter(([url]) => url.startsWith('/v1/') || OTHERS.includes(url));
  for (const method of METHODS)
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true });
  for (const [url, known] of paths) {
    const others = app.supportedMethods.filter((method) => !known.has(method));
    // A set of its own: these routes are seen as well.
    app.route(notAllowed(url, others as HTTPMethods[], [...known].toSorted().join(', ')));
  }
}

// Said before the body is read, and to everybody: which methods a path has is in the document, which is open.
function notAllowed(url: string, method: string[], allow: string): RouteOptions {
  const refuse = async (): Promise<never> => {
    throw new ProblemError('method-not-allowed', `this path has ${allow}`, { headers: { allow } });
  };
  const config = { access: 'anyone', query: 'open' } as const;
  return { url, method, config, schema: { hide: true }, onRequest: refuse, handler: refuse };
}
