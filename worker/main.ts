// Owns the worker process: settings in, worker and relay running, orderly stop. Refuses to hold any rule.
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { migrate, openOrm } from '../db/orm.ts';
import { purgeProcessedEvents } from '../db/write/inbox.ts';
import { purgeLiveEvents } from '../db/write/live-events.ts';
import { purgeDelivered } from '../db/write/outbox.ts';
import { later, toInstant } from '../domain/calendar/instant.ts';
import { systemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import { readSettings, type Settings, SettingsError } from '../platform/settings.ts';
import { connectionOptions } from '../platform/temporal.ts';
import { inboxHandlers } from './inbox-handlers.ts';
import { relayInbox } from './inbox-relay.ts';
import { repeat } from './loop.ts';
import { relayOutbox } from './outbox-relay.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { createWorker } from './worker.ts';

const RELAY_EVERY_MS = 500;
const PURGE_EVERY_MS = 3_600_000;

async function main(settings: Settings): Promise<void> {
  const logger = createLogger(settings, 'worker');
  Runtime.install({ shutdownSignals: [] });
  const orm = openOrm(settings.DATABASE_URL);
  await untilItWorks('PostgreSQL', logger, () => migrate(orm));
  const { connection, native } = await untilItWorks('Temporal', logger, () => connect(settings));
  const namespace = settings.TEMPORAL_NAMESPACE;
  await untilItWorks('search attributes', logger, () => registerSearchAttributes(connection, namespace));
  const taskQueue = settings.TEMPORAL_TASK_QUEUE;
  const worker = await createWorker({ connection: native, namespace, taskQueue, orm });
  const stopping = new AbortController();
  const client = new Client({ connection, namespace });
  const relay = async () => (await relayOutbox({ orm, client, taskQueue, clock: systemClock, logger })) > 0;
  const inbox = async () => (await relayInbox({ orm, clock: systemClock, logger }, inboxHandlers)) > 0;
  const purge = async () => {
    const now = toInstant(systemClock.now());
    await purgeLiveEvents(orm.em.fork(), later(now, 'PT-24H'));
    await purgeDelivered(orm.em.fork(), later(now, 'PT-168H'));
    await purgeProcessedEvents(orm.em.fork(), later(now, 'PT-720H'));
    return false;
  };
  const signal = stopping.signal;
  const loops = [
    repeat(purge, { everyMs: PURGE_EVERY_MS, signal, logger, name: 'purge' }),
    repeat(inbox, { everyMs: RELAY_EVERY_MS, signal, logger, name: 'inbox relay' }),
  ];
  if (settings.CARELINE_OUTBOX)
    loops.push(repeat(relay, { everyMs: RELAY_EVERY_MS, signal, logger, name: 'outbox relay' }));
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => worker.shutdown());
  logger.info({ taskQueue }, 'worker ready');
  await worker.run();
  stopping.abort();
  await Promise.all(loops);
  await Promise.all([connection.close(), native.close(), orm.close()]);
}

async function connect(settings: Settings): Promise<{ connection: Connection; native: NativeConnection }> {
  const options = connectionOptions(settings);
  return { connection: await Connection.connect(options), native: await NativeConnection.connect(options) };
}

/** What this process stands on may start after it: waits for it, saying so, for as long as it takes. */
async function untilItWorks<T>(what: string, logger: Logger, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      logger.warn({ err: error }, `waiting for ${what}`);
      await pause(1_000);
    }
  }
}

try {
  await main(readSettings(process.env));
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}
