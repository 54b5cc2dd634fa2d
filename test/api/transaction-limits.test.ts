// PostgreSQL ends a transaction that is idle or runs too long.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isDatabaseOutage } from '../../db/errors.ts';
import { openOrm, type Orm } from '../../db/orm.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

let database: TestDatabase;
// One place in its pool: a connection that is not returned is noticed at once.
let small: Orm;

beforeAll(async () => {
  database = await freshDatabase();
  small = openOrm(database.url, 1);
});

afterAll(async () => {
  await small.close();
  await database.drop();
});

const set = (name: string) => row(database.orm.em.fork(), sql`select current_setting(${name}::text) as value`);

test('every connection has its limits', async () => {
  expect(await set('idle_in_transaction_session_timeout')).toEqual({ value: '10s' });
  expect(await set('transaction_timeout')).toEqual({ value: '1min' });
});

test('a transaction that is idle too long is lost as an outage, and the process lives on', async () => {
  const watch = await openConnection(database.url);
  const ended = await small.em
    .fork()
    .transactional(async (em) => {
      await em.execute(`set local idle_in_transaction_session_timeout = '100ms'`);
      const own = await row<{ pid: number }>(em, sql`select pg_backend_pid() as pid`);
      const isThere = `select 1 from pg_stat_activity where pid = ${own?.pid}`;
      await until(
        () => watch.query(isThere),
        ({ rowCount }) => rowCount === 0,
        8_000,
      );
      await rows(em, sql`select 1`);
    })
    .catch((error: unknown) => error);
  expect(isDatabaseOutage(ended)).toBe(true);
  expect(await row(small.em.fork(), sql`select 1 as one`)).toEqual({ one: 1 });
});

test('a transaction that never ends is ended as an outage', async () => {
  const ended = await small.em
    .fork()
    .transactional(async (em) => {
      // Off first, because the limit with which a transaction began cannot be shortened.
      await em.execute(`set local transaction_timeout = 0; set local transaction_timeout = '100ms'`);
      await rows(em, sql`select pg_sleep(5)`);
    })
    .catch((error: unknown) => error);
  expect([(ended as { code?: string }).code, isDatabaseOutage(ended)]).toEqual(['25P04', true]);
  expect(await row(small.em.fork(), sql`select 1 as one`)).toEqual({ one: 1 });
});
