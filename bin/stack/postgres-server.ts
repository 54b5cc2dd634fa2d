import { Remedy } from '../launch/remedy.mjs';
import { freePort, isPortTaken } from './ports.ts';
import type { PostgresOptions } from './postgres.ts';
import type { PostgresUser } from './postgres-user.ts';
import { lastLines, startProgram, type Program } from './program.ts';

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
  // The details of an error quote the row, and a row is personal data.
  'log_error_verbosity=terse',
];
const careless = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];

/** Starts the server on an existing data folder and waits until it answers. */
export async function startServer(
  options: PostgresOptions,
  user: PostgresUser,
  postgres: string,
): Promise<{ program: Program; port: number }> {
  // It tries again because a killed server's helpers may still hold its memory for a moment, or a free port was lost.
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const lines = lastLines();
    const { program, ready } = await launchServer(options, user, postgres, port, lines.add);
    if (await ready) return { program, port };
    const again = /shared memory block|could not bind/.test(lines.text());
    const portIsForeign = options.port !== undefined && (await isPortTaken(port));
    if (attempt >= 40 || !again || portIsForeign)
      throw new Remedy(`PostgreSQL did not start on port ${port}:\n${lines.text()}`);
    await new Promise((wake) => setTimeout(wake, 250));
  }
}

async function launchServer(
  { dataDir, durable = true, onLine }: PostgresOptions,
  user: PostgresUser,
  postgres: string,
  port: number,
  keep: (line: string) => void,
): Promise<{ program: Program; ready: Promise<boolean> }> {
  const flags = [...settings, ...(durable ? [] : careless)].flatMap((setting) => ['-c', setting]);
  const [command = '', ...args] = [...user.prefix, postgres, '-D', dataDir, '-p', String(port), ...flags];
  const ready = Promise.withResolvers<boolean>();
  const program = await startProgram({
    name: 'postgres',
    order: 4,
    command,
    args,
    cwd: '/',
    ...user.spawnAs,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    stopSignal: 'SIGINT', // "fast": it ends open sessions instead of waiting for them
    onLine: (line) => {
      keep(line);
      onLine?.(line);
      if (line.includes('ready to accept connections')) ready.resolve(true);
    },
  });
  // Its last lines may arrive a moment after its end.
  void program.ended.then(() => setTimeout(() => ready.resolve(false), 100));
  return { program, ready: ready.promise };
}
