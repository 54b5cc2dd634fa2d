import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Remedy } from '../launch/remedy.mjs';
import { temporalBinary } from '../temporal-binary.mjs';
import { servesTemporal } from './grpc-health.ts';
import { freePort } from './ports.ts';
import { lastLines, startProgram, type Program, type ProgramEnd } from './program.ts';

/** Without `port` a free one is taken; without `uiPort` there is no UI; without `databaseFile` all is in memory. */
export type TemporalDevServerOptions = {
  port?: number;
  uiPort?: number;
  /** The address that the UI asks to decrypt payloads. */
  uiCodecEndpoint?: string | undefined;
  databaseFile?: string;
  logFile?: string;
  onLine?: (line: string) => void;
};

/** A running Temporal development server. `uiUrl` is null without a UI. */
export type TemporalDevServer = {
  address: string;
  uiUrl: string | null;
  pid: number;
  ended: Promise<ProgramEnd>;
  stop(): Promise<void>;
};

/** Starts the server on loopback and waits until it serves workflows. */
export async function startTemporalDevServer(options: TemporalDevServerOptions = {}): Promise<TemporalDevServer> {
  const command = await temporalBinary('temporal');
  for (const file of [options.databaseFile, options.logFile]) if (file) mkdirSync(dirname(file), { recursive: true });
  const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile);
  const lines = lastLines();
  const port = options.port ?? (await freePort());
  const program = await startProgram({
    name: 'temporal',
    order: 3,
    command,
    args: flags(port, options),
    onLine: (line) => {
      lines.add(line);
      log?.write(`${line}\n`);
      options.onLine?.(line);
    },
  });
  void program.ended.then(() => log?.end());
  const address = `127.0.0.1:${port}`;
  await waitUntilServing(program, address, lines.text);
  return {
    address,
    uiUrl: options.uiPort === undefined ? null : `http://localhost:${options.uiPort}`,
    pid: program.pid,
    ended: program.ended,
    stop: () => program.stop(8000),
  };
}

// history.timerProcessorMaxTimeShift stays at its default: measured, timers fire 20 ms late (p50) with and without
// 100ms, and later with 10ms.
function flags(port: number, { uiPort, uiCodecEndpoint, databaseFile }: TemporalDevServerOptions): string[] {
  // Without write-ahead logging a file-backed server fires due timers up to 14 s late.
  const pragmas = ['--sqlite-pragma=journal_mode=WAL', '--sqlite-pragma=synchronous=1'];
  return [
    'server',
    'start-dev',
    '--ip=127.0.0.1',
    `--port=${port}`,
    '--log-level=warn',
    '--log-format=json',
    ...(uiPort === undefined ? ['--headless'] : [`--ui-port=${uiPort}`, '--ui-disable-news-fetch']),
    ...(uiCodecEndpoint === undefined ? [] : [`--ui-codec-endpoint=${uiCodecEndpoint}`]),
    ...(databaseFile === undefined ? [] : [`--db-filename=${databaseFile}`, ...pragmas]),
  ];
}

async function waitUntilServing(program: Program, address: string, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 600 && !program.hasEnded(); attempt += 1) {
    if (await servesTemporal(address)) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  await program.stop(2000);
  throw new Remedy(`The Temporal development server did not start on ${address}:\n${output()}`);
}
