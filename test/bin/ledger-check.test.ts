// FK-17, FK-21: `npm run ledger:check` is silent about a right database, names what is wrong with another, and says
// which one it could not check.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownDatabaseUrl } from '../../bin/ledger/own-database.ts';
import { startPostgres } from '../../bin/stack/postgres.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { storeFourLives } from '../harness/stored-life.ts';

const script = join(resolve(import.meta.dirname, '../..'), 'bin/ledger-check.ts');

let database: TestDatabase;
let paidId: string;

beforeAll(async () => {
  database = await freshDatabase();
  ({ paidId } = await storeFourLives(database.orm));
});

afterAll(() => database.drop());

const check = (databaseUrl = database.url) =>
  spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: databaseUrl },
    timeout: 60_000,
  });

test('a right database: exit 0, and how many packages were looked at', () => {
  const { status, stdout } = check();
  expect(stdout).toBe('4 packages checked, 0 violations\n');
  expect(status).toBe(0);
});

test('one row broken: the command ends with 1 and says which package', async () => {
  const client = await openConnection(database.url);
  await client.query('update service_packages set visits_left = 4 where id = $1', [paidId]);
  const { status, stdout } = check();
  await client.query('update service_packages set visits_left = 5 where id = $1', [paidId]);
  expect(stdout).toBe(
    `${paidId}: column left is stored as {"value":4}, the state says {"value":5}\n4 packages checked, 1 violations\n`,
  );
  expect(status).toBe(1);
});

describe('what cannot be checked ends with 2 and one sentence that names the remedy', () => {
  test.each([
    ['postgres://me:hunter2@127.0.0.1:1/careline', /no PostgreSQL answers at 127\.0\.0\.1:1\. Start it, or name/],
    ['mysql://me:hunter2@127.0.0.1/careline', /DATABASE_URL does not fit, it must be postgres:\/\/user:password@host/],
  ])('%s', (url, sentence) => {
    const { status, stdout, stderr } = check(url);
    expect(stderr).toMatch(/^\nNothing was checked: [^\n]+\n$/);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('hunter2');
    expect([status, stdout]).toEqual([2, '']);
  });

  test('a database that is not ours', () => {
    const { status, stderr } = check(database.url.replace(/[^/]*$/, 'postgres'));
    expect(stderr).toMatch(
      /^\nNothing was checked: PostgreSQL at \S+ says “relation "\w+" does not exist”\. [^\n]+\n$/,
    );
    expect(status).toBe(2);
  });
});

test('the database of npm start is found on any port while it runs, and not believed in afterwards', async () => {
  const runs = resolve(import.meta.dirname, '../../.careline/test');
  mkdirSync(runs, { recursive: true });
  const folder = mkdtempSync(join(runs, 'ledger-'));
  // PostgreSQL may run as another user, who needs access to this folder.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  try {
    expect(() => ownDatabaseUrl(dataDir)).toThrow('has not made a database in this clone yet');
    const postgres = await startPostgres({ dataDir, durable: false });
    closedAtTheEnd(() => postgres.stop());
    expect(ownDatabaseUrl(dataDir)).toBe(postgres.url('careline'));
    await postgres.stop();
    expect(() => ownDatabaseUrl(dataDir)).toThrow('the database of npm start does not run');
    // A kill -9 leaves this, and a process has got the same pid by chance.
    writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n${postgres.port}\n`);
    expect(() => ownDatabaseUrl(dataDir)).toThrow('the database of npm start does not run');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
