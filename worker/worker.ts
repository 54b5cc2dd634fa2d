// Owns the Temporal worker's options: what it runs and how much of it. Refuses to know where its parts come from.
import { type NativeConnection, Worker } from '@temporalio/worker';
import { recordActivities } from '../activities/records.ts';
import type { Orm } from '../db/orm.ts';
import { workflowBundle } from './bundle.ts';

export type WorkerParts = { connection: NativeConnection; namespace: string; taskQueue: string; orm: Orm };

/** A worker that polls once `run()` is called; search attributes must be registered before. */
export async function createWorker({ connection, namespace, taskQueue, orm }: WorkerParts): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
    activities: { ...recordActivities(orm) },
    shutdownGraceTime: '5 seconds',
  });
}
