// A database of the layout before decision 0023 is told so; the start ends, and nothing is changed.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Remedy } from '../../bin/launch/remedy.mjs';
import { refuseEarlierData } from '../../bin/stack/earlier-data.ts';
import { migrate } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const root = resolve(import.meta.dirname, '../..');
const SENTENCE = 'has the layout of an earlier version of Careline. Nothing was changed in it. To start afresh';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await database.orm.em.fork().execute(`
    drop schema public cascade; create schema public;
    create table migrations (id serial primary key, name varchar(255) not null, executed_at timestamptz(6) not null default now());
    insert into migrations (name) values ('Foundation0001'), ('Conversations0002');
    create table people (id uuid primary key)`);
});

afterAll(() => database.drop());

afterEach(async () => {
  const tables = sql`select tablename from pg_tables where schemaname = 'public' order by 1`;
  const em = database.orm.em.fork();
  expect(await rows(em, tables)).toEqual([{ tablename: 'migrations' }, { tablename: 'people' }]);
  expect(await rows(em, sql`select name from migrations order by id`)).toEqual([
    { name: 'Foundation0001' },
    { name: 'Conversations0002' },
  ]);
});

test('it is not migrated', async () => {
  await expect(migrate(database.orm)).rejects.toThrow(SENTENCE);
});

test.each(['api/main.ts', 'worker/main.ts', 'bin/admin-create.ts'])('%s says one sentence and ends', (script) => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, script)], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: database.url, CARELINE_SESSION_SECRET: 's'.repeat(32) },
    input: '',
    timeout: 60_000,
  });
  expect(status).toBe(1);
  expect(stderr.trim()).toMatch(new RegExp(`^The database ${SENTENCE}.*DATABASE_URL\\.$`));
});

test('npm start names the command that removes its data', async () => {
  const refused = refuseEarlierData(database.url);
  await expect(refused).rejects.toThrow(Remedy);
  await expect(refused).rejects.toThrow(/nothing was changed in it.*: rm -rf \.careline\/data$/);
});

test('a database of this layout, and an empty one, are not refused', async () => {
  const own = await freshDatabase();
  await expect(refuseEarlierData(own.url)).resolves.toBeUndefined();
  await own.orm.em.fork().execute('drop schema public cascade; create schema public');
  await expect(refuseEarlierData(own.url)).resolves.toBeUndefined();
  await migrate(own.orm);
  expect(await rows(own.orm.em.fork(), sql`select name from migrations`)).toEqual([
    { name: 'Foundation' },
    { name: 'AnyProcessNotifies' },
    { name: 'ProgramVersions' },
    { name: 'IntakeQuestions' },
    { name: 'GivenConversations' },
    { name: 'ReplaysAndWithdrawals' },
    { name: 'OrdersOfSeveralProviders' },
    { name: 'Keeping' },
    { name: 'TicketFields' },
    { name: 'HelpdeskAccounts' },
  ]);
  await own.drop();
});
