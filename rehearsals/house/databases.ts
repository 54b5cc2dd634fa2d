// Owns the run's PostgreSQL and one database per rehearsal: copies of a template with tables and demo people.
// Refuses to know what a rehearsal does with it.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { demoAccounts } from '../../api/demo-people.ts';
import { hashPassword } from '../../api/passwords.ts';
import { startPostgres } from '../../bin/stack/postgres.ts';
import { migrate, openOrm } from '../../db/orm.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { systemClock } from '../../platform/clock.ts';

/** The password of the demo people, which the runner signs in with. */
const DEMO_PASSWORD = 'careline';
const FOLDER = resolve(import.meta.dirname, '../../.careline/rehearsals');

export type RehearsalDatabase = { url: string; drop(): Promise<void> };
export type RehearsalDatabases = { fresh(): Promise<RehearsalDatabase>; close(): Promise<void> };

type Server = { url(database: string): string; stop(): Promise<void> };

/** Starts PostgreSQL, or uses the one of a running `npm test`, and prepares the template. */
export async function openDatabases(): Promise<RehearsalDatabases> {
  const server = await openServer();
  const suffix = randomBytes(6).toString('hex');
  const template = `rehearsal_template_${suffix}`;
  const asOwner = (statement: string) => query(server.url('postgres'), statement);
  try {
    await asOwner(`create database ${template}`);
    await fillTemplate(server.url(template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  let count = 0;
  return {
    async fresh() {
      const name = `rehearsal_${suffix}_${(count += 1)}`;
      await asOwner(`create database ${name} template ${template}`);
      return { url: server.url(name), drop: () => asOwner(`drop database ${name} with (force)`) };
    },
    async close() {
      await asOwner(`drop database ${template} with (force)`);
      await server.stop();
    },
  };
}

async function openServer(): Promise<Server> {
  const shared = process.env['CARELINE_TEST_POSTGRES'];
  if (shared !== undefined) return { url: (database) => withDatabase(shared, database), stop: () => Promise.resolve() };
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, `run-${process.pid}-`));
  // PostgreSQL may run as another user, who has to get through.
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fillTemplate(url: string): Promise<void> {
  const orm = openOrm(url, 2);
  try {
    const [passwordHash] = await Promise.all([hashPassword(DEMO_PASSWORD), migrate(orm)]);
    await loadDemoPeople(orm.em.fork(), demoAccounts(), passwordHash, systemClock.now().toISOString());
  } finally {
    await orm.close();
  }
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
