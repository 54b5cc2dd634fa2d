// Real processes on free ports with their own data: PostgreSQL, Temporal, worker and API. They are killed, never asked
// to stop.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processIdentity } from '../../bin/launch/process-identity.mjs';
import { freePort } from '../../bin/stack/ports.ts';
import { startPostgres } from '../../bin/stack/postgres.ts';
import { startProgram } from '../../bin/stack/program.ts';
import { startTemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import { root } from '../../bin/stack/tool.ts';
import { fileLog } from './file-log.ts';

export const partNames = ['PostgreSQL', 'Temporal', 'worker', 'API'] as const;
export type PartName = (typeof partNames)[number];

type Running = { pid: number; ended: Promise<unknown>; stop(): Promise<void> };

export type System = {
  baseUrl: string;
  databaseUrl: string;
  temporalAddress: string;
  /** Where the logs of all processes are. */
  logs: string;
  /** Kills with SIGKILL and waits for the end. */
  kill(name: PartName): Promise<void>;
  /** Starts a killed part again, on its port and with its data, and waits until the whole system serves. */
  restart(name: PartName): Promise<void>;
  /** Parts that ended without being killed here. */
  endedByThemselves(): readonly PartName[];
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 60_000;

/** Starts everything in an empty folder below .careline/. */
export async function startSystem(settings: Record<string, string> = {}): Promise<System> {
  const parent = join(root, '.careline', 'test');
  mkdirSync(parent, { recursive: true });
  removeLeftovers(parent);
  const folder = mkdtempSync(join(parent, `chaos-${process.pid}-`));
  chmodSync(folder, 0o711);
  const logs = join(root, '.careline', 'logs', 'chaos');
  const ports = { postgres: await freePort(), temporal: await freePort(), api: await freePort() };
  const running = new Map<PartName, Running>();
  const killed = new Set<number>();
  const crashed: PartName[] = [];
  let databaseUrl = '';
  let isWorkerReady = false;

  const ourOwn = async (name: 'worker' | 'API'): Promise<Running> => {
    const script = join(root, name === 'API' ? 'api/main.ts' : 'worker/main.ts');
    const log = fileLog(logs, name);
    const onLine = (line: string) => {
      log(line);
      if (name === 'worker' && line.includes('worker ready')) isWorkerReady = true;
    };
    if (name === 'worker') isWorkerReady = false;
    const env = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
      CARELINE_PORT: String(ports.api),
      CARELINE_DEMO: 'true',
      CARELINE_SESSION_SECRET: 'a secret that only chaos knows, long enough',
      CARELINE_LOG_LEVEL: 'warn',
      ...settings,
      ...(name === 'worker' ? { CARELINE_LOG_LEVEL: 'info' } : {}),
    };
    const order = name === 'API' ? 1 : 2;
    const program = await startProgram({
      name,
      order,
      command: process.execPath,
      args: [script],
      cwd: root,
      env,
      onLine,
    });
    return { ...program, stop: () => program.stop(12_000) };
  };
  const starts: Record<PartName, () => Promise<Running>> = {
    PostgreSQL: async () => {
      const dataDir = join(folder, 'postgres');
      const postgres = await startPostgres({ dataDir, port: ports.postgres, onLine: fileLog(logs, 'PostgreSQL') });
      databaseUrl = await postgres.createDatabase('careline');
      return postgres;
    },
    Temporal: () =>
      startTemporalDevServer({
        port: ports.temporal,
        databaseFile: join(folder, 'temporal.db'),
        onLine: fileLog(logs, 'Temporal'),
      }),
    worker: () => ourOwn('worker'),
    API: () => ourOwn('API'),
  };
  const start = async (name: PartName) => {
    const part = await starts[name]();
    running.set(name, part);
    void part.ended.then(() => {
      if (!killed.has(part.pid)) crashed.push(name);
    });
  };
  const baseUrl = `http://127.0.0.1:${ports.api}`;
  const serving = async () => {
    for (const deadline = performance.now() + READY_WITHIN_MS; !(isWorkerReady && (await isReady(baseUrl)));) {
      if (performance.now() > deadline) throw new Error(`Careline does not serve again; its logs are in ${logs}`);
      await pause(50);
    }
  };
  const stop = async () => {
    for (const name of [...partNames].reverse()) {
      const part = running.get(name);
      if (part !== undefined) killed.add(part.pid);
      await part?.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const name of partNames) await start(name);
    await serving();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    baseUrl,
    databaseUrl,
    temporalAddress: `127.0.0.1:${ports.temporal}`,
    logs,
    async kill(name) {
      const part = running.get(name);
      if (part === undefined) throw new Error(`${name} does not run`);
      killed.add(part.pid);
      process.kill(part.pid, 'SIGKILL');
      await part.ended;
    },
    async restart(name) {
      await start(name);
      await serving();
    },
    endedByThemselves: () => crashed,
    stop,
  };
}

// A killed run has left its data behind.
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^chaos-(\d+)-/.exec(name)?.[1]);
    if (pid > 0 && processIdentity(pid) === null) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** PostgreSQL and Temporal answer through the API. */
async function isReady(baseUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${baseUrl}/readyz`, { signal: AbortSignal.timeout(3_000) });
    return ((await response.json()) as { status?: string }).status === 'ok';
  } catch {
    return false;
  }
}
