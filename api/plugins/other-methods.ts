// A method that a path does not have gets 405 with the methods that it has (RFC 9110, 15.5.6).
import { METHODS as HTTP_METHODS } from 'node:http';
import type { HTTPMethods, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import type { CarelineApp } from '../server/careline-app.ts';
import { ProblemError } from '../server/errors.ts';

// All methods that Node reads, without those that it answers itself or together with GET.
const METHODS = HTTP_METHODS.filter((method) => method !== 'CONNECT' && method !== 'HEAD');

// For pages and files the browser decides.
const OTHERS = ['/openapi.json', '/livez', '/readyz'];

/** Must be registered before the routes: it sees only routes that are made after it. */
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

/** Must be registered last: adds the methods that the API's paths do not have. */
export async function otherMethodRoutes(app: CarelineApp): Promise<void> {
  const paths = [...app.methodsOf].filter(([url]) => url.startsWith('/v1/') || OTHERS.includes(url));
  for (const method of METHODS)
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true });
  for (const [url, known] of paths) {
    const others = app.supportedMethods.filter((method) => !known.has(method));
    // The list of methods is made now: the new routes are added to this same set.
    app.route(notAllowed(url, others as HTTPMethods[], [...known].toSorted().join(', ')));
  }
}

// Answered before the body is read and to every caller: the public document lists the methods anyway.
function notAllowed(url: string, method: string[], allow: string): RouteOptions {
  const refuse = async (): Promise<never> => {
    throw new ProblemError('method-not-allowed', `this path has ${allow}`, { headers: { allow } });
  };
  const config = { access: 'anyone', query: 'open' } as const;
  return { url, method, config, schema: { hide: true }, onRequest: refuse, handler: refuse };
}
