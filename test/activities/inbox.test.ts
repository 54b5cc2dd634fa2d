import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { claimEvents, type InboxEvent, markProcessed, putOffEvent, recordFailure } from '../../db/write/inbox.ts';
import { later } from '../../domain/calendar/instant.ts';
import type { InboxHandler } from '../../worker/inbox-relay.ts';
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

const claim = async () =>
  (await claimEvents(em(), { limit: 1, dueAt: now(), leaseUntil: later(now(), 'PT60S') }))[0] as InboxEvent;

/** An event with two claims: one whose lease has ended, and the later one of another relay. */
async function twoClaims() {
  await receive('a');
  const lost = await claim();
  stage.clock.move(60_000);
  return { lost, ours: await claim() };
}

test('a claim that has passed to another is no longer ours to act on', async () => {
  const { lost, ours } = await twoClaims();
  expect(await markProcessed(em(), lost, now())).toBe(false);
  expect(await markProcessed(em(), ours, now())).toBe(true);
  expect(await markProcessed(em(), ours, now())).toBe(false);
});

test('an event quarantined at the last moment of its claim is not acted on', async () => {
  const { ours } = await twoClaims();
  await recordFailure(em(), ours, { error: 'cannot read it', at: ours.lease, retryAt: null });
  expect(await markProcessed(em(), ours, now())).toBe(false);
});

test('a failure under a claim that has passed to another neither counts nor lets go of the other one', async () => {
  const { lost, ours } = await twoClaims();
  const kept = () => rows(em(), sql`select * from inbox`);
  const before = await kept();
  await putOffEvent(em(), lost, now());
  for (const retryAt of [now(), null]) await recordFailure(em(), lost, { error: 'too late', at: now(), retryAt });
  expect(await kept()).toEqual(before);
  await markProcessed(em(), ours, now());
  const processed = await kept();
  await putOffEvent(em(), ours, now());
  for (const retryAt of [now(), null]) await recordFailure(em(), ours, { error: 'too late', at: now(), retryAt });
  expect(await kept()).toEqual(processed);
});

describe('a relay too slow for its lease calls no handler', () => {
  const acted: string[] = [];
  const noting: InboxHandler = async (_, { eventId }) => void acted.push(eventId);
  const relayWith = (handler: InboxHandler) => relay(new Map([['paymob', handler]]));

  test.each([
    ['another has claimed', claim, ['first'], ['first', 'second']],
    ['another has acted on', () => relayWith(noting), ['first', 'second'], ['first', 'second']],
  ])('when %s the event meanwhile', async (_, meanwhile, before, after) => {
    acted.length = 0;
    await receive('first');
    await receive('second');
    const slowly: InboxHandler = async (transaction, event, at) => {
      if (event.eventId === 'first') {
        stage.clock.move(60_000);
        await meanwhile();
      }
      await noting(transaction, event, at);
    };
    expect(await relayWith(slowly)).toBe(1);
    expect(acted.toSorted()).toEqual(before);
    stage.clock.move(60_000);
    await relayWith(noting);
    expect(acted.toSorted()).toEqual(after);
  });
});
