// A Temporal server with skipped time and a real worker on a database. Nothing sleeps.
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporalBinary } from '../../bin/temporal-binary.mjs';
import type { Orm } from '../../db/orm.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { type PayloadSetting, payloadsBy } from '../../platform/payloads/data-converter.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { createWorker, type WorkerParts } from '../../worker/worker.ts';
import { closedAtTheEnd } from './closing.ts';

export type SkippedTime = {
  env: TestWorkflowEnvironment;
  taskQueue: string;
  /** How this worker writes payloads. Every client of it needs the same. */
  payloads: PayloadSetting;
  now(): Promise<Instant>;
  /** Moves the server's clock to an instant. Workflows do their due steps on the way. */
  advanceTo(instant: Instant): Promise<void>;
  stop(): Promise<void>;
};

export const TASK_QUEUE = 'careline';

/** Activities that a test puts in front of the worker's own, by their names. */
export type InFront = (orm: Orm) => Record<string, (...given: never[]) => Promise<unknown>>;

/**
 * Starts server and worker, with given adapters if wanted. Payloads are plain unless set here or by
 * `CARELINE_PAYLOAD_KEYS` for a whole run.
 */
export async function startSkippedTime(
  orm: Orm,
  { dataConverter, inFront, ...parts }: Pick<WorkerParts, 'adapters'> & PayloadSetting & { inFront?: InFront } = {},
): Promise<SkippedTime> {
  const path = await temporalBinary('temporal-test-server');
  const payloads = dataConverter === undefined ? payloadsBy(process.env) : { dataConverter };
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
    client: payloads,
  });
  const stopServer = closedAtTheEnd(() => env.teardown());
  await registerSearchAttributes(env.connection, env.namespace ?? 'default');
  const rehearsed =
    inFront === undefined ? {} : { rehearsed: { workflows: await workflowBundle({}), activities: inFront(orm) } };
  const stopWorker = await startWorker(env, { orm, ...parts, ...payloads, ...rehearsed });
  const now = async () => toInstant(await env.currentTimeMs());
  return {
    env,
    taskQueue: TASK_QUEUE,
    payloads,
    now,
    async advanceTo(instant) {
      const left = Date.parse(instant) - (await env.currentTimeMs());
      if (left > 0) await env.sleep(left);
    },
    async stop() {
      await stopWorker();
      await stopServer();
    },
  };
}

/** Starts a worker and returns a function that stops it. */
async function startWorker(
  env: TestWorkflowEnvironment,
  parts: Pick<WorkerParts, 'orm' | 'adapters' | 'dataConverter' | 'rehearsed'>,
): Promise<() => Promise<void>> {
  const worker = await createWorker({
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    taskQueue: TASK_QUEUE,
    ...parts,
  });
  const running = worker.run();
  return closedAtTheEnd(() => {
    worker.shutdown();
    return running;
  });
}
