// The entities describe the schema of the migrations, whole and exactly.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const OURS = `relnamespace = 'public'::regnamespace and relname not like 'migrations%'`;

// What the schema generator compares by name only, or not at all, is in here as well.
const CATALOGUE = {
  columns: `select relname, attname, format_type(atttypid, atttypmod) as type, attnotnull, attidentity, attgenerated,
      attstorage, attcollation::regcollation::text as collation, pg_get_expr(adbin, adrelid) as expression
    from pg_attribute join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where ${OURS} and relkind = 'r' and attnum > 0 and not attisdropped order by relname, attname`,
  constraints: `select relname, conname, contype, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = conrelid where ${OURS} order by relname, conname`,
  indexes: `select relname, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_class c on c.oid = indrelid where ${OURS} order by relname, definition`,
  triggers: `select relname, pg_get_triggerdef(t.oid) as definition
    from pg_trigger t join pg_class c on c.oid = tgrelid where ${OURS} and not tgisinternal order by relname, tgname`,
};

let migrated: TestDatabase;
let described: TestDatabase;

beforeAll(async () => {
  [migrated, described] = [await freshDatabase(), await freshDatabase()];
  await createFromEntities();
});

afterAll(() => Promise.all([migrated.drop(), described.drop()]));

// Entities do not hold functions, which indexes and triggers need.
async function createFromEntities(): Promise<void> {
  const all = sql<{ text: string }>`select string_agg(pg_get_functiondef(oid), ';' order by oid) as text from pg_proc
    where pronamespace = 'public'::regnamespace`;
  const functions = await row(migrated.orm.em.fork(), all);
  const em = described.orm.em.fork();
  await em.execute('drop schema public cascade; create schema public');
  await em.execute(functions?.text ?? '');
  await described.orm.schema.create();
}

test('the schema generator finds nothing to change in a migrated database', async () => {
  expect(await migrated.orm.schema.getUpdateSchemaSQL()).toBe('');
});

test('every table has an entity', async () => {
  const tables = await rows<{ relname: string }>(
    migrated.orm.em.fork(),
    sql`select relname from pg_class where ${sql.raw(OURS)} and relkind = 'r' order by relname`,
  );
  const named = [...migrated.orm.getMetadata().getAll().values()].map(({ tableName }) => tableName);
  expect(named.toSorted()).toEqual(tables.map(({ relname }) => relname));
});

test.each(Object.entries(CATALOGUE))('%s are the same as of the entities alone', async (_, query) => {
  const read = ({ orm }: TestDatabase) => rows(orm.em.fork(), sql.raw(query));
  const found = await read(migrated);
  expect(found.length).toBeGreaterThan(0);
  expect(await read(described)).toEqual(found);
});
