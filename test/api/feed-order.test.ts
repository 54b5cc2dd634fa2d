// The feed delivers every event once and in order, even with overlapping transactions. It waits only for event writers.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type pg from 'pg';
import { pino } from 'pino';
import { type Feed, openFeed } from '../../api/live/feed.ts';
import { emitLiveEvents } from '../../db/write/live-events.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const AT = '2031-03-03T07:00:00.000Z';
const INSERTION = `with logged as (insert into live_events (kind, program, case_id, at) values ('ticket', 'cdek', $1, '${AT}')
  returning 1) select pg_notify('careline_live', '') from logged`;

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterEach(() => void jest.restoreAllMocks());

afterAll(() => database.drop());

async function hearing(): Promise<{ feed: Feed; heard: string[]; ids: bigint[]; lines: { processes?: number[] }[] }> {
  const lines: { processes?: number[] }[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line)) });
  const feed = openFeed({ orm: database.orm, databaseUrl: database.url, logger, onPublished: () => undefined });
  closedAtTheEnd(() => feed.close());
  const [heard, ids]: [string[], bigint[]] = [[], []];
  await feed.listen((events) => {
    heard.push(...events.map(({ caseId }) => caseId));
    ids.push(...events.map(({ cursor }) => BigInt(cursor.id)));
  });
  return { feed, heard, ids, lines };
}

async function connected(name?: string): Promise<pg.Client> {
  const url = new URL(database.url);
  if (name !== undefined) url.pathname = `/${name}`;
  return openConnection(url.href);
}

async function emit(): Promise<string> {
  const caseId = randomUUID();
  await emitLiveEvents(database.orm.em.fork(), AT, [{ kind: 'ticket', program: 'cdek', caseId }]);
  return caseId;
}

test.each(['postgres', undefined])(
  'an open transaction that writes no event holds nothing back (database %s)',
  async (name) => {
    const { heard } = await hearing();
    const other = await connected(name);
    await other.query('begin; create table elsewhere (x int); select pg_current_xact_id()');
    const caseId = await emit();
    await until(() => heard.includes(caseId));
  },
  10_000,
);

test.each(['commit', 'rollback'])(
  'what is behind an open event waits for it: %s',
  async (end) => {
    const { feed, heard } = await hearing();
    const [slow, slowCase] = [await connected(), randomUUID()];
    await slow.query('begin');
    await slow.query(INSERTION, [slowCase]);
    const quickCase = await emit();
    await until(() => feed.heldBackMs() > 50);
    expect(heard).toEqual([]);
    await slow.query(end);
    await until(() => heard.includes(quickCase));
    expect(heard).toEqual(end === 'commit' ? [slowCase, quickCase] : [quickCase]);
    await until(() => feed.heldBackMs() === 0);
  },
  10_000,
);

test('a listener that comes while an event is on its way begins after it', async () => {
  const slow = await connected();
  await slow.query('begin');
  await slow.query(INSERTION, [randomUUID()]);
  await emit();
  const listening = hearing();
  const first = await Promise.race([listening.then(() => 'let in'), pause(100).then(() => 'waiting')]);
  expect(first).toBe('waiting');
  await slow.query('commit');
  const { heard } = await listening;
  const caseId = await emit();
  await until(() => heard.includes(caseId));
  expect(heard).toEqual([caseId]);
});

test('the log names the process that holds the updates back', async () => {
  const { feed, lines } = await hearing();
  const slow = await connected();
  const { rows } = await slow.query<{ pid: number }>('select pg_backend_pid() as pid');
  await slow.query('begin');
  await slow.query(INSERTION, [randomUUID()]);
  await emit();
  await until(() => feed.heldBackMs() > 0);
  expect(lines).toEqual([]);
  const now = performance.now();
  jest.spyOn(performance, 'now').mockImplementation(() => now + 6_000);
  await until(() => lines.length > 0);
  expect(lines).toMatchObject([{ processes: [rows[0]?.pid] }]);
  await slow.query('rollback');
});

// Early transaction numbers, savepoints, failures and spaced events put numbers out of order.
async function storm(client: pg.Client, seed: number): Promise<string[]> {
  const told: string[] = [];
  let dice = seed;
  const roll = (sides: number) => (dice = (dice * 1_103_515_245 + 12_345) % 2_147_483_648) % sides;
  for (let round = 0; round < 40; round += 1) {
    const mine = [randomUUID(), randomUUID()];
    await client.query('begin');
    if (roll(2) === 0) await client.query('select pg_current_xact_id()');
    if (roll(4) === 0) {
      await client.query('savepoint s');
      await client.query(INSERTION, [randomUUID()]);
      await client.query('rollback to s');
    }
    for (const caseId of mine) {
      await pause(roll(4));
      await client.query(INSERTION, [caseId]);
    }
    await pause(roll(12));
    const kept = roll(5) > 0;
    await client.query(kept ? 'commit' : 'rollback');
    if (kept) told.push(...mine);
  }
  return told;
}

test('in a storm of overlapping transactions every feed hears all that was kept, once and in order', async () => {
  const early = await hearing();
  const writers = await Promise.all(Array.from({ length: 12 }, () => connected()));
  const storms = Promise.all(writers.map((client, index) => storm(client, index + 1)));
  const late = await hearing();
  const kept = (await storms).flat();
  const last = await emit();
  await until(() => early.heard.includes(last) && late.heard.includes(last));
  expect(early.heard.toSorted()).toEqual([...kept, last].toSorted());
  expect(late.heard).toEqual(early.heard.slice(-late.heard.length));
  for (const { ids } of [early, late]) expect(ids).toEqual(ids.toSorted((one, other) => (one < other ? -1 : 1)));
});
