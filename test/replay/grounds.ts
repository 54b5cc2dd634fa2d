// Branches run on these servers: one with skipped time, one real, each with a worker.
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { startTemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import type { Orm } from '../../db/orm.ts';
import { millisecondsBetween, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { type PayloadSetting, payloadsBy } from '../../platform/payloads/data-converter.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { createWorker } from '../../worker/worker.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { startSkippedTime } from '../harness/skipped-time.ts';
import type { Ground } from './walk.ts';

export type StartedGround = Ground & { stop(): Promise<void> };

const NAMESPACE = 'default';

/** The time-skipping test server. */
export async function startSkippedGround(orm: Orm, payloads: PayloadSetting = {}): Promise<StartedGround> {
  const database = interruptible(orm);
  const time = await startSkippedTime(database.orm, payloads);
  return {
    orm,
    // The environment's own client would skip time whenever it waits.
    client: new Client({
      connection: time.env.connection,
      namespace: time.env.namespace ?? NAMESPACE,
      ...time.payloads,
    }),
    taskQueue: time.taskQueue,
    now: time.now,
    advanceTo: time.advanceTo,
    setDatabaseAway: database.setAway,
    stop: time.stop,
  };
}

/** A Temporal development server, in memory. */
export async function startRealGround(orm: Orm, payloads = payloadsBy(process.env)): Promise<StartedGround> {
  const database = interruptible(orm);
  const server = await startTemporalDevServer();
  const stopServer = closedAtTheEnd(() => server.stop());
  const { address } = server;
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  await registerSearchAttributes(connection, NAMESPACE);
  const taskQueue = 'careline';
  const worker = await createWorker({
    ...{ connection: native, namespace: NAMESPACE, taskQueue, orm: database.orm },
    ...payloads,
  });
  const running = worker.run();
  const stop = closedAtTheEnd(async () => {
    worker.shutdown();
    await running;
    await Promise.all([connection.close(), native.close()]);
    await stopServer();
  });
  return {
    orm,
    client: new Client({ connection, namespace: NAMESPACE, ...payloads }),
    taskQueue,
    now: async () => toInstant(systemClock.now()),
    async advanceTo(instant) {
      const left = millisecondsBetween(toInstant(systemClock.now()), instant);
      if (left > 0) await new Promise((wake) => setTimeout(wake, left));
    },
    setDatabaseAway: database.setAway,
    stop,
  };
}

/** The same database, for a worker whose connections can be cut. A worker only ever forks units of work from it. */
function interruptible(orm: Orm): { orm: Orm; setAway(away: boolean): void } {
  let isAway = false;
  const fork: Orm['em']['fork'] = (...options) => {
    if (isAway) throw new Error('Connection terminated');
    return orm.em.fork(...options);
  };
  return { orm: { em: { fork } } as Orm, setAway: (away) => void (isAway = away) };
}
