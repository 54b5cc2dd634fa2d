import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackPorts } from './launch-settings.ts';
import { servesTemporal } from './grpc-health.ts';
import { startPostgres } from './postgres.ts';
import { answersPostgres } from './postgres-health.ts';
import { openLog } from './process-log.ts';
import { startProgram } from './program.ts';
import type { Part, RunningPart } from './supervisor.ts';
import { startTemporalDevServer } from './temporal-dev-server.ts';
import { root } from './tool.ts';

/** Folders of a stack. */
export type StackFolders = { data: string; logs: string };

/** One of our own processes: its script, its place in the stopping order, its log line when ready. */
export type ServerProcess = { name: string; script: string; order: number; readyLine?: string; onReady?: () => void };

const ANSWER_MS = 3_000;

const say = (sentence: string) => console.log(sentence);

/** PostgreSQL, and the URL of our database in it once it runs. */
export function postgresPart(ports: StackPorts, folders: StackFolders): { part: Part; databaseUrl(): Promise<string> } {
  const log = openLog(folders.logs, 'postgres');
  let createDatabase: (name: string) => Promise<string>;
  const start = async (): Promise<RunningPart> => {
    const dataDir = join(folders.data, 'postgres');
    const postgres = await startPostgres({ dataDir, port: ports.CARELINE_POSTGRES_PORT, onLine: log.line });
    createDatabase = postgres.createDatabase;
    return { ...postgres, answers: () => answersPostgres(postgres.port, ANSWER_MS) };
  };
  return { part: { name: 'PostgreSQL', start, say }, databaseUrl: () => createDatabase('careline') };
}

/** The Temporal development server with its UI. */
export function temporalPart(ports: StackPorts, folders: StackFolders): Part {
  const log = openLog(folders.logs, 'temporal');
  const options = {
    port: ports.CARELINE_TEMPORAL_PORT,
    uiPort: ports.CARELINE_TEMPORAL_UI_PORT,
    uiCodecEndpoint: codecEndpoint(ports, process.env),
    databaseFile: join(folders.data, 'temporal.db'),
    onLine: log.line,
  };
  const start = async (): Promise<RunningPart> => {
    const server = await startTemporalDevServer(options);
    return { ...server, answers: () => servesTemporal(server.address) };
  };
  return { name: 'Temporal', start, say };
}

/**
 * The address where the UI has payloads decrypted. Without keys the UI has nothing to ask, and would only demand a
 * login.
 */
export function codecEndpoint({ CARELINE_PORT }: StackPorts, environment: NodeJS.ProcessEnv): string | undefined {
  const { CARELINE_PAYLOAD_KEYS: keys = '', CARELINE_PAYLOAD_KEYS_FILE: file = '' } = environment;
  return keys !== '' || file !== '' ? `http://localhost:${CARELINE_PORT}/v1/temporal/codec` : undefined;
}

/** The API or the worker. */
export function processPart(
  { name, script, order, readyLine, onReady }: ServerProcess,
  env: NodeJS.ProcessEnv,
  { logs }: StackFolders,
): Part {
  const log = openLog(logs, name.toLowerCase());
  const onLine = (line: string) => {
    log.line(line);
    if (readyLine !== undefined && line.includes(readyLine)) onReady?.();
  };
  const args = [join(root, script)];
  const start = async (): Promise<RunningPart> => {
    const command = process.execPath;
    const program = await startProgram({ name, order, command, args, cwd: root, env, askable: true, onLine });
    return { ...program, answers: () => program.ask(ANSWER_MS), stop: () => program.stop(12_000) };
  };
  return { name, start, say };
}

/** The environment of API and worker: that of the person, except for what the stack itself decides. */
export function processEnvironment(ports: StackPorts, { data }: StackFolders, databaseUrl: string): NodeJS.ProcessEnv {
  const { CARELINE_SESSION_SECRET: secret = '', CARELINE_SESSION_SECRET_FILE: file = '' } = process.env;
  return {
    CARELINE_DEMO: 'true',
    CARELINE_TEMPORAL_UI_ORIGIN: `http://localhost:${ports.CARELINE_TEMPORAL_UI_PORT}`,
    // Saves a quarter of the CPU time until the API listens.
    NODE_COMPILE_CACHE: join(root, '.careline', 'cache', 'compile'),
    ...process.env,
    CARELINE_PORT: String(ports.CARELINE_PORT),
    DATABASE_URL: databaseUrl,
    DATABASE_URL_FILE: '',
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.CARELINE_TEMPORAL_PORT}`,
    TEMPORAL_NAMESPACE: 'default',
    CARELINE_SESSION_SECRET: file === '' ? secret || sessionSecret(data) : secret,
  };
}

// Kept, so that people stay logged in over a restart.
function sessionSecret(data: string): string {
  const file = join(data, 'session-secret');
  mkdirSync(data, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
