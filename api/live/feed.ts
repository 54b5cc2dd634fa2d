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

export type Listener = (events: readonly LiveEventRecord[]) => void;

export type Feed = {
  /** From now on; the place says after which event that is, also before the feed has heard PostgreSQL at all. */
  listen(listener: Listener): Promise<{ from: LiveCursor; stop(): void }>;
  close(): Promise<void>;
};

const PAGE = 500;
const RECONNECT_MS = 500;
// An open transaction holds later events back; it is short, so looking again soon costs little.
const HELD_BACK_MS = 10;

type Parts = { orm: Orm; databaseUrl: string; logger: FastifyBaseLogger };

/** Begins to listen; a PostgreSQL that is away is waited for. */
export function openFeed({ orm, databaseUrl, logger }: Parts): Feed {
  const listeners = new Set<Listener>();
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

  const ear = hear({ databaseUrl, logger, closing: closing.signal, onWake: wake });
  return {
    async listen(listener) {
      await reader.findPlace();
      listeners.add(listener);
      return { from: reader.place(), stop: () => listeners.delete(listener) };
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
      do {
        again = false;
        const after = await findPlace();
        const { events, settled } = await readLiveEvents(orm.em.fork(), after, PAGE);
        cursor = events.at(-1)?.cursor ?? after;
        if (events.length > 0) heard(events);
        if (!settled) await pause(HELD_BACK_MS);
        again ||= !settled || events.length === PAGE;
      } while (again && !closing.aborted);
    },
  };
}

type Ear = { databaseUrl: string; logger: FastifyBaseLogger; closing: AbortSignal; onWake(): void };

/** Keeps one connection in LISTEN and makes a new one whenever it is lost; each connection begins with a wake-up. */
async function hear({ databaseUrl, logger, closing, onWake }: Ear): Promise<void> {
  while (!closing.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.once('end', () => resolve());
      client.on('error', () => resolve());
      closing.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      client.on('notification', onWake);
      await client.connect();
      await client.query(`listen ${LIVE_CHANNEL}`);
      onWake();
      await lost;
    } catch (error) {
      logger.warn({ err: error }, 'not listening to PostgreSQL yet');
    }
    await client.end().catch(() => undefined);
    if (!closing.aborted) await pause(RECONNECT_MS, undefined, { signal: closing }).catch(() => undefined);
  }
}
