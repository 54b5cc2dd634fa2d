// Housekeeping forgets what is old and nothing else.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { beginFile, writeChunk } from '../../db/write/attachments.ts';
import { emitLiveEvents } from '../../db/write/live-events.ts';
import { later } from '../../domain/calendar/instant.ts';
import { keepHouse } from '../../worker/housekeeping.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

let database: TestDatabase;
const now = '2031-03-03T07:00:00.000Z';
const clock = { now: () => new Date(now) };
const silent = { error: (line: object) => void line };

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

test('yesterday is forgotten, the last hours are kept', async () => {
  const em = database.orm.em.fork();
  for (const at of [later(now, '-PT25H'), later(now, '-PT23H')]) {
    const file = randomUUID();
    await beginFile(em, file, at);
    await writeChunk(em, file, 0, Buffer.from('x'));
    await emitLiveEvents(em, at, [{ kind: 'conversation', program: 'cdek', caseId: randomUUID() }]);
  }
  await keepHouse({ orm: database.orm, clock, logger: silent });
  for (const table of ['stored_files', 'file_chunks', 'live_events']) {
    expect([table, await rows(em, sql`select 1 from ${sql.table(table)}`)]).toEqual([table, [{ '?column?': 1 }]]);
  }
});

test('much is forgotten in short transactions, so that nobody waits for all of it', async () => {
  const em = database.orm.em.fork();
  await em.execute(`insert into live_events (kind, program, case_id, at)
    select 'ticket', 'cdek', gen_random_uuid(), timestamptz '${later(now, '-PT30H')}' from generate_series(1, 12000)`);
  // Each deletion says in which transaction it was.
  await em.execute(`create table deletions (xid xid8)`);
  await em.execute(`create function note_deletion() returns trigger language plpgsql as
    $$ begin insert into deletions values (pg_current_xact_id()); return null; end $$`);
  await em.execute(`create trigger noted after delete on live_events for each row execute function note_deletion()`);
  await keepHouse({ orm: database.orm, clock, logger: silent });
  const counts = await rows<{ count: number }>(
    em,
    sql`select count(*)::int from deletions group by xid order by xid::text::bigint`,
  );
  expect(counts.map(({ count }) => count)).toEqual([5_000, 5_000, 2_000]);
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
  await keepHouse({ orm: database.orm, clock, logger: { error: (line: object) => void told.push(line) } });
  expect(told).toMatchObject([{ purge: 'updates' }]);
  expect(await rows(em, sql`select 1 from idempotency_keys`)).toEqual([]);
  expect(await rows(em, sql`select 1 from carried_out_updates`)).toHaveLength(1);
});
