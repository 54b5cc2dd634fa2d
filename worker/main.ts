import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Adapters } from '../activities/effects/adapters.ts';
import { answerQuestions } from '../activities/effects/inquiry.ts';
import { purgeCases } from '../activities/keeping.ts';
import { endExpiredKeys, sweepHeld } from '../activities/leaving.ts';
import { inquirePayments } from '../activities/effects/payment-inquiry.ts';
import { adaptersFrom } from '../activities/effects/providers.ts';
import { runReplays } from '../activities/replays.ts';
import { EarlierLayout } from '../db/earlier-layout.ts';
import { migrate, openOrm } from '../db/orm.ts';
import { consoleOrigin, summarised } from '../platform/case-summary.ts';
import { systemClock } from '../platform/clock.ts';
import { answerLauncher } from '../platform/liveness.ts';
import { createLogger } from '../platform/logger.ts';
import { payloadsBy } from '../platform/payloads/data-converter.ts';
import { readSettings, type Settings, SettingsError } from '../platform/settings.ts';
import { connectionOptions } from '../platform/temporal.ts';
import { vendorsOf, channelProviders } from '../platform/vendor-settings.ts';
import { giveBackEntry } from '../workflows/leaving/contract.ts';
import { packageContract, refundSettlement } from '../workflows/service-package/contract.ts';
import { runHousekeeping } from './housekeeping.ts';
import { followIntakes } from './intake-clock.ts';
import { inboxHandlers } from './inbox-handlers.ts';
import { relayInbox } from './inbox-relay.ts';
import { repeat } from './loop.ts';
import { type RelayParts, relayOutbox } from './outbox-relay.ts';
import { openPrograms } from './programs.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { createWorker } from './worker.ts';

const RELAY_EVERY_MS = 500;
const PAYMENTS_EVERY_MS = 30_000;
const KEYS_EVERY_MS = 1_000;
const REPLAYS_EVERY_MS = 1_000;
const SWEEP_EVERY_MS = 600_000;
const HOUSE_EVERY_MS = 3_600_000;
const settlements = { [packageContract.process.name]: refundSettlement };
const MIGRATION_WAITS = 'a migration waits for a table that is in use';

async function main(settings: Settings): Promise<void> {
  const logger = createLogger(settings, 'worker');
  Runtime.install({ shutdownSignals: [] });
  const orm = openOrm(settings.DATABASE_URL);
  await untilItWorks('PostgreSQL', logger, () => migrate(orm, (error) => logger.warn({ err: error }, MIGRATION_WAITS)));
  const stopping = new AbortController();
  const programs = await untilItWorks('programs', logger, () => openPrograms({ orm, clock: systemClock, logger }));
  // It needs only the database, so a Temporal outage delays no intake.
  const clock = followIntakes({ orm, clock: systemClock, logger }, stopping.signal);
  const { connection, native } = await untilItWorks('Temporal', logger, () => connect(settings));
  const namespace = settings.TEMPORAL_NAMESPACE;
  await untilItWorks('search attributes', logger, () => registerSearchAttributes(connection, namespace));
  const taskQueue = settings.TEMPORAL_TASK_QUEUE;
  const adapters = adaptersFrom(settings, orm);
  logger.info(channelProviders(vendorsOf(settings)), 'adapters of outside systems');
  const payloads = payloadsBy(settings);
  const worker = await createWorker({ connection: native, namespace, taskQueue, orm, adapters, ...payloads });
  const client = new Client({
    connection,
    namespace,
    ...payloads,
    interceptors: { workflow: [summarised(consoleOrigin(settings))] },
  });
  const parts = { orm, client, taskQueue, clock: systemClock, logger, adapters };
  const loops = [...startLoops(parts, settings, stopping.signal), programs.follow(stopping.signal)];
  // A second signal while it drains changes nothing.
  const drain = () => worker.getState() === 'RUNNING' && worker.shutdown();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, drain);
  logger.info({ taskQueue }, 'worker ready');
  answerLauncher();
  await worker.run();
  stopping.abort();
  await Promise.all([...loops, clock]);
  await Promise.all([connection.close(), native.close(), orm.close()]);
}

/** The loops of this process besides its workflows, until it stops. */
function startLoops(
  parts: RelayParts & { adapters: Adapters },
  settings: Settings,
  signal: AbortSignal,
): Promise<void>[] {
  const { logger } = parts;
  const often = { everyMs: RELAY_EVERY_MS, signal, logger };
  const handlers = inboxHandlers(settings);
  const inbox = async () => (await relayInbox(parts, handlers)) > 0;
  const questions = async () => (await answerQuestions({ ...parts, settlements })) > 0;
  const payments = async () => (await inquirePayments(parts)) > 0;
  const outbox = async () => (await relayOutbox(parts)) > 0;
  const leaving = { ...parts, giveBackEntry };
  const keys = async () => (await endExpiredKeys(leaving)) > 0;
  const sweep = () => sweepHeld(leaving).then(() => false);
  const loops = [
    repeat(() => runHousekeeping({ ...parts, signal }).then(() => false), {
      ...often,
      everyMs: HOUSE_EVERY_MS,
      name: 'housekeeping',
    }),
    repeat(() => purgeCases({ ...parts, signal }).then(() => false), {
      ...often,
      everyMs: HOUSE_EVERY_MS,
      name: 'closed cases',
    }),
    repeat(inbox, { ...often, name: 'inbox relay' }),
    repeat(questions, { ...often, name: 'effects in doubt' }),
    repeat(keys, { ...often, everyMs: KEYS_EVERY_MS, name: 'expired keys' }),
    repeat(sweep, { ...often, everyMs: SWEEP_EVERY_MS, name: 'work of people who left' }),
    repeat(() => runReplays(parts), { ...often, everyMs: REPLAYS_EVERY_MS, name: 'replays of drafts' }),
    repeat(payments, { ...often, everyMs: PAYMENTS_EVERY_MS, name: 'payments not heard of' }),
  ];
  // Two relays take turns: while one waits for its last entries, the other begins the next batch.
  const relays = settings.CARELINE_OUTBOX ? ['outbox relay', 'second outbox relay'] : [];
  return [...loops, ...relays.map((name) => repeat(outbox, { ...often, name }))];
}

async function connect(settings: Settings): Promise<{ connection: Connection; native: NativeConnection }> {
  const options = connectionOptions(settings);
  return { connection: await Connection.connect(options), native: await NativeConnection.connect(options) };
}

/** Waits, with log lines, for a system that may start later than this process. */
async function untilItWorks<T>(what: string, logger: Logger, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof EarlierLayout) throw error;
      logger.warn({ err: error }, `waiting for ${what}`);
      await pause(1_000);
    }
  }
}

try {
  await main(readSettings(process.env));
  process.exit(0);
} catch (error) {
  const known = error instanceof SettingsError || error instanceof EarlierLayout;
  process.stderr.write(`${known ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}
