import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import { temporalBinary } from '../../bin/temporal-binary.mjs';
import type { Orm } from '../../db/orm.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import type { Clock } from '../../platform/clock.ts';
import type { PayloadSetting } from '../../platform/payloads/data-converter.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { createWorker } from '../../worker/worker.ts';
import { SystemError } from '../runner/system.ts';
import { presentActivities, presentTeller } from './present/telling.ts';
import { leashServer } from './server-leash.ts';

export const TASK_QUEUE = 'careline';
export const NAMESPACE = 'default';

export type SkippedTime = {
  client: Client;
  worker: Worker;
  /** Moves the server's clock on. Due timers ring; timers that `clock` says are not yet due wait on. */
  pass(milliseconds: number): Promise<void>;
  /** @throws SystemError when the worker has ended unexpectedly */
  check(): void;
  stop(): Promise<void>;
};

const PRESENT_IN_WORKFLOWS = join(import.meta.dirname, 'present', 'in-workflows.ts');

/**
 * Starts server and worker. The server's time begins at the machine's and runs with it between hops, so it only rings
 * timers. By `clock` a workflow knows whether its timer is due, and what time it is.
 */
export async function startSkippedTime(orm: Orm, clock: Clock, payloads: PayloadSetting = {}): Promise<SkippedTime> {
  const path = await temporalBinary('temporal-test-server');
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const unleash = leashServer(path);
  await registerSearchAttributes(env.connection, NAMESPACE);
  const worker = await createWorker({
    connection: env.nativeConnection,
    namespace: NAMESPACE,
    taskQueue: TASK_QUEUE,
    orm,
    clock,
    rehearsed: { workflows: await rehearsedBundle(payloads), activities: presentActivities(clock) },
    ...payloads,
  });
  let failure: unknown = null;
  const running = worker.run().catch((error: unknown) => {
    failure = error;
  });
  return {
    // Not env.client: waiting for a result there would let time run.
    client: new Client({
      connection: env.connection,
      namespace: NAMESPACE,
      interceptors: { workflow: [presentTeller(clock)] },
      ...payloads,
    }),
    worker,
    pass: (milliseconds) => env.sleep(milliseconds),
    check() {
      if (failure !== null) throw new SystemError(`the worker has ended: ${String(failure)}`);
    },
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await env.teardown();
      unleash();
    },
  };
}

function rehearsedBundle({ dataConverter }: PayloadSetting): Promise<{ code: string }> {
  const failureConverterPath = dataConverter?.failureConverterPath;
  return workflowBundle({ interceptorModules: [PRESENT_IN_WORKFLOWS], failureConverterPath });
}
