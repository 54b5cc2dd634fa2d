// The worker listens on no port, so its container's health check asks Temporal whether the worker of this host polls.
import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { systemClock } from '../platform/clock.ts';
import { readSettings } from '../platform/settings.ts';
import { connectionOptions } from '../platform/temporal.ts';

/** A poll may stay open for a minute before the next one begins. */
const FRESH_SECONDS = 150;
const WORKFLOW_TASKS = 1;

async function polls(): Promise<boolean> {
  const settings = readSettings(process.env);
  const connection = await Connection.connect({ ...connectionOptions(settings), connectTimeout: 5000 });
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace: settings.TEMPORAL_NAMESPACE,
    taskQueue: { name: settings.TEMPORAL_TASK_QUEUE },
    taskQueueType: WORKFLOW_TASKS,
  });
  const now = systemClock.now().getTime() / 1000;
  await connection.close();
  return (pollers ?? []).some(
    ({ identity, lastAccessTime }) =>
      identity?.endsWith(`@${hostname()}`) && now - Number(lastAccessTime?.seconds ?? 0) < FRESH_SECONDS,
  );
}

try {
  process.exitCode = (await polls()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
