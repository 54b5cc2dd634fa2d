// Owns the one-machine stack: which parts there are, what each is told, and the order of start and stop. Prints no welcome.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Remedy } from '../launch/remedy.mjs';
import type { StackPorts } from './launch-settings.ts';
import { startPostgres } from './postgres.ts';
import { openLog } from './process-log.ts';
import { startProgram } from './program.ts';
import { supervise, type Part, type RunningPart, type Supervised } from './supervisor.ts';
import { startTemporalDevServer } from './temporal-dev-server.ts';
import { root } from './tool.ts';

/** Folders of a stack. */
export type StackFolders = { data: string; logs: string };

/** What runs; `stop` ends all of it: API, worker, Temporal, PostgreSQL. */
export type Stack = { waitUntilReady(): Promise<void>; stop(): Promise<void> };

const READY_MS = 90_000;
const say = (sentence: string) => console.log(sentence);

/** Starts PostgreSQL and Temporal, then API and worker. What was started is stopped again when a start fails. */
export async function startStack(ports: StackPorts, folders: StackFolders): Promise<Stack> {
  const parts: Supervised[] = [];
  const stop = async () => {
    for (const name of ['API', 'worker', 'Temporal', 'PostgreSQL'])
      await parts.find((part) => part.name === name)?.stop();
  };
  const keep = async (part: Part) => void parts.push(await supervise(part));
  try {
    const postgres = postgresPart(ports, folders);
    const results = await Promise.allSettled([keep(postgres.part), keep(temporalPart(ports, folders))]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    const environment = processEnvironment(ports, folders, await postgres.databaseUrl());
    const api = processPart('API', 'api/main.ts', 1, environment, folders);
    const worker = processPart('worker', 'worker/main.ts', 2, environment, folders);
    await Promise.all([keep(api), keep(worker)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, waitUntilReady: () => untilReady(ports.CARELINE_PORT, parts, folders) };
}

function postgresPart(ports: StackPorts, folders: StackFolders): { part: Part; databaseUrl(): Promise<string> } {
  const log = openLog(folders.logs, 'postgres');
  let createDatabase: (name: string) => Promise<string>;
  const start = async (): Promise<RunningPart> => {
    const dataDir = join(folders.data, 'postgres');
    const postgres = await startPostgres({ dataDir, port: ports.CARELINE_POSTGRES_PORT, onLine: log.line });
    createDatabase = postgres.createDatabase;
    return postgres;
  };
  return { part: { name: 'PostgreSQL', start, say }, databaseUrl: () => createDatabase('careline') };
}

function temporalPart(ports: StackPorts, folders: StackFolders): Part {
  const log = openLog(folders.logs, 'temporal');
  const options = {
    port: ports.CARELINE_TEMPORAL_PORT,
    uiPort: ports.CARELINE_TEMPORAL_UI_PORT,
    databaseFile: join(folders.data, 'temporal.db'),
    onLine: log.line,
  };
  return { name: 'Temporal', start: () => startTemporalDevServer(options), say };
}

function processPart(
  name: string,
  script: string,
  order: number,
  env: NodeJS.ProcessEnv,
  { logs }: StackFolders,
): Part {
  const log = openLog(logs, name.toLowerCase());
  const start = async (): Promise<RunningPart> => {
    const args = [join(root, script)];
    const program = await startProgram({
      name,
      order,
      command: process.execPath,
      args,
      cwd: root,
      env,
      onLine: log.line,
    });
    return { ...program, stop: () => program.stop(12_000) };
  };
  return { name, start, say };
}

function processEnvironment(ports: StackPorts, { data }: StackFolders, databaseUrl: string): NodeJS.ProcessEnv {
  return {
    CARELINE_DEMO: 'true',
    ...process.env,
    CARELINE_PORT: String(ports.CARELINE_PORT),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.CARELINE_TEMPORAL_PORT}`,
    TEMPORAL_NAMESPACE: 'default',
    CARELINE_SESSION_SECRET: process.env['CARELINE_SESSION_SECRET'] || sessionSecret(data),
  };
}

// Kept, so that people stay logged in over a restart.
function sessionSecret(data: string): string {
  const file = join(data, 'session-secret');
  mkdirSync(data, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function untilReady(port: number, parts: Supervised[], { logs }: StackFolders): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    if (await answersReady(port)) return;
    const failing = parts.find((part) => part.deaths() >= 3);
    if (failing)
      throw new Remedy(`${failing.name} ends again and again. Its log says why:\n${logOf(logs, failing.name)}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Remedy(
    `The API was not ready after ${READY_MS / 1000} s. Its log, ${join(logs, 'api.log')}, ends with:\n${logOf(logs, 'api')}`,
  );
}

async function answersReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function logOf(logs: string, name: string): string {
  const file = join(logs, `${name.toLowerCase()}.log`);
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-12).join('\n') : '';
}
