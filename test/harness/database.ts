// Each test file gets its own database: a copy of one migrated template on the run's PostgreSQL.
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate, openOrm, type Orm } from '../../db/orm.ts';
import { publishFirst } from '../../db/write/program-versions.ts';
import { firstVersions, shippedSources } from '../../programs/shipped.ts';
import { closedAtTheEnd } from './closing.ts';

export type TestDatabase = { url: string; orm: Orm; drop(): Promise<void> };

// Named after the migrations and programs, so that a longer-lived server is not used with older ones.
const TEMPLATE = `careline_template_${contentHash()}`;
const TEMPLATE_LOCK = 7_041_776;

/** The run's PostgreSQL. @throws Error outside of `npm test`, which starts it */
function serverUrl(): string {
  const url = process.env['CARELINE_TEST_POSTGRES'];
  if (url === undefined) throw new Error('CARELINE_TEST_POSTGRES is not set: run the tests with `npm test -- <file>`');
  return url;
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

/** A fresh, migrated database with an Orm on it. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asOwner(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await makeTemplate(client);
    // Copying files takes half of what it takes to log every page, and this server need not survive a crash.
    await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  });
  const url = urlOf(name);
  const orm = openOrm(url);
  const drop = closedAtTheEnd(async () => {
    await orm.close();
    await asOwner((client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return { url, orm, drop };
}

/** A connection to a database, outside of its Orm. */
export async function openConnection(url: string, options: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, ...options });
  closedAtTheEnd(() => client.end());
  await client.connect();
  return client;
}

function contentHash(): string {
  const folder = join(import.meta.dirname, '../../db/migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, file)));
  hash.update(JSON.stringify(shippedSources()));
  return hash.digest('hex').slice(0, 12);
}

async function makeTemplate(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
  if (rowCount !== null && rowCount > 0) return;
  await client.query(`create database ${TEMPLATE}_begun`);
  const orm = openOrm(urlOf(`${TEMPLATE}_begun`));
  try {
    await migrate(orm);
    await publishFirst(orm.em.fork(), firstVersions('2026-01-01T00:00:00.000Z'));
  } finally {
    await orm.close();
  }
  await client.query(`alter database ${TEMPLATE}_begun rename to ${TEMPLATE}`);
}

async function asOwner<T>(task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}
