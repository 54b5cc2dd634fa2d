// Owns the tests of the inbox and its relay: nothing twice, nothing forgotten, per case in order.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { claimEvents, type InboxEvent, markProcessed } from '../../db/write/inbox.ts';
import { later } from '../../domain/calendar/instant.ts';
import { inboxStage } from '../harness/inbox.ts';

const { stage, em, now, receive, relay, written } = inboxStage();

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
  expect(stage.acted).toEqual(['1a', '2a', '1b', '1c']);
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
  expect(await rows(em(), sql`select 1 from inbox where processed_at is null`)).toEqual([]);
  expect((await written()).sort()).toEqual(Array.from({ length: 20 }, (_, n) => `${n}`).sort());
});

test('what a killed relay had claimed is taken on when its lease is over', async () => {
  await receive('a');
  await claimEvents(em(), { limit: 1, dueAt: now(), leaseUntil: later(now(), 'PT60S') });
  expect(await relay()).toBe(0);
  stage.clock.move(60_000);
  expect(await relay()).toBe(1);
});

test('a claim that has passed to another is no longer ours to act on', async () => {
  await receive('a');
  const claim = async () =>
    (await claimEvents(em(), { limit: 1, dueAt: now(), leaseUntil: later(now(), 'PT60S') }))[0] as InboxEvent;
  const lost = await claim();
  stage.clock.move(60_000);
  const ours = await claim();
  expect(await markProcessed(em(), lost, now())).toBe(false);
  expect(await markProcessed(em(), ours, now())).toBe(true);
});
