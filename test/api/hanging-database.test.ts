// A PostgreSQL that hangs is away for whoever waits, and is used again when it answers.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isDatabaseOutage } from '../../db/errors.ts';
import { openOrm, type Orm } from '../../db/orm.ts';
import { row, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

let database: TestDatabase;
let hurried: Orm;

beforeAll(async () => {
  database = await freshDatabase();
  hurried = openOrm(database.url, 1, 300);
});

afterAll(async () => {
  await hurried.close();
  await database.drop();
});

test('no answer in time is an outage, and the connection is good afterwards', async () => {
  const slow = row(hurried.em.fork(), sql`select pg_sleep(1)`);
  expect(isDatabaseOutage(await slow.catch((error: unknown) => error))).toBe(true);
  await row(database.orm.em.fork(), sql`select pg_sleep(1)`);
  expect(await row(hurried.em.fork(), sql`select 1 as one`)).toEqual({ one: 1 });
});

test('who has time is not hurried', async () => {
  expect(await row(database.orm.em.fork(), sql`select 1 as one from pg_sleep(0.5)`)).toEqual({ one: 1 });
});
