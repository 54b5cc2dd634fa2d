// The feed misses nothing: not between its start and its first signal from PostgreSQL, and not when a read fails.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { type Feed, openFeed } from '../../api/live/feed.ts';
import type { LiveEventRecord } from '../../db/read/live-events.ts';
import { rows, sql } from '../../db/sql.ts';
import { emitLiveEvents } from '../../db/write/live-events.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

function silentFeed(): Feed {
  const feed = openFeed({
    orm: database.orm,
    databaseUrl: database.url,
    logger: pino({ level: 'silent' }),
    onPublished: () => undefined,
  });
  closedAtTheEnd(() => feed.close());
  return feed;
}

test('a listener that comes before the feed has heard PostgreSQL hears what comes after', async () => {
  const feed = silentFeed();
  const caseId = randomUUID();
  const heard = Promise.withResolvers<readonly LiveEventRecord[]>();
  const { stop } = await feed.listen(heard.resolve);
  const event = { kind: 'conversation', program: 'cdek', caseId } as const;
  await emitLiveEvents(database.orm.em.fork(), '2031-03-03T07:00:00.000Z', [event]);
  expect((await heard.promise).map((told) => told.caseId)).toEqual([caseId]);
  stop();
});

test('what could not be read is read again soon, without another wake-up', async () => {
  const feed = silentFeed();
  const em = database.orm.em.fork();
  const [first, second] = [randomUUID(), randomUUID()];
  const told = new Set<string>();
  const { promise: both, resolve } = Promise.withResolvers<void>();
  const { promise: one, resolve: heardOne } = Promise.withResolvers<void>();
  const { stop } = await feed.listen((events) => {
    for (const { caseId } of events) told.add(caseId);
    if (told.has(first)) heardOne();
    if (told.has(second)) resolve();
  });
  const event = { kind: 'ticket', program: 'cdek' } as const;
  await emitLiveEvents(em, '2031-03-03T07:00:00.000Z', [{ ...event, caseId: first }]);
  await one;
  // Reading fails until the table has its name again. The event's wake-up signal arrives and is lost meanwhile.
  await rows(em, sql`alter table conversations rename to conversations_away`);
  await emitLiveEvents(em, '2031-03-03T07:00:00.000Z', [{ ...event, caseId: second }]);
  await rows(em, sql`select pg_sleep(0.5)`);
  expect(told.has(second)).toBe(false);
  await rows(em, sql`alter table conversations_away rename to conversations`);
  await both;
  stop();
});
