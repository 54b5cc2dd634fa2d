// FK-11 while every second write dies, before its commit or after it: the cancellation's steps happen once and in
// order, and the text leaves once. `npm run chaos` kills real workers.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { demoAccounts } from '../../api/people/demo-people.ts';
import type { Orm } from '../../db/orm.ts';
import { row, sql } from '../../db/sql.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { packageTimetable } from '../../domain/service-package/timetable.ts';
import { aBooking, Life, thePackagePolicy } from '../domain/service-package/builders.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { beginProcess, type PackageProcess } from '../harness/package-process.ts';
import { type SkippedTime, startSkippedTime } from '../harness/skipped-time.ts';
import { expectSoundLedger } from '../harness/sound-ledger.ts';
import { until } from '../harness/until.ts';

const PACKAGES = 10;

let database: TestDatabase;
let time: SkippedTime;
let losing = false;
let lost = 0;

/** The same database, for a worker that dies at every second write: before the commit, or after it. */
function mortal(orm: Orm): Orm {
  let writes = 0;
  const fork: Orm['em']['fork'] = (...options) => {
    const em = orm.em.fork(...options);
    const transactional = em.transactional.bind(em);
    em.transactional = async (work, ...rest) => {
      writes += 1;
      const fate = losing ? ['before', 'lives', 'after', 'lives'][writes % 4] : 'lives';
      if (fate !== 'lives') lost += 1;
      if (fate === 'before') throw new Error('Connection terminated before the commit');
      const result = await transactional(work, ...rest);
      if (fate === 'after') throw new Error('Connection terminated after the commit');
      return result;
    };
    return em;
  };
  return { em: { fork } } as Orm;
}

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(database.orm.em.fork(), demoAccounts(), 'no password is asked for', '2026-01-01T00:00:00.000Z');
  time = await startSkippedTime(mortal(database.orm));
});

afterAll(async () => {
  await time.stop();
  await expectSoundLedger(database);
  await database.drop();
});

const cancelled = async () =>
  (
    await row<{ n: number }>(
      database.orm.em.fork(),
      sql`select count(*)::int as n from timeline_entries where what = 'package-cancelled'`,
    )
  )?.n ?? 0;

/** When the chase of a package ends. */
async function cancelledAt(process: PackageProcess | undefined): Promise<Instant> {
  const record = await process?.record();
  const step = record === undefined ? [] : packageTimetable(thePackagePolicy(), record.state);
  const [cancel] = step.filter(({ what }) => what === 'cancel-unpaid');
  if (cancel === undefined) throw new Error('nothing ends the chase');
  return cancel.at;
}

test('FK-11 package, visits, SMS 2, ticket: each once, in this order', async () => {
  const client = new Client({
    connection: time.env.connection,
    namespace: time.env.namespace ?? 'default',
    ...time.payloads,
  });
  const now = await time.now();
  const visitAt = later(now, 'PT96H');
  const processes: PackageProcess[] = [];
  for (let place = 0; place < PACKAGES; place += 1) {
    const visits = [{ id: randomUUID(), startsAt: visitAt }];
    const life = new Life(aBooking({ visits, requestId: randomUUID() }), now);
    processes.push(await beginProcess({ orm: database.orm, client, taskQueue: time.taskQueue }, life));
  }
  await Promise.all(processes.map((process) => process.look()));
  const lostAt = await cancelledAt(processes[0]);
  await time.advanceTo(later(lostAt, '-PT5M'));
  losing = true;
  await time.advanceTo(lostAt);
  await until(cancelled, (n) => n === PACKAGES);
  losing = false;
  for (const process of processes) {
    const sent = async () => (await process.effects()).filter(({ intent }) => intent === 'sms-2/cancelled');
    expect(await until(sent, ([text]) => text?.status === 'done')).toMatchObject([{ attempts: 1 }]);
    const past = await process.past();
    const from = past.indexOf('package-cancelled');
    const steps = ['package-cancelled', 'visits-cancelled', 'sms-ordered', 'ticket-due-changed'];
    expect(past.slice(from, from + 4)).toEqual(steps);
    for (const step of steps.slice(0, 3)) expect(past.filter((what) => what === step)).toHaveLength(1);
    expect(await process.look()).toMatchObject({ stage: 'cancelled', todo: [{ what: 'call-customer' }] });
  }
  expect(lost).toBeGreaterThan(PACKAGES / 2);
});
