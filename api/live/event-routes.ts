// Owns the stream of live events over HTTP. Refuses to keep a stream open for somebody who is no longer who they were.
import { PassThrough } from 'node:stream';
import Type from 'typebox';
import type { CarelineApp } from '../app.ts';
import { problems } from '../schemas/problems.ts';
import { openFeed } from './feed.ts';
import { streamTo } from './stream.ts';

const PING_MS = 15_000;

export async function eventRoutes(app: CarelineApp, { databaseUrl }: { databaseUrl: string }): Promise<void> {
  const feed = openFeed({ orm: app.orm, databaseUrl, logger: app.log });
  const streams = new Set<PassThrough>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy();
    await feed.close();
  });

  app.get(
    '/v1/events',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['events'],
        summary: 'Server-sent events: message, conversation, removed, notification, resync; resumable by Last-Event-ID',
        querystring: Type.Object({ lastEventId: Type.Optional(Type.String()) }),
        produces: ['text/event-stream'],
        response: { 200: Type.Unsafe<PassThrough>({ type: 'string' }), ...problems(401) },
      },
    },
    async (request, reply) => {
      const out = new PassThrough();
      streams.add(out);
      let actor = request.actor;
      const header = request.headers['last-event-id'];
      const lastEventId = (typeof header === 'string' ? header : null) ?? request.query.lastEventId ?? null;
      const { stop } = await streamTo({ orm: app.orm, feed, actor: () => actor, out, lastEventId });
      const ping = setInterval(() => {
        // Signed out, deactivated or moved to another role: the stream follows within one ping.
        request.identify().then(
          (current) => {
            actor = current;
            if (current.kind === 'anonymous') out.destroy();
            else out.write(': ping\n\n');
          },
          () => out.destroy(),
        );
      }, PING_MS);
      out.once('close', () => {
        clearInterval(ping);
        stop();
        streams.delete(out);
      });
      request.raw.once('close', () => out.destroy());
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(out);
    },
  );
}
