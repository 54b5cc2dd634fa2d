// The feed misses nothing between its start and its first word from PostgreSQL.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { openFeed } from '../../api/live/feed.ts';
import type { LiveEventRecord } from '../../db/read/live-events.ts';
import { emitLiveEvents } from '../../db/write/live-events.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

test('whoever listens before the feed has heard PostgreSQL hears what comes after', async () => {
  const feed = openFeed({ orm: database.orm, databaseUrl: database.url, logger: pino({ level: 'silent' }) });
  const caseId = randomUUID();
  const heard = Promise.withResolvers<readonly LiveEventRecord[]>();
  const { stop } = await feed.listen(heard.resolve);
  const event = { kind: 'conversation', program: 'cdek', caseId } as const;
  await emitLiveEvents(database.orm.em.fork(), '2031-03-03T07:00:00.000Z', [event]);
  expect((await heard.promise).map((told) => told.caseId)).toEqual([caseId]);
  stop();
  await feed.close();
}, 10_000);
