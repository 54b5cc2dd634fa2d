// Owns the stream of live events over HTTP. Refuses to keep a stream open for somebody who is no longer who they were.
import { PassThrough } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Actor } from '../../domain/access/actor.ts';
import type { CarelineApp } from '../careline-app.ts';
import { problems } from '../schemas/problems.ts';
import { openFeed } from './feed.ts';
import { streamTo } from './stream.ts';

const PING_MS = 15_000;

const events = {
  config: { access: 'signed-in' },
  schema: {
    tags: ['events'],
    summary: 'Server-sent events: message, conversation, removed, notification, resync; resumable by Last-Event-ID',
    querystring: Type.Object({ lastEventId: Type.Optional(Type.String({ maxLength: 100 })) }),
    produces: ['text/event-stream'],
    response: { 200: Type.Unsafe<PassThrough>({ type: 'string' }), ...problems(401) },
  },
} as const;

export async function eventRoutes(app: CarelineApp, { databaseUrl }: { databaseUrl: string }): Promise<void> {
  const feed = openFeed({ orm: app.orm, databaseUrl, logger: app.log });
  const streams = new Set<PassThrough>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy();
    await feed.close();
  });

  app.get('/v1/events', events, async (request, reply) => {
    const out = new PassThrough();
    streams.add(out);
    const header = request.headers['last-event-id'];
    const lastEventId = (typeof header === 'string' ? header : null) ?? request.query.lastEventId ?? null;
    const listener = keepIdentified(request, out);
    out.once('close', () => {
      listener.stop();
      streams.delete(out);
    });
    // Whoever goes away while the stream catches up, or finds the database away, leaves nothing behind.
    request.raw.once('close', () => out.destroy());
    const { stop } = await streamTo({ orm: app.orm, feed, actor: listener.actor, out, lastEventId }).catch(
      (error: unknown) => {
        out.destroy();
        throw error;
      },
    );
    if (out.destroyed) stop();
    else out.once('close', stop);
    return reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(out);
  });
}

/** Asks with each ping who listens by now: whoever has signed out, was deactivated or has another role is followed. */
function keepIdentified(request: FastifyRequest, out: PassThrough): { actor(): Actor; stop(): void } {
  let actor = request.actor;
  const ping = setInterval(() => {
    request.identify().then(
      (current) => {
        actor = current;
        if (current.kind === 'anonymous') out.destroy();
        else out.write(': ping\n\n');
      },
      () => out.destroy(),
    );
  }, PING_MS);
  return { actor: () => actor, stop: () => clearInterval(ping) };
}
