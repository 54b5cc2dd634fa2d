// Owns the tests of the inbox and its relay: nothing lost, nothing twice, per case in order, quarantine and replay.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { quarantinedEvents } from '../../db/read/quarantined-events.ts';
import { rows, sql } from '../../db/sql.ts';
import {
  claimEvents,
  type InboxEvent,
  markProcessed,
  purgeProcessedEvents,
  receiveEvent,
  replayEvent,
} from '../../db/write/inbox.ts';
import { appendTimeline } from '../../db/write/timeline.ts';
import { later, toInstant } from '../../domain/calendar/instant.ts';
import { type InboxHandler, relayInbox } from '../../worker/inbox-relay.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { type MovedClock, movedClock } from '../harness/effects.ts';

let database: TestDatabase;
let clock: MovedClock;
let acted: string[];
let broken: (() => Error) | null;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.drop());
beforeEach(() => {
  clock = movedClock();
  acted = [];
  broken = null;
});
afterEach(() => rows(em(), sql`truncate inbox, timeline_entries`));

const em = () => database.orm.em.fork();
const now = () => toInstant(clock.now());
const receive = (eventId: string, caseId: string | null = randomUUID()) =>
  receiveEvent(em(), { source: 'paymob', eventId, caseId, body: { amountMinor: 500 } }, now());

/** Writes to the case, then breaks when it is told to. */
const act: InboxHandler = async (transaction, event, at) => {
  await appendTimeline(transaction, event.caseId ?? randomUUID(), [
    { at, what: event.eventId, by: 'paymob', rule: null },
  ]);
  if (broken !== null) throw broken();
  acted.push(event.eventId);
};
const relay = (handlers = new Map([['paymob', act]])) =>
  relayInbox({ orm: database.orm, clock, logger: pino({ level: 'silent' }) }, handlers);
const written = async () =>
  (await rows<{ what: string }>(em(), sql`select what from timeline_entries order by id`)).map(({ what }) => what);
const left = async () =>
  (await rows(em(), sql`select 1 from inbox where processed_at is null and quarantined_at is null`)).length;

test('a provider that repeats itself is heard once', async () => {
  expect([await receive('a'), await receive('a')]).toEqual([true, false]);
  expect(await relay()).toBe(1);
  expect(await receive('a')).toBe(false);
  expect(await relay()).toBe(0);
  expect(await written()).toEqual(['a']);
});

test('per case in order, one case at a time', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  for (const [eventId, caseId] of [
    ['1a', one],
    ['2a', other],
    ['1b', one],
    ['1c', one],
  ] as const)
    await receive(eventId, caseId);
  expect([await relay(), await relay(), await relay(), await relay()]).toEqual([2, 1, 1, 0]);
  expect(acted).toEqual(['1a', '2a', '1b', '1c']);
});

test('events without a case do not wait for one another', async () => {
  await receive('a', null);
  await receive('b', null);
  expect(await relay()).toBe(2);
});

test('many relays at once act once on each', async () => {
  const cases = Array.from({ length: 5 }, () => randomUUID());
  for (let n = 0; n < 20; n += 1) await receive(`${n}`, cases[n % 5]);
  for (let round = 0; round < 6; round += 1) await Promise.all(Array.from({ length: 4 }, () => relay()));
  expect(await left()).toBe(0);
  expect((await written()).sort()).toEqual(Array.from({ length: 20 }, (_, n) => `${n}`).sort());
});

test('what a killed relay had claimed is taken on when its lease is over', async () => {
  await receive('a');
  await claimEvents(em(), { limit: 1, dueAt: now(), leaseUntil: later(now(), 'PT60S') });
  expect(await relay()).toBe(0);
  clock.move(60_000);
  expect(await relay()).toBe(1);
});

test('a claim that has passed to another is no longer ours to act on', async () => {
  await receive('a');
  const claim = async () =>
    (await claimEvents(em(), { limit: 1, dueAt: now(), leaseUntil: later(now(), 'PT60S') }))[0] as InboxEvent;
  const lost = await claim();
  clock.move(60_000);
  const ours = await claim();
  expect(await markProcessed(em(), lost, now())).toBe(false);
  expect(await markProcessed(em(), ours, now())).toBe(true);
});

test('a failed event leaves nothing behind, holds up its case only, and is tried again with growing pauses', async () => {
  const caseId = randomUUID();
  await receive('first', caseId);
  await receive('second', caseId);
  await receive('elsewhere');
  broken = () => new Error('not yet');
  await relay();
  expect(await written()).toEqual([]);
  broken = null;
  expect(await relay()).toBe(0);
  clock.move(5_000);
  await relay();
  await relay();
  expect(acted.toSorted()).toEqual(['elsewhere', 'first', 'second']);
  expect(acted.indexOf('first')).toBeLessThan(acted.indexOf('second'));
});

test('five failures are quarantine, which holds up nobody; a replay starts anew', async () => {
  const caseId = randomUUID();
  await receive('poison', caseId);
  broken = () => new Error('cannot read it');
  for (const pause of [5_000, 30_000, 120_000, 600_000]) {
    await relay();
    expect(await quarantinedEvents(em(), 10)).toEqual([]);
    clock.move(pause - 1);
    expect(await relay()).toBe(0);
    clock.move(1);
  }
  await relay();
  const [poison] = await quarantinedEvents(em(), 10);
  expect(poison).toMatchObject({
    source: 'paymob',
    eventId: 'poison',
    caseId,
    quarantinedAt: now(),
    lastError: 'Error: cannot read it',
  });
  broken = null;
  await receive('next', caseId);
  expect(await relay()).toBe(1);
  expect([await replayEvent(em(), poison?.id ?? '', now()), await replayEvent(em(), poison?.id ?? '', now())]).toEqual([
    true,
    false,
  ]);
  expect(await relay()).toBe(1);
  expect(acted).toEqual(['next', 'poison']);
});

test('an outage is not the event’s fault: it never leads to quarantine', async () => {
  await receive('a');
  broken = () => Object.assign(new Error('the database system is shutting down'), { code: '57P01' });
  for (let time = 0; time < 10; time += 1) {
    await relay();
    clock.move(5_000);
  }
  broken = null;
  expect(await relay()).toBe(1);
});

test('an event that nobody acts on is quarantined, not lost', async () => {
  await receive('a');
  for (let time = 0; time < 5; time += 1) {
    expect(await relay(new Map())).toBe(0);
    clock.move(600_000);
  }
  expect(await quarantinedEvents(em(), 10)).toMatchObject([
    { eventId: 'a', lastError: 'Error: nobody acts on events of paymob' },
  ]);
});

test('the content of old processed events is forgotten, their names are not', async () => {
  await receive('old');
  await relay();
  clock.move(1);
  await receive('waiting');
  await purgeProcessedEvents(em(), now());
  expect(await rows(em(), sql`select event_id, body from inbox order by id`)).toEqual([
    { event_id: 'old', body: null },
    { event_id: 'waiting', body: { amountMinor: 500 } },
  ]);
  expect(await receive('old')).toBe(false);
});
