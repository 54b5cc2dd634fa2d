// Nothing is lost while Temporal is away, and each workflow gets its entries in order.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { instantOf, row, rows, sql } from '../../db/sql.ts';
import { claimWaiting, type OutboxEntry } from '../../db/write/outbox.ts';
import { later, millisecondsBetween } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { outboxStage } from '../harness/outbox.ts';
import { seedRequest } from '../harness/seeded-request.ts';

const { stage, em, now, put, relay, firstTry, kept } = outboxStage();

const names = () => stage.asked.map(({ name }) => name);
const start = (workflowId: string): OutboxEntry => {
  return { key: `start/${workflowId}`, kind: 'start', workflowId, payload: { name: 'conversation', input: {} } };
};
const signal = (workflowId: string, name: string): OutboxEntry => {
  return { key: `${name}/${workflowId}`, kind: 'signal', workflowId, payload: { name, input: name } };
};
const refusing = (refused: string) => async (workflowId: string) => {
  if (workflowId === refused) throw new Error('not now');
};

test('a request begun while Temporal is away starts when it is back, once', async () => {
  const { workflowId } = await seedRequest(stage.database.orm, { category: 'order', since: now() });
  const key = `start/${workflowId}`;
  expect(await relay(stage.away)).toBe(0);
  expect(await kept(key)).toMatchObject({
    ...{ attempts: 1, deliveredAt: null },
    lastError: expect.stringContaining('Failed to start Workflow'),
  });
  stage.clock.move(1_000);
  expect(await relay()).toBe(1);
  const { status, type } = await stage.client.workflow.getHandle(workflowId).describe();
  expect([status.name, type]).toEqual(['RUNNING', 'conversation']);
  expect(await kept(key)).toEqual({ attempts: 2, deliveredAt: now(), lastError: null });
  stage.clock.move(3_600_000);
  expect(await relay()).toBe(0);
  expect(names()).toEqual(['start']);
});

test('the pause doubles with every failure, up to half a minute', async () => {
  const id = randomUUID();
  await put(start(id));
  stage.onTheWay = refusing(id);
  for (const [failures, seconds] of [1, 2, 4, 8, 16, 30, 30].entries()) {
    expect(await relay()).toBe(0);
    stage.clock.move(seconds * 1_000 - 1);
    expect(await relay()).toBe(0);
    expect(stage.asked).toHaveLength(failures + 1);
    stage.clock.move(1);
  }
  stage.onTheWay = async () => undefined;
  expect(await relay()).toBe(1);
});

test('a workflow hears things in order, also when the first of them fails; the others do not wait for it', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  for (const entry of [start(one), signal(one, 'first'), start(other), signal(one, 'second')]) await put(entry);
  stage.onTheWay = refusing(one);
  expect(await relay()).toBe(1);
  expect(await relay()).toBe(0);
  expect(stage.asked.map(({ workflowId }) => workflowId)).toEqual([one, other]);
  stage.onTheWay = async () => undefined;
  stage.clock.move(1_000);
  expect([await relay(), await relay(), await relay(), await relay()]).toEqual([1, 1, 1, 0]);
  const { events } = await stage.client.workflow.getHandle(one).fetchHistory();
  const heard = (events ?? []).map((event) => event.workflowExecutionSignaledEventAttributes?.signalName);
  expect(heard.filter((name) => name !== undefined)).toEqual(['first', 'second']);
});

test('the API’s first try delivers in order, and leaves to the relay what fails with all behind it', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  for (const entry of [start(one), signal(one, 'first'), start(other)]) await put(entry);
  await firstTry(one, stage.away);
  expect(await kept(`start/${one}`)).toMatchObject({ attempts: 0, deliveredAt: null });
  stage.onTheWay = refusing(one);
  await firstTry(one);
  expect(stage.asked).toEqual([{ name: 'start', workflowId: one }]);
  stage.onTheWay = async () => undefined;
  await firstTry(one);
  expect(names()).toEqual(['start', 'start', 'first']);
  expect(await kept(`first/${one}`)).toEqual({ attempts: 1, deliveredAt: now(), lastError: null });
  expect(await relay()).toBe(1);
  expect(stage.asked.at(-1)).toEqual({ name: 'start', workflowId: other });
});

test('many relays at once deliver each entry once, and keep the order', async () => {
  const ids = Array.from({ length: 4 }, () => randomUUID());
  for (const id of ids) await put(start(id));
  for (const name of ['a', 'b', 'c']) for (const id of ids) await put(signal(id, name));
  for (let round = 0; round < 6; round += 1) await Promise.all(Array.from({ length: 4 }, () => relay()));
  for (const id of ids) {
    const told = stage.asked.filter(({ workflowId }) => workflowId === id);
    expect(told.map(({ name }) => name)).toEqual(['start', 'a', 'b', 'c']);
  }
});

