import { resolve } from 'node:path';
import pg from 'pg';
import { ensureDataFolder, passwordOf, SUPERUSER } from './postgres-data.ts';
import { stopLeftover } from './postgres-leftover.ts';
import { postgresPrograms } from './postgres-programs.ts';
import { startServer } from './postgres-server.ts';
import { postgresUser } from './postgres-user.ts';
import type { ProgramEnd } from './program.ts';

/**
 * `durable: false` gives up safety of the data for speed, for tests. Without a port a free one is taken. `onLine` gets
 * each line of PostgreSQL's log.
 */
export type PostgresOptions = { dataDir: string; port?: number; durable?: boolean; onLine?: (line: string) => void };

/** A running PostgreSQL. `createDatabase` makes the database if it is missing and returns its URL. */
export type Postgres = {
  port: number;
  pid: number;
  ended: Promise<ProgramEnd>;
  url(database: string): string;
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
};

/** Starts PostgreSQL (UTF-8, locale C, UTC, loopback only) on the data folder and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  const programs = postgresPrograms();
  const user = postgresUser(dataDir, programs.postgres);
  await ensureDataFolder(dataDir, user, programs.initdb, options.durable !== false);
  await stopLeftover(dataDir);
  const { program, port } = await startServer({ ...options, dataDir }, user, programs.postgres);
  const password = passwordOf(dataDir);
  const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  return {
    port,
    pid: program.pid,
    ended: program.ended,
    url,
    createDatabase: async (name) => {
      await createDatabase(url('postgres'), name);
      return url(name);
    },
    stop: () => program.stop(20_000),
  };
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error; // 42P04: it is there already
  } finally {
    await client.end();
  }
}
