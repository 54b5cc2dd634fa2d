import { setTimeout as pause } from 'node:timers/promises';
import { refuseEarlierData } from './earlier-data.ts';
import type { StackPorts } from './launch-settings.ts';
import { postgresPart, processEnvironment, processPart, temporalPart, type StackFolders } from './parts.ts';
import { untilReady } from './readiness.ts';
import { supervise, type Part, type Supervised } from './supervisor.ts';

/** The running stack; `stop` ends API, worker, Temporal and PostgreSQL, in this order. */
export type Stack = { waitUntilReady(): Promise<void>; stop(): Promise<void> };

/** The worker has no address to ask. If its ready line does not come in this time, only the API counts. */
const WORKER_MS = 10_000;
const worker = { name: 'worker', script: 'worker/main.ts', order: 2, readyLine: '"worker ready"' };
const api = { name: 'API', script: 'api/main.ts', order: 1 };

/** Starts PostgreSQL and Temporal, then API and worker. If a start fails, the started parts are stopped. */
export async function startStack(ports: StackPorts, folders: StackFolders): Promise<Stack> {
  const parts: Supervised[] = [];
  const workerReady = Promise.withResolvers<void>();
  const stop = async () => {
    for (const name of ['API', 'worker', 'Temporal', 'PostgreSQL'])
      await parts.find((part) => part.name === name)?.stop();
  };
  const keep = async (part: Part) => void parts.push(await supervise(part));
  try {
    const postgres = postgresPart(ports, folders);
    const results = await Promise.allSettled([keep(postgres.part), keep(temporalPart(ports, folders))]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    const databaseUrl = await postgres.databaseUrl();
    await refuseEarlierData(databaseUrl);
    const environment = processEnvironment(ports, folders, databaseUrl);
    const onReady = workerReady.resolve;
    await Promise.all([
      keep(processPart(api, environment, folders)),
      keep(processPart({ ...worker, onReady }, environment, folders)),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  const waitUntilReady = async () => {
    await untilReady(ports.CARELINE_PORT, parts, folders.logs);
    await Promise.race([workerReady.promise, pause(WORKER_MS, undefined, { ref: false })]);
  };
  return { stop, waitUntilReady };
}