test('no more than a batch is delivered at once, the oldest first', async () => {
  const ids = Array.from({ length: 26 }, () => randomUUID());
  for (const id of ids) await put(start(id));
  expect(await relay()).toBe(25);
  expect(stage.asked.map(({ workflowId }) => workflowId)).not.toContain(ids.at(-1));
  expect(await relay()).toBe(1);
});

test('an entry that a killed relay had claimed is taken on when the lease is over', async () => {
  await put(start(randomUUID()));
  await claimWaiting(em(), { limit: 1, dueAt: now(), leaseUntil: later(now(), 'PT15S') });
  stage.clock.move(14_999);
  expect(await relay()).toBe(0);
  stage.clock.move(1);
  expect(await relay()).toBe(1);
});

test('a relay holds an entry for longer than its delivery may take', async () => {
  const id = randomUUID();
  await put(start(id));
  await put(signal(id, 'told'));
  const leases: number[] = [];
  stage.onTheWay = async () => void leases.push(await leaseMs(id));
  const begun = systemClock.now().getTime();
  expect([await relay(), await relay()]).toEqual([1, 1]);
  expect(leases).toEqual([15_000, 15_000]);
  for (const [place, lease] of leases.entries()) expect((stage.deadlines[place] ?? NaN) - begun).toBeLessThan(lease);
});

async function leaseMs(workflowId: string): Promise<number> {
  const found = await row<{ until: string }>(
    em(),
    sql`select next_attempt_at as until from outbox where workflow_id = ${workflowId} and delivered_at is null order by id`,
  );
  return millisecondsBetween(now(), instantOf(found?.until ?? now()));
}

/** A relay that hangs in its delivery until its lease is over. It continues when told how the delivery ended. */
async function aHangingRelay() {
  const hangs = Promise.withResolvers<void>();
  const isReached = Promise.withResolvers<void>();
  stage.onTheWay = () => {
    isReached.resolve();
    return hangs.promise;
  };
  const running = relay();
  await isReached.promise;
  stage.clock.move(15_000);
  stage.onTheWay = async () => undefined;
  return { running, fails: () => hangs.reject(new Error('too late')), succeeds: () => hangs.resolve() };
}

test('a failure that is heard of after the claim has passed to another leaves that claim alone', async () => {
  const id = randomUUID();
  await put(start(id));
  const late = await aHangingRelay();
  const claimed = await claimWaiting(em(), { limit: 1, dueAt: now(), leaseUntil: later(now(), 'PT15S') });
  expect(claimed).toHaveLength(1);
  late.fails();
  expect(await late.running).toBe(0);
  expect(await kept(`start/${id}`)).toMatchObject({ attempts: 0, lastError: null });
  stage.clock.move(14_999);
  expect(await relay()).toBe(0);
  stage.clock.move(1);
  expect(await relay()).toBe(1);
});

describe('an entry that was delivered meanwhile keeps its time of delivery', () => {
  const byRelay = async () => void (await relay());
  const byFirstTry = (id: string) => firstTry(id);
  test.each([
    ['by another relay, and this one fails', byRelay, 'fails', 0],
    ['by another relay, and this one succeeds', byRelay, 'succeeds', 1],
    ['by the API’s first try, and the relay fails', byFirstTry, 'fails', 0],
    ['by the API’s first try, and the relay succeeds', byFirstTry, 'succeeds', 1],
  ] as const)('%s', async (_, deliver, ends, count) => {
    const id = randomUUID();
    await put(start(id));
    const late = await aHangingRelay();
    await deliver(id);
    const delivered = { attempts: 1, deliveredAt: now(), lastError: null };
    stage.clock.move(60_000);
    late[ends]();
    expect(await late.running).toBe(count);
    expect(await kept(`start/${id}`)).toEqual(delivered);
    stage.clock.move(60_000);
    expect(await relay()).toBe(0);
  });
});

test('an entry that another is taking at this moment is passed over, without a wait', async () => {
  const id = randomUUID();
  await put(start(id));
  await em().transactional(async (tx) => {
    await rows(tx, sql`select 1 from outbox where workflow_id = ${id} for update`);
    const isBlocked = untilBlocked(stage.database.orm, 1).then(() => 'blocked');
    expect(await Promise.race([relay(), isBlocked])).toBe(0);
  });
  expect(await relay()).toBe(1);
});
