// The processes of a bench: its own PostgreSQL and Temporal below .careline/, and Node processes beside them, all on
// loopback.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../bin/stack/ports.ts';
import { startPostgres, type Postgres } from '../../bin/stack/postgres.ts';
import { startProgram } from '../../bin/stack/program.ts';
import { startTemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import { root } from '../../bin/stack/tool.ts';
import { migrate, openOrm } from '../../db/orm.ts';

export type Stoppable = { stop(): Promise<void> };

export type BenchSystem = Stoppable & {
  databaseUrl: string;
  temporalAddress: string;
  /** Starts Temporal on the same data; it can be stopped and started again. */
  startTemporal(): Promise<Stoppable>;
  startWorker(): Promise<Stoppable>;
  startApi(): Promise<Stoppable & { baseUrl: string }>;
  /** Starts a script of ours and waits for its line `ready`. */
  startScript(script: string, settings?: Record<string, string>, onLine?: (line: string) => void): Promise<Stoppable>;
};

const SECRET = 'a secret that only benches know, long enough';
const ignore = (): void => undefined;

/** Starts PostgreSQL with all tables. Commit times are kept, so that durability can be measured. */
export async function startBenchSystem(): Promise<BenchSystem> {
  const folder = newFolder();
  const { postgres, databaseUrl } = await startDatabase(join(folder, 'postgres'));
  const port = await freePort();
  const temporalAddress = `127.0.0.1:${port}`;
  const { kept, stopAll } = register();
  const { start, untilSays } = scripts({ DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress });
  return {
    databaseUrl,
    temporalAddress,
    startTemporal: async () => kept(await startTemporalDevServer({ port, databaseFile: join(folder, 'temporal.db') })),
    startWorker: async () => kept(await untilSays('worker ready', 'worker/main.ts', {}, ignore)),
    async startApi() {
      const apiPort = await freePort();
      // This measuring process would have to read a log line for each request. The limits are high because one customer
      // writes as much as a hundred.
      const busy = {
        CARELINE_MESSAGES_PER_MINUTE: '1000000',
        CARELINE_UPLOADS_PER_MINUTE: '1000000',
        CARELINE_UPLOAD_MB_PER_ADDRESS: '1000000',
        CARELINE_STREAMS_PER_ADDRESS: '1000000',
      };
      const settings = { CARELINE_PORT: String(apiPort), CARELINE_LOG_LEVEL: 'warn', ...busy };
      const program = await start('api/main.ts', settings, ignore);
      const baseUrl = `http://127.0.0.1:${apiPort}`;
      while (!(await answers(`${baseUrl}/livez`))) {
        if (program.hasEnded()) throw new Error('the API ended before it was ready');
        await pause(50);
      }
      return kept({ baseUrl, stop: () => program.stop(10_000) });
    },
    startScript: async (script, settings = {}, onLine = ignore) =>
      kept(await untilSays('ready', script, settings, onLine)),
    async stop() {
      await stopAll();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newFolder(): string {
  const parent = join(root, '.careline', 'bench');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'run-'));
  // PostgreSQL may run as another user, who needs access.
  chmodSync(folder, 0o711);
  return folder;
}

async function startDatabase(dataDir: string): Promise<{ postgres: Postgres; databaseUrl: string }> {
  const postgres = await postgresWithCommitTimes(dataDir);
  const databaseUrl = await postgres.createDatabase('careline');
  const orm = openOrm(databaseUrl, 2);
  await migrate(orm);
  await orm.close();
  return { postgres, databaseUrl };
}

/** Keeps the running parts, so that the latest one stops first. */
function register(): { kept<T extends Stoppable>(part: T): T; stopAll(): Promise<void> } {
  const running = new Set<Stoppable>();
  return {
    kept(part) {
      const stop = async () => {
        running.delete(whole);
        await part.stop();
      };
      const whole = { ...part, stop };
      running.add(whole);
      return whole;
    },
    async stopAll() {
      for (const part of [...running].reverse()) await part.stop();
    },
  };
}

type OnLine = (line: string) => void;

/** Starts Node scripts of ours with their common settings. */
function scripts(env: Record<string, string>) {
  const start = (script: string, settings: Record<string, string>, onLine: OnLine) =>
    startProgram({
      ...{ name: script, order: 1, command: process.execPath, args: [join(root, script)], cwd: root, onLine },
      env: { ...process.env, ...env, CARELINE_DEMO: 'true', CARELINE_SESSION_SECRET: SECRET, ...settings },
    });
  const untilSays = async (readyLine: string, script: string, settings: Record<string, string>, onLine: OnLine) => {
    const ready = Promise.withResolvers<void>();
    const program = await start(script, settings, (line) =>
      line.includes(readyLine) ? ready.resolve() : onLine(line),
    );
    void program.ended.then(() => ready.reject(new Error(`${script} ended before it was ready`)));
    await ready.promise;
    return { stop: () => program.stop(10_000) };
  };
  return { start, untilSays };
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function postgresWithCommitTimes(dataDir: string): Promise<Postgres> {
  const first = await startPostgres({ dataDir });
  const orm = openOrm(first.url('postgres'), 1);
  await orm.em.fork().execute('alter system set track_commit_timestamp = on');
  await orm.close();
  await first.stop();
  return startPostgres({ dataDir });
}
