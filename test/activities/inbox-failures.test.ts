import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { quarantinedEvents } from '../../db/read/quarantined-events.ts';
import { rows, sql } from '../../db/sql.ts';
import { purgeProcessedEvents, replayEvent } from '../../db/write/inbox.ts';
import { inboxStage } from '../harness/inbox.ts';

const { stage, em, now, receive, relay, written } = inboxStage();

test('a failed event leaves nothing behind, holds up its case only, and is tried again with growing pauses', async () => {
  const caseId = randomUUID();
  await receive('first', caseId);
  await receive('second', caseId);
  await receive('elsewhere');
  stage.broken = () => new Error('not yet');
  await relay();
  expect(await written()).toEqual([]);
  stage.broken = null;
  expect(await relay()).toBe(0);
  stage.clock.move(5_000);
  await relay();
  await relay();
  expect(stage.acted.toSorted()).toEqual(['elsewhere', 'first', 'second']);
  expect(stage.acted.indexOf('first')).toBeLessThan(stage.acted.indexOf('second'));
});

test('an event that failed five times is quarantined and holds up no other; a replay starts again', async () => {
  const caseId = randomUUID();
  await receive('poison', caseId);
  stage.broken = () => new Error('cannot read it');
  for (const pause of [5_000, 30_000, 120_000, 600_000]) {
    await relay();
    expect(await quarantinedEvents(em(), 10)).toEqual([]);
    stage.clock.move(pause - 1);
    expect(await relay()).toBe(0);
    stage.clock.move(1);
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
  stage.broken = null;
  await receive('next', caseId);
  expect(await relay()).toBe(1);
  stage.broken = () => new Error('still not');
  expect([await replayEvent(em(), poison?.id ?? 0, now()), await replayEvent(em(), poison?.id ?? 0, now())]).toEqual([
    true,
    false,
  ]);
  expect(await relay()).toBe(0);
  expect(await quarantinedEvents(em(), 10)).toEqual([]);
  stage.broken = null;
  stage.clock.move(5_000);
  expect(await relay()).toBe(1);
  expect(stage.acted).toEqual(['next', 'poison']);
});

test('an outage is not the event’s fault: it never leads to quarantine', async () => {
  await receive('a');
  stage.broken = () => Object.assign(new Error('the database system is shutting down'), { code: '57P01' });
  for (let time = 0; time < 10; time += 1) {
    await relay();
    stage.clock.move(5_000);
  }
  stage.broken = null;
  expect(await relay()).toBe(1);
});

test('an event without a handler is quarantined, not lost', async () => {
  await receive('a');
  for (let time = 0; time < 5; time += 1) {
    expect(await relay(new Map())).toBe(0);
    stage.clock.move(600_000);
  }
  expect(await quarantinedEvents(em(), 10)).toMatchObject([
    { eventId: 'a', lastError: 'Error: no handler for events of paymob' },
  ]);
});

test('the content of old processed events is forgotten, their names are not', async () => {
  await receive('old');
  await relay();
  stage.clock.move(1);
  await receive('waiting');
  await purgeProcessedEvents(em(), { before: now(), most: 1_000 });
  expect(await rows(em(), sql`select event_id, body from inbox order by id`)).toEqual([
    { event_id: 'old', body: null },
    { event_id: 'waiting', body: { amountMinor: 500 } },
  ]);
  expect(await receive('old')).toBe(false);
});
