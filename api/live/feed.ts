// Each process has one connection that listens to PostgreSQL. It reads the log in order and hands each event to every
// listener.
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import type { Orm } from '../../db/orm.ts';
import type { LiveCursor, LiveEventRecord } from '../../db/read/live-events.ts';
import { ACCESS_CHANNEL } from '../../db/write/access-change.ts';
import { LIVE_CHANNEL } from '../../db/write/live-events.ts';
import { PROGRAMS_CHANNEL } from '../../db/write/program-versions.ts';
import { logReader } from './log-reader.ts';

export type Listener = (events: readonly LiveEventRecord[]) => void;

export type Feed = {
  /**
   * Listens from now on. `from` is the place of the last event before that, even if the feed has not heard PostgreSQL
   * yet.
   */
  listen(listener: Listener): Promise<{ from: LiveCursor; stop(): void }>;
  /**
   * Calls for each change of access from now on, with the proof or the person that it is about. Returns a function that
   * stops it.
   */
  onAccessChange(changed: (whose: string) => void): () => void;
  /** How long an open transaction has been holding events back; 0 when none does. */
  heldBackMs(): number;
  close(): Promise<void>;
};

const RECONNECT_MS = 500;

/** `onPublished` is called when a program was published, and when that may have been missed. */
type Parts = { orm: Orm; databaseUrl: string; logger: FastifyBaseLogger; onPublished(): void };

/** Begins to listen, and waits for a PostgreSQL that is away. */
export function openFeed({ orm, databaseUrl, logger, onPublished }: Parts): Feed {
  const listeners = new Set<Listener>();
  const watchers = new Set<(whose: string) => void>();
  const closing = new AbortController();
  const heard: Listener = (events) => listeners.forEach((each) => each(events));
  const reader = logReader({ orm, closing: closing.signal, logger, heard });
  let reading: Promise<void> | null = null;

  function wake(): void {
    if (closing.signal.aborted) return;
    reader.again();
    reading ??= reader.readOn().finally(() => {
      reading = null;
    });
  }

  const onChange = (whose: string) => watchers.forEach((changed) => changed(whose));
  const ear = hear({ databaseUrl, logger, closing: closing.signal, onWake: wake, onChange, onPublished });
  return {
    async listen(listener) {
      await reader.findPlace();
      listeners.add(listener);
      return { from: reader.place(), stop: () => listeners.delete(listener) };
    },
    onAccessChange(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
    heldBackMs: reader.heldBackMs,
    async close() {
      closing.abort();
      await Promise.all([ear, reading]);
    },
  };
}

type Ear = {
  databaseUrl: string;
  logger: FastifyBaseLogger;
  closing: AbortSignal;
  onWake(): void;
  onChange(whose: string): void;
  onPublished(): void;
};

/** Keeps one connection in LISTEN and opens a new one when it is lost. Each connection begins with a wake-up. */
async function hear({ databaseUrl, logger, closing, onWake, onChange, onPublished }: Ear): Promise<void> {
  while (!closing.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.once('end', () => resolve());
      client.on('error', () => resolve());
      closing.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      client.on('notification', ({ channel, payload = '' }) => {
        if (channel === ACCESS_CHANNEL) onChange(payload);
        else if (channel === PROGRAMS_CHANNEL) onPublished();
        else onWake();
      });
      await client.connect();
      await client.query(`listen ${LIVE_CHANNEL}; listen ${ACCESS_CHANNEL}; listen ${PROGRAMS_CHANNEL}`);
      onWake();
      onPublished();
      await lost;
    } catch (error) {
      logger.warn({ err: error }, 'not listening to PostgreSQL yet');
    }
    await client.end().catch(() => undefined);
    if (!closing.aborted) await pause(RECONNECT_MS, undefined, { signal: closing }).catch(() => undefined);
  }
}
