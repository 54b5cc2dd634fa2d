// Housekeeping deletes a little at a time, and continues with the other parts when one fails.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { later } from '../../domain/calendar/instant.ts';
import { runHousekeeping } from '../../worker/housekeeping.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

let database: TestDatabase;
const now = '2031-03-03T07:00:00.000Z';
const dayBefore = later(now, '-PT30H');
const clock = { now: () => new Date(now) };
const silent = { error: (line: object) => void line };

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

test.each([
  [
    'live_events',
    `insert into live_events (kind, program, case_id, at)
    select 'ticket', 'cdek', gen_random_uuid(), timestamptz '${dayBefore}' from generate_series(1, 12000)`,
    [5_000, 5_000, 2_000],
  ],
  [
    'stored_files',
    `insert into stored_files (id, created_at)
    select gen_random_uuid(), timestamptz '${dayBefore}' from generate_series(1, 120)`,
    [50, 50, 20],
  ],
])(
  'a large purge runs in short transactions, so that no request waits for the whole of it: %s',
  async (table, insertion, sizes) => {
    const em = database.orm.em.fork();
    await em.execute(insertion);
    // Each deletion records its transaction.
    await em.execute(`create table ${table}_deletions (xid xid8)`);
    await em.execute(`create function note_${table}() returns trigger language plpgsql as
    $$ begin insert into ${table}_deletions values (pg_current_xact_id()); return null; end $$`);
    await em.execute(`create trigger noted after delete on ${table} for each row execute function note_${table}()`);
    await runHousekeeping({ orm: database.orm, clock, logger: silent });
    const counts = await rows<{ count: number }>(
      em,
      sql`select count(*)::int from ${sql.table(`${table}_deletions`)} group by xid order by xid::text::bigint`,
    );
    expect(counts.map(({ count }) => count)).toEqual(sizes);
  },
);

test('a process that stops forgets no more than it has begun to; the next one goes on', async () => {
  const em = database.orm.em.fork();
  await em.execute(`insert into live_events (kind, program, case_id, at)
    select 'ticket', 'cdek', gen_random_uuid(), timestamptz '${dayBefore}' from generate_series(1, 5001)`);
  const left = async () => (await rows(em, sql`select 1 from live_events`)).length;
  await runHousekeeping({ orm: database.orm, clock, logger: silent, signal: AbortSignal.abort() });
  expect(await left()).toBe(1);
  await runHousekeeping({ orm: database.orm, clock, logger: silent, signal: new AbortController().signal });
  expect(await left()).toBe(0);
});

test('one kind that cannot be forgotten is told of and keeps none of the others', async () => {
  const em = database.orm.em.fork();
  await em.execute(
    `insert into idempotency_keys (key, fingerprint, at) values ('k', 'f', timestamptz '${later(now, '-PT25H')}')`,
  );
  await em.execute(`insert into carried_out_updates (update_id, case_id, at)
    values ('u', gen_random_uuid(), timestamptz '${later(now, '-PT200H')}')`);
  await em.execute(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`);
  await em.execute(
    `create trigger refused before delete on carried_out_updates for each row execute function refuse()`,
  );
  const told: object[] = [];
  await runHousekeeping({ orm: database.orm, clock, logger: { error: (line: object) => void told.push(line) } });
  expect(told).toMatchObject([{ purge: 'updates' }]);
  expect(await rows(em, sql`select 1 from idempotency_keys`)).toEqual([]);
  expect(await rows(em, sql`select 1 from carried_out_updates`)).toHaveLength(1);
});

test('while the database is away every kind is told of by its name', async () => {
  const away = await freshDatabase();
  await away.drop();
  const told: object[] = [];
  await runHousekeeping({ orm: away.orm, clock, logger: { error: (line: object) => void told.push(line) } });
  const names = ['updates', 'live events', 'keys', 'sessions', 'tries to log in', 'unclaimed files'];
  expect(told).toMatchObject(
    [...names, 'delivered entries', 'replays', 'processed events'].map((purge) => ({ purge })),
  );
});
