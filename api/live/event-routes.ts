import { PassThrough } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { type Actor, actorName } from '../../domain/access/actor.ts';
import { accessNames } from '../plugins/identity.ts';
import { addressOf } from '../plugins/rate-limits.ts';
import { EventStream, EventsHeaders, EventsQuery } from '../schemas/events.ts';
import { problems } from '../schemas/problems.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import type { Feed } from './feed.ts';
import { streamCounter, type StreamLimits } from './stream-limits.ts';
import { streamTo } from './stream.ts';

const PING_MS = 15_000;

const events = {
  config: { access: 'signed-in' },
  schema: {
    tags: ['events'],
    summary:
      'Server-sent events: message, conversation, removed, notification, withdrawn, taken, replay, resync; resumable by Last-Event-ID',
    description:
      'Whatever you may see in the lists, as it happens. A comment every 15 seconds keeps the line open. When access is taken away or given, the stream ends at once; a browser reconnects after a second and names its last event by itself. `LiveEvent` says what each event holds. A supervisor to whom messages are sent leaves one audit row for each stream and conversation. Ten streams of one listener are open at once; the oldest makes room for a further one, and 429 with Retry-After says that all are younger than a minute.',
    querystring: EventsQuery,
    headers: EventsHeaders,
    produces: ['text/event-stream'],
    response: { 200: EventStream, ...problems(401, 429) },
  },
} as const;

type Options = { feed: Feed; limits: StreamLimits | false };

export async function eventRoutes(app: CarelineApp, { feed, limits }: Options): Promise<void> {
  const streams = new Set<PassThrough>();
  const count = streamCounter(limits);
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy();
    await feed.close();
  });

  app.get('/v1/events', events, async (request, reply) => {
    const out = new PassThrough();
    const uncount = count({ ...listenerOf(request), end: () => out.destroy() });
    streams.add(out);
    const lastEventId = lastHeardBy(request);
    const listener = keepIdentified(request, out);
    const deaf = feed.onAccessChange(endingFor(request, out));
    // Catches a change that came before the feed knew of this stream.
    listener.ask();
    out.once('close', () => {
      listener.stop();
      deaf();
      uncount();
      streams.delete(out);
    });
    // A client that leaves while the stream catches up, or while the database is away, leaves nothing behind.
    request.raw.once('close', () => out.destroy());
    const streamed = { orm: app.orm, clock: app.clock, feed, actor: listener.actor, out, lastEventId };
    const { stop } = await streamTo(streamed).catch((error: unknown) => {
      out.destroy();
      throw error;
    });
    if (out.destroyed) stop();
    else out.once('close', stop);
    return reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(out);
  });
}

/** A browser that comes back sends a header; a client that cannot set one uses the query. */
function lastHeardBy({ headers, query }: FastifyRequest): string | null {
  const header = headers['last-event-id'];
  return (typeof header === 'string' ? header : null) ?? (query as Static<typeof EventsQuery>).lastEventId ?? null;
}

function listenerOf(request: FastifyRequest): { who: string; isStaff: boolean; address: string } {
  const { actor } = request;
  const name = actor.kind === 'customer' ? actor.customerId : actorName(actor);
  return { who: `${actor.kind}:${name}`, isStaff: actor.kind === 'staff', address: addressOf(request) };
}

/**
 * Ends the stream when the listener's access changes. Checking first what is left would let events out meanwhile; a
 * client that comes back is checked again.
 */
function endingFor(request: FastifyRequest, out: PassThrough): (whose: string) => void {
  const mine = accessNames(request);
  return (whose) => {
    if (mine.includes(whose)) out.destroy();
  };
}

type Identified = { actor(): Actor; ask(): void; stop(): void };

/**
 * Reads the listener again with each ping: a session can expire without a notice, and a notice is lost with its
 * connection.
 */
function keepIdentified(request: FastifyRequest, out: PassThrough): Identified {
  let actor = request.actor;
  const ask = () =>
    request.identify().then(
      (current) => {
        actor = current;
        if (current.kind === 'anonymous') out.destroy();
        else out.write(': ping\n\n');
      },
      () => out.destroy(),
    );
  const ping = setInterval(() => void ask(), PING_MS);
  return { actor: () => actor, ask: () => void ask(), stop: () => clearInterval(ping) };
}
