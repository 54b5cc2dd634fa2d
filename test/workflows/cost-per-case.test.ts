// Costs of each path, from histories of a real development server (the time-skipping one where mornings must pass).
// Actions repeat exactly; events may vary by one workflow task.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { outlookQuery } from '../../workflows/contract.ts';
import { waitingOf } from '../../db/write/outbox.ts';
import { later, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { takeIntakes } from '../../worker/intake-clock.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { deliverStart, seedIntake } from '../harness/seeded-request.ts';
import { startRealGround, startSkippedGround, type StartedGround } from '../replay/grounds.ts';
import { type PackageBranch, walkPackage } from '../replay/package-walk.ts';
import { staff, type Branch, walk } from '../replay/walk.ts';
import { type Cost, costOf, sizeOf } from './history-cost.ts';

const ONE_TASK = 3;

const fail = (about: object, what?: string) => {
  throw new Error(what, { cause: about });
};

let database: TestDatabase;
let real: StartedGround;
let skipped: StartedGround;

beforeAll(async () => {
  database = await freshDatabase();
  [real, skipped] = await Promise.all([startRealGround(database.orm), startSkippedGround(database.orm)]);
});

afterAll(async () => {
  await Promise.all([real.stop(), skipped.stop()]);
  await database.drop();
});

async function costOfPath(ground: StartedGround, path: Omit<Branch, 'name'>, refusedUpdates = 0): Promise<Cost> {
  const { workflowId } = await walk(ground, { name: 'cost', ...path });
  return costOf(await ground.client.workflow.getHandle(workflowId).fetchHistory(), refusedUpdates);
}

function expectCost(cost: Cost, { events, ...parts }: Omit<Cost, 'actions' | 'activities' | 'signals'>): void {
  expect(cost).toMatchObject({ ...parts, actions: Object.values(parts).reduce((sum, part) => sum + part, 0) });
  expect(cost.events).toBeGreaterThanOrEqual(events);
  expect(cost.events).toBeLessThanOrEqual(events + ONE_TASK);
}

test('cost-per-case accepted and closed: 9 actions, 4 of them lean, 2 upserts, 2 records and the reply clock', async () => {
  const cost = await costOfPath(real, {
    category: 'order',
    async walk({ accept, close }) {
      await accept('klo-1');
      await close('klo-1');
    },
  });
  expectCost(cost, { events: 22, starts: 1, timers: 2, updates: 2, upserts: 2, tasksWithLocalActivities: 2 });
  expect(cost.actions).toBe(9);
});

test('cost-per-case CDEK-06 an intake costs no action, and one without a choice what a choice of the same costs', async () => {
  const { orm, client, taskQueue } = real;
  const clock = systemClock;
  const elevenMinutesAgo = later(toInstant(clock.now()), '-PT11M');
  const intake = await seedIntake(orm, { since: elevenMinutesAgo });
  const handle = client.workflow.getHandle(intake.workflowId);
  await expect(handle.describe()).rejects.toThrow(WorkflowNotFoundError);
  expect(await waitingOf(orm.em.fork(), intake.workflowId)).toEqual([]);
  expect(await takeIntakes({ orm, clock, logger: { error: fail } })).toEqual({ taken: 1, nextAt: null });
  await deliverStart(orm, client, taskQueue, intake);
  await handle.query(outlookQuery);
  const cost = costOf(await handle.fetchHistory());
  // One start, and the timer of its first step: as after a choice when the ten minutes ended, a minute ago.
  expectCost(cost, { events: 5, starts: 1, timers: 1, updates: 0, upserts: 0, tasksWithLocalActivities: 0 });
  const chosen = await costOfPath(real, { category: 'other', waitedBefore: 'PT1M', walk: async () => undefined });
  expect(cost.actions).toBe(chosen.actions);
});

test('cost-per-case escalated, accepted and closed: a timer, an upsert and a record more than in time', async () => {
  const cost = await costOfPath(real, {
    ...{ category: 'order', waitedBefore: 'PT9M59S' },
    async walk({ until, accept, close }) {
      // The server fires a timer up to a second late.
      await until('PT10M3S');
      await accept('klo-senior');
      await close('klo-senior');
    },
  });
  expectCost(cost, { events: 29, starts: 1, timers: 3, updates: 2, upserts: 3, tasksWithLocalActivities: 3 });
  expect(cost.actions).toBe(12);
});

test('cost-per-case started after an outage of 45 minutes: both steps in the first workflow task', async () => {
  const cost = await costOfPath(real, {
    category: 'order',
    waitedBefore: 'PT45M',
    walk: ({ until }) => until('PT45M1S'),
  });
  expectCost(cost, { events: 8, starts: 1, timers: 1, updates: 0, upserts: 1, tasksWithLocalActivities: 1 });
  expect(cost.actions).toBe(4);
});

test('cost-per-case no answer in 30 minutes: the text alone changes nothing that is searched for', async () => {
  const cost = await costOfPath(real, {
    ...{ category: 'account', waitedBefore: 'PT29M59S' },
    walk: ({ until }) => until('PT30M3S'),
  });
  expectCost(cost, { events: 11, starts: 1, timers: 2, updates: 0, upserts: 0, tasksWithLocalActivities: 1 });
  expect(cost.actions).toBe(4);
});

test('cost-per-case a morning more without an answer: a timer and a record', async () => {
  const cost = async (until: string) => costOfPath(skipped, { category: 'account', walk: (path) => path.until(until) });
  const [one, two] = [await cost('PT24H5S'), await cost('PT48H5S')];
  expect(two.actions - one.actions).toBe(2);
  expect(two.upserts).toBe(0);
});

test('cost-per-case released, transferred, accepted again: an update, an upsert and a record for each move', async () => {
  const cost = await costOfPath(real, {
    category: 'order',
    async walk({ accept, release, transfer, close }) {
      await accept('klo-1');
      await release('klo-1');
      await transfer('klo-2', 'other');
      await accept('support-1');
      await close('support-1');
    },
  });
  expectCost(cost, { events: 49, starts: 1, timers: 5, updates: 5, upserts: 5, tasksWithLocalActivities: 5 });
  expect(cost.actions).toBe(21);
});

test('cost-per-case refused and repeated updates write no record and no upsert', async () => {
  const path: Omit<Branch, 'name'> = {
    category: 'order',
    async walk({ accept, refused, close }) {
      await accept('klo-1');
      await accept('klo-1');
      await refused({ kind: 'accept', by: staff('klo-2') });
      await close('klo-1');
    },
  };
  const cost = await costOfPath(real, path, 1);
  expectCost(cost, { events: 27, starts: 1, timers: 2, updates: 4, upserts: 2, tasksWithLocalActivities: 2 });
  expect(cost.actions).toBe(11);
});

// Booked, not reached, reached and paid, one visit given back, one held, expired, SMS 3 and 4, deactivated.
const sixWeeks: PackageBranch = {
  name: 'package-six-weeks',
  async walk({ until, calls, beforeFirstVisit, pays, does, visits }) {
    await until('not-paid-ticket');
    await calls('not-paid', 'no-answer');
    await beforeFirstVisit('PT26H');
    await calls('not-paid', 'answered');
    await pays();
    await does('cc-1', { kind: 'cancel-visit', visitId: visits[1] ?? '' });
    await beforeFirstVisit('PT0S');
    await does('ops-1', { kind: 'complete-visit', visitId: visits[0] ?? '' });
    await until('expiry');
    await calls('package-expired', 'no-answer');
    await until('expiry-call');
    await calls('package-expired', 'no-answer');
    await until('deactivation');
  },
};

test('cost-per-case FK-14 a hard package of six weeks: 202 events, 30 kB, 52 actions', async () => {
  const { workflowId } = await walkPackage(skipped, sixWeeks);
  const history = await skipped.client.workflow.getHandle(workflowId).fetchHistory();
  const cost = costOf(history);
  expect(cost).toMatchObject({ starts: 1, updates: 6, signals: 1 });
  // Milliseconds decide which effects run at once.
  expect([cost.events, cost.actions, sizeOf(history) / 1024]).toEqual([
    expect.closeTo(202, -1.6),
    expect.closeTo(52, -1),
    expect.closeTo(30, -1),
  ]);
});
