// Owns the process's one ear on PostgreSQL: it wakes, reads the log in order and hands each event to every listener.
// Refuses to know who may see what.
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import type { Orm } from '../../db/orm.ts';
import {
  type LiveCursor,
  type LiveEventRecord,
  liveCursorNow,
  readLiveEvents,
  START_OF_LOG,
} from '../../db/read/live-events.ts';
import { LIVE_CHANNEL } from '../../db/write/live-events.ts';
import { SESSION_END_CHANNEL } from '../../db/write/sessions.ts';

export type Listener = (events: readonly LiveEventRecord[]) => void;

export type Feed = {
  /** From now on; the place says after which event that is, also before the feed has heard PostgreSQL at all. */
  listen(listener: Listener): Promise<{ from: LiveCursor; stop(): void }>;
  /** Calls for each login session that ends from now on, with the hash of its id. Returns how to stop. */
  onSessionEnd(ended: (sidHash: string) => void): () => void;
  close(): Promise<void>;
};

const PAGE = 500;
const RECONNECT_MS = 500;
// An open transaction holds later events back. It is short and tells when it ends, unless it adds no event: so looking
// again begins soon and becomes rarer.
const HELD_BACK_MS = [2, 3, 5, 10] as const;

type Parts = { orm: Orm; databaseUrl: string; logger: FastifyBaseLogger };

/** Begins to listen; a PostgreSQL that is away is waited for. */
export function openFeed({ orm, databaseUrl, logger }: Parts): Feed {
  const listeners = new Set<Listener>();
  const enders = new Set<(sidHash: string) => void>();
  const closing = new AbortController();
  const reader = logReader({
    orm,
    closing: closing.signal,
    heard: (events) => listeners.forEach((each) => each(events)),
  });
  let reading: Promise<void> | null = null;

  function wake(): void {
    if (closing.signal.aborted) return;
    reader.again();
    reading ??= reader
      .readOn()
      .catch((error: unknown) =>
        logger.warn({ err: error }, 'the live log could not be read; the next wake-up goes on'),
      )
      .finally(() => {
        reading = null;
      });
  }

  const onEnd = (sidHash: string) => enders.forEach((ended) => ended(sidHash));
  const ear = hear({ databaseUrl, logger, closing: closing.signal, onWake: wake, onEnd });
  return {
    async listen(listener) {
      await reader.findPlace();
      listeners.add(listener);
      return { from: reader.place(), stop: () => listeners.delete(listener) };
    },
    onSessionEnd(ended) {
      enders.add(ended);
      return () => void enders.delete(ended);
    },
    async close() {
      closing.abort();
      await Promise.all([ear, reading]);
    },
  };
}

type Reading = { orm: Orm; closing: AbortSignal; heard(events: readonly LiveEventRecord[]): void };

/** Reads the log from where it stopped, for as long as there is more or something is held back. */
function logReader({ orm, closing, heard }: Reading) {
  let cursor: LiveCursor | null = null;
  let again = false;
  const findPlace = async (): Promise<LiveCursor> => {
    if (cursor !== null) return cursor;
    const now = await liveCursorNow(orm.em.fork());
    return (cursor ??= now);
  };
  return {
    findPlace,
    again: () => void (again = true),
    place: () => cursor ?? START_OF_LOG,
    async readOn(): Promise<void> {
      let held = 0;
      do {
        again = false;
        const after = await findPlace();
        const { events, settled } = await readLiveEvents(orm.em.fork(), after, PAGE);
        cursor = events.at(-1)?.cursor ?? after;
        if (events.length > 0) heard(events);
        if (settled) held = 0;
        else await pause(HELD_BACK_MS[Math.min(held++, HELD_BACK_MS.length - 1)]);
        again ||= !settled || events.length === PAGE;
      } while (again && !closing.aborted);
    },
  };
}

type Ear = {
  databaseUrl: string;
  logger: FastifyBaseLogger;
  closing: AbortSignal;
  onWake(): void;
  onEnd(sidHash: string): void;
};

/** Keeps one connection in LISTEN and makes a new one whenever it is lost; each connection begins with a wake-up. */
async function hear({ databaseUrl, logger, closing, onWake, onEnd }: Ear): Promise<void> {
  while (!closing.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.once('end', () => resolve());
      client.on('error', () => resolve());
      closing.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      client.on('notification', ({ channel, payload = '' }) =>
        channel === SESSION_END_CHANNEL ? onEnd(payload) : onWake(),
      );
      await client.connect();
      await client.query(`listen ${LIVE_CHANNEL}; listen ${SESSION_END_CHANNEL}`);
      onWake();
      await lost;
    } catch (error) {
      logger.warn({ err: error }, 'not listening to PostgreSQL yet');
    }
    await client.end().catch(() => undefined);
    if (!closing.aborted) await pause(RECONNECT_MS, undefined, { signal: closing }).catch(() => undefined);
  }
}
