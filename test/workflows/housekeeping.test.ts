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
  await keepHouse({ orm: database.orm, clock: { now: () => new Date(now) } });
  for (const table of ['stored_files', 'file_chunks', 'live_events']) {
    expect([table, await rows(em, sql`select 1 from ${sql.table(table)}`)]).toEqual([table, [{ '?column?': 1 }]]);
  }
});
