// A Temporal that dies forgets a package's latest moves, while the record keeps them: their effects are still
// performed, once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { sandboxAdapters } from '../../activities/effects/adapters.ts';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { approve } from '../../domain/service-package/refunds.ts';
import { aBooking, Life, thePackagePolicy } from '../domain/service-package/builders.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { beginProcess, movesForgotten, type PackageProcess, stepsForgotten } from '../harness/package-process.ts';
import { type SkippedTime, startSkippedTime } from '../harness/skipped-time.ts';
import { until } from '../harness/until.ts';

let database: TestDatabase;
let time: SkippedTime;
let client: Client;

beforeAll(async () => {
  database = await freshDatabase();
  const noPassword = 'no password is asked for here';
  await loadDemoPeople(database.orm.em.fork(), demoAccounts(), noPassword, '2026-01-01T00:00:00.000Z');
  time = await startSkippedTime(database.orm, { adapters: sandboxAdapters() });
  client = new Client({
    connection: time.env.connection,
    namespace: time.env.namespace ?? 'default',
    ...time.payloads,
  });
});

afterAll(async () => {
  await time.stop();
  await database.drop();
});

async function aProcess(): Promise<PackageProcess & { firstVisitAt: Instant }> {
  const now = await time.now();
  const visits = ['PT240H', 'PT288H'].map((ahead) => ({ id: randomUUID(), startsAt: later(now, ahead) }));
  const life = new Life(aBooking({ visits, requestId: randomUUID() }), now);
  const process = await beginProcess({ orm: database.orm, client, taskQueue: time.taskQueue }, life);
  await process.look();
  return { ...process, firstVisitAt: life.state.firstVisitAt };
}

async function ways(process: PackageProcess): Promise<string[]> {
  return (await process.effects()).map(
    ({ intent, status, attempts }) => `${intent.split('/')[0]} ${status} ${attempts}`,
  );
}

test('FK-21: an approval that Temporal has forgotten and that is repeated: the refund is paid, once', async () => {
  const process = await aProcess();
  await process.receives({ id: `paymob/${randomUUID()}` }, await time.now());
  await until(process.look, ({ stage }) => stage === 'active');
  const refundId = randomUUID();
  expect(await process.ask('cc-1', { kind: 'cancel', refundId }, await time.now())).toBe('done');
  const { state } = await process.record();
  const updateId = randomUUID();
  const approved = approve(thePackagePolicy(), state, refundId, 'finance-1', await time.now());
  await movesForgotten(database.orm, process.id, [approved], updateId);
  expect(await process.ask('finance-1', { kind: 'approve-refund', refundId }, await time.now(), updateId)).toBe('done');
  const [refund] = (await until(process.record, (record) => record.state.refunds[0]?.status === 'paid')).state.refunds;
  expect(refund).toMatchObject({ status: 'paid', attempt: 1 });
  expect((await ways(process)).filter((way) => way.startsWith('refund'))).toEqual(['refund done 1']);
});

test('FK-11: a cancellation that Temporal has forgotten: SMS 2 is sent, the link is ended, the ticket given to somebody', async () => {
  const process = await aProcess();
  await stepsForgotten(database.orm, process, 'cancelled', later(await time.now(), 'PT1S'));
  await time.advanceTo(process.firstVisitAt);
  await until(process.look, ({ stage }) => stage === 'cancelled');
  await until(
    () => ways(process),
    (found) => found.includes('sms-2 done 1') && found.includes('expire done 1'),
  );
  const assigned = await until(process.record, ({ state }) => state.tickets.every(({ assignee }) => assignee !== null));
  expect(assigned.state.tickets.map(({ id }) => id)).toEqual(['not-paid']);
});

test('FK-11: a workflow that starts again sends the effects that did not leave, and no effect twice', async () => {
  const process = await aProcess();
  await client.workflow.getHandle(process.workflowId).terminate('the run is lost');
  await stepsForgotten(database.orm, process, 'cancelled', later(await time.now(), 'PT1S'));
  expect(await ways(process)).toContain('sms-2 planned 0');
  await process.receives({ id: `paymob/${randomUUID()}` }, await time.now());
  await until(
    () => ways(process),
    (found) => found.includes('sms-2 done 1') && found.includes('expire done 1'),
  );
  await client.workflow.getHandle(process.workflowId).terminate('and again');
  await process.receives({ id: `paymob/${randomUUID()}` }, await time.now());
  await until(process.record, ({ state }) => state.heldPayments.length === 2);
  expect((await ways(process)).filter((way) => /^(sms-2|expire)/.test(way)).toSorted()).toEqual([
    'expire done 1',
    'sms-2 done 1',
  ]);
});
