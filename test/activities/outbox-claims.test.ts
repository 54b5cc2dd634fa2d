// A relay relies on this: what the outbox keeps, leases and puts off. On a database alone.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { row, sql } from '../../db/sql.ts';
import {
  claimWaiting,
  enqueue,
  enqueueAgain,
  markDelivered,
  outboxBacklog,
  type OutboxEntry,
  postpone,
  waitingOf,
} from '../../db/write/outbox.ts';
import { later } from '../../domain/calendar/instant.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const AT = '2031-03-03T07:00:00.000Z';
const LEASE = later(AT, 'PT15S');

let database: TestDatabase;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(() => row(em(), sql`truncate outbox`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const entry = (key: string, workflowId = key): OutboxEntry => ({
  ...{ key, kind: 'signal', workflowId, payload: { name: 'paymentReceived', input: { amount: 5 } } },
});
const put = async (...entries: OutboxEntry[]) => {
  for (const one of entries) await enqueue(em(), one, AT);
};
const claim = (dueAt = AT, limit = 10) => claimWaiting(em(), { limit, dueAt, leaseUntil: later(dueAt, 'PT15S') });
const keysOf = (found: readonly OutboxEntry[]) => found.map(({ key }) => key).toSorted();

test('an entry is kept as it is, once', async () => {
  await put(entry('a'), { ...entry('a'), workflowId: 'other' });
  const [kept, ...none] = await claim();
  expect([kept, none]).toEqual([{ ...entry('a'), id: expect.any(Number), attempts: 0, lease: LEASE }, []]);
  expect(await waitingOf(em(), 'a')).toEqual([{ ...entry('a'), id: kept?.id }]);
  expect(await waitingOf(em(), 'other')).toEqual([]);
});

test('what is leased is left alone until the lease ends', async () => {
  await put(entry('a'));
  expect(keysOf(await claim(later(AT, '-PT0.001S')))).toEqual([]);
  expect(keysOf(await claim())).toEqual(['a']);
  expect(keysOf(await claim(later(LEASE, '-PT0.001S')))).toEqual([]);
  expect(keysOf(await claim(LEASE))).toEqual(['a']);
});

test('the oldest come first, so many at once, and of a workflow only its oldest that waits', async () => {
  await put(entry('a1', 'a'), entry('a2', 'a'), entry('b'), entry('c'));
  expect(keysOf(await claim(AT, 2))).toEqual(['a1', 'b']);
  expect(keysOf(await claim())).toEqual(['c']);
  const [first] = await waitingOf(em(), 'a');
  await markDelivered(em(), [first?.id ?? 0], AT);
  expect(keysOf(await claim())).toEqual(['a2']);
  expect((await waitingOf(em(), 'a')).map(({ key }) => key)).toEqual(['a2']);
});

test('what was delivered is so once, and counted', async () => {
  await put(entry('a'), entry('b'));
  expect(await outboxBacklog(em())).toEqual({ waiting: 2, oldestAt: AT });
  const claimed = await claim();
  await markDelivered(em(), [], AT);
  expect((await outboxBacklog(em())).waiting).toBe(2);
  const ids = claimed.map(({ id }) => id);
  await markDelivered(em(), ids, AT);
  await markDelivered(em(), ids, LEASE);
  const unchanged = sql`select bool_and(delivered_at = ${AT}::timestamptz and attempts = 1) as are from outbox`;
  expect(await row(em(), unchanged)).toEqual({ are: true });
  expect(await outboxBacklog(em())).toEqual({ waiting: 0, oldestAt: null });
});

test('an entry that was delivered without effect is sent again, as new; an entry that still waits stays as it is', async () => {
  await put(entry('a'), entry('b'));
  const [first] = await claim(AT, 1);
  if (first === undefined) throw new Error('nothing was claimed');
  await postpone(em(), first, LEASE, 'late');
  await markDelivered(em(), [first.id], LEASE);
  const again = { name: 'asked again', input: null };
  const soon = later(LEASE, 'PT1M');
  for (const key of ['a', 'b', 'c']) await enqueueAgain(em(), { ...entry(key), payload: again }, soon);
  const waiting = await Promise.all(['a', 'b', 'c'].map((key) => waitingOf(em(), key)));
  expect(waiting.flat().map(({ payload }) => payload)).toEqual([again, entry('b').payload, again]);
  // Of no more than one of each.
  expect(await outboxBacklog(em())).toEqual({ waiting: 3, oldestAt: AT });
  expect(keysOf(await claim(later(soon, '-PT0.001S')))).toEqual(['b']);
  const claimed = await claim(soon);
  expect([keysOf(claimed), claimed.map(({ attempts }) => attempts)]).toEqual([
    ['a', 'c'],
    [0, 0],
  ]);
});

test('a failure puts off and is kept, unless the claim has passed to another or it is delivered', async () => {
  await put(entry('a'));
  const [claimed] = await claim();
  if (claimed === undefined) throw new Error('nothing was claimed');
  await postpone(em(), claimed, later(AT, 'PT1M'), 'x'.repeat(600));
  expect(keysOf(await claim(later(AT, 'PT59.999S')))).toEqual([]);
  const [again] = await claim(later(AT, 'PT1M'));
  expect(again?.attempts).toBe(1);
  const error = async () => row(em(), sql`select last_error as error, attempts from outbox`);
  expect(await error()).toEqual({ error: 'x'.repeat(500), attempts: 1 });
  await postpone(em(), claimed, later(AT, 'PT9M'), 'late');
  expect(await error()).toMatchObject({ attempts: 1 });
  await markDelivered(em(), [claimed.id], LEASE);
  expect(await error()).toEqual({ error: null, attempts: 2 });
  await postpone(em(), again ?? claimed, later(AT, 'PT9M'), 'late');
  expect(await error()).toEqual({ error: null, attempts: 2 });
});
