// Without built pages the API still works.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chatPage } from './chat-page.ts';

// Paths that answer for themselves. A wrong address under them is an error, not a page of the console.
const NOT_PAGES = /^\/(?:v1|docs|assets|openapi\.json|livez|readyz)(?:\/|$)/;

const route = { config: { access: 'anyone' }, schema: { hide: true } } as const;

/** A browser that opens a page asks for HTML; a program that asks for a missing address gets a 404. */
function isPage({ url, headers: { accept = '' } }: FastifyRequest): boolean {
  return /\btext\/html\b/i.test(accept) && !NOT_PAGES.test(url.split('?', 1)[0] ?? '');
}

/** @param options `dist` is the folder that the web build fills: index.html, chat.html, assets/ */
export async function consolePages(app: FastifyInstance, { dist }: { dist: string }): Promise<void> {
  if (!existsSync(join(dist, 'index.html'))) return;
  app.addHook('onRoute', (added) => {
    added.config = { ...added.config, access: 'anyone' };
    added.schema = { ...added.schema, hide: true };
  });
  // A file's name changes with its content, so a browser never needs to ask again.
  const kept = { immutable: true, maxAge: '365d', cacheControl: true, index: false } as const;
  await app.register(fastifyStatic, { root: join(dist, 'assets'), prefix: '/assets/', ...kept });

  const page = (reply: FastifyReply, name: string) =>
    reply.header('cache-control', 'no-cache').sendFile(name, dist, { cacheControl: false });
  app.get('/', route, (_request, reply) => page(reply, 'index.html'));
  await app.register(chatPage, { dist });
  app.get('/*', route, (request, reply) => (isPage(request) ? page(reply, 'index.html') : reply.callNotFound()));
}
