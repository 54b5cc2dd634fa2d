// A migration waits for a table in use, and users of the table do not wait for the migration.
import { Migration } from '@mikro-orm/migrations';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const WRITE = `update conversations set last_seq = last_seq where false`;

class NewIndex extends Migration {
  override up(): void {
    this.addSql('create index new_index on conversations (program)');
  }
}

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  database.orm.config.get('migrations').migrationsList?.push({ name: NewIndex.name, class: NewIndex });
});

afterAll(() => database.drop());

const connected = () => openConnection(database.url, { statement_timeout: 5_000 });

const index = () => rows(database.orm.em.fork(), sql`select 1 from pg_indexes where indexname = 'new_index'`);

test('it asks again and again, and lets writers pass in between', async () => {
  const [old, writer] = [await connected(), await connected()];
  await old.query('begin');
  await old.query(WRITE);
  const blocked = Promise.withResolvers<unknown>();
  const migrating = migrate(database.orm, blocked.resolve);
  const asks = sql`select 1 from pg_locks where relation = 'conversations'::regclass and not granted`;
  await until(
    () => rows(database.orm.em.fork(), asks),
    ({ length }) => length > 0,
    10_000,
  );
  await writer.query(WRITE);
  expect(await blocked.promise).toMatchObject({ code: '55P03' });
  expect(await index()).toEqual([]);
  await old.query('commit');
  await migrating;
  expect(await index()).toHaveLength(1);
});
