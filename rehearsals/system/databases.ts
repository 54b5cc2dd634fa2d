// Each rehearsal gets its own database: a copy of a template with tables and demo people.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { hashPassword } from '../../api/people/passwords.ts';
import { processIdentity } from '../../bin/launch/process-identity.mjs';
import { startPostgres } from '../../bin/stack/postgres.ts';
import { migrate, openOrm } from '../../db/orm.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { systemClock } from '../../platform/clock.ts';
import { publishFirst } from '../../db/write/program-versions.ts';
import { firstVersions } from '../../programs/shipped.ts';

/** The password of the demo people; the runner signs in with it. */
export const DEMO_PASSWORD = 'careline';
const FOLDER = resolve(import.meta.dirname, '../../.careline/rehearsals');

export type RehearsalDatabases = {
  /** The URL of a new, unshared database. */
  fresh(): Promise<string>;
  close(): Promise<void>;
};

/** `stop` gets the databases that were made; a shared server, which keeps running, drops them. */
type Server = { url(database: string): string; stop(databases: readonly string[]): Promise<void> };

/** Starts PostgreSQL, or uses the one of a running `npm test`, and prepares the template. */
export async function openDatabases(): Promise<RehearsalDatabases> {
  const server = await openServer();
  const suffix = randomBytes(6).toString('hex');
  const template = `rehearsal_template_${suffix}`;
  const made: string[] = [];
  const create = async (name: string, from: string) => {
    await query(server.url('postgres'), `create database ${name} template ${from}`);
    made.push(name);
    return server.url(name);
  };
  // Copying takes as long as starting the rest, so the next copy is made while a rehearsal plays.
  const copy = () => {
    const copied = create(`rehearsal_${suffix}_${made.length}`, template);
    copied.catch(() => undefined);
    return copied;
  };
  try {
    await fillTemplate(await create(template, 'template1'));
  } catch (error) {
    await server.stop(made);
    throw error;
  }
  let next = copy();
  return {
    async fresh() {
      const url = await next;
      next = copy();
      return url;
    },
    async close() {
      await next.catch(() => undefined);
      await server.stop(made);
    },
  };
}

async function openServer(): Promise<Server> {
  const shared = process.env['CARELINE_TEST_POSTGRES'];
  if (shared !== undefined) return sharedServer((database) => withDatabase(shared, database));
  mkdirSync(FOLDER, { recursive: true });
  removeLeftovers();
  const folder = mkdtempSync(join(FOLDER, `run-${process.pid}-`));
  // PostgreSQL may run as another user, who needs access.
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

// Killed runs leave their folder behind; the folder's name contains the pid of its run.
function removeLeftovers(): void {
  for (const name of readdirSync(FOLDER)) {
    const pid = Number(/^run-(\d+)-/.exec(name)?.[1]);
    if (processIdentity(pid) === null) rmSync(join(FOLDER, name), { recursive: true, force: true });
  }
}

function sharedServer(url: Server['url']): Server {
  return {
    url,
    async stop(databases) {
      for (const name of databases) await query(url('postgres'), `drop database if exists ${name} with (force)`);
    },
  };
}

async function fillTemplate(url: string): Promise<void> {
  const orm = openOrm(url, 2);
  try {
    const [passwordHash] = await Promise.all([hashPassword(DEMO_PASSWORD), migrate(orm)]);
    await publishFirst(orm.em.fork(), firstVersions(systemClock.now().toISOString()));
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
