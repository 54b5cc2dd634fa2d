// A worker sleeps until the earliest intake is due (CDEK-06). On a database alone and on the machine's clock.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { row, rows, sql } from '../../db/sql.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { followIntakes } from '../../worker/intake-clock.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const A_WHILE_MS = 600;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(() => rows(em(), sql`truncate case_timetables`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const fromNow = (ms: number) => toInstant(systemClock.now().getTime() + ms);

async function anIntake(dueAt: string, program = 'cdek'): Promise<string> {
  const [id, customerId] = [randomUUID(), randomUUID()];
  await insertCustomer(em(), { id: customerId, program, tokenHash: randomUUID() }, fromNow(0));
  const blank = { previousId: null, intakeStep: 'category' } as const;
  const next = [{ at: dueAt, what: 'category-fallback', rule: 'CDEK-06' }];
  await insertConversation(em(), { id, program, customerId, ...blank, answers: 1, next }, fromNow(0));
  return id;
}
const stageOf = async (id: string) =>
  (await row<{ stage: string }>(em(), sql`select stage from cases where id = ${id}::uuid`))?.stage;

/** A worker's clock, and how often it has asked the database for what is next; `fails` is how often that goes wrong first. */
function following(fails = 0) {
  const lookedAt: number[] = [];
  const fork: TestDatabase['orm']['em']['fork'] = (...options) => {
    lookedAt.push(performance.now());
    if (lookedAt.length <= fails) throw new Error('Connection terminated');
    return database.orm.em.fork(...options);
  };
  const stopping = new AbortController();
  const orm = { em: { fork } } as TestDatabase['orm'];
  const done = followIntakes({ orm, clock: systemClock, logger: pino({ level: 'silent' }) }, stopping.signal);
  return {
    looks: () => lookedAt.length,
    pauseAfterFirst: () => (lookedAt[1] ?? 0) - (lookedAt[0] ?? 0),
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

test('it sleeps until the earliest is due, and takes it then', async () => {
  const dueAt = fromNow(A_WHILE_MS);
  const id = await anIntake(dueAt);
  const clock = following();
  await until(() => stageOf(id).then((stage) => stage === 'waiting'), Boolean, 10_000);
  expect(fromNow(0) >= dueAt).toBe(true);
  // A look before, one that takes it and its own transaction, and one after.
  expect(clock.looks()).toBeLessThanOrEqual(5);
  await clock.stop();
});

test.each([
  ['where nothing waits', null],
  ['where all lies far ahead', 3_600_000],
])('%s it asks once in a while, and ends as soon as it is told to', async (_, ms) => {
  if (ms !== null) await anIntake(fromNow(ms));
  const clock = following();
  await pause(A_WHILE_MS);
  expect(clock.looks()).toBe(1);
  const before = systemClock.now().getTime();
  await clock.stop();
  expect(systemClock.now().getTime() - before).toBeLessThan(5_000);
});

test('behind as many as a look takes it looks on at once, and then sleeps', async () => {
  // In a program without conversations nothing happens to them, and they are asked for no more.
  for (let count = 0; count < 50; count += 1) await anIntake(fromNow(-1_000), 'filkhedma');
  for (let count = 0; count < 3; count += 1) await anIntake(fromNow(-500), 'filkhedma');
  const clock = following();
  await until(async () => (await rows(em(), sql`select 1 from case_timetables`)).length === 0, Boolean, 20_000);
  await pause(A_WHILE_MS);
  // Two looks, with a transaction for each intake.
  expect(clock.looks()).toBe(2 + 53);
  await clock.stop();
});

test('a database that has been away is asked again after a pause', async () => {
  const id = await anIntake(fromNow(-1_000));
  const clock = following(1);
  await until(() => stageOf(id).then((stage) => stage === 'waiting'), Boolean, 10_000);
  expect(clock.pauseAfterFirst()).toBeGreaterThan(A_WHILE_MS);
  await clock.stop();
});
