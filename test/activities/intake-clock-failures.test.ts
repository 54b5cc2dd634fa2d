// CDEK-06: intakes that the clock cannot move do not block the others, however many there are.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConversation } from '../../db/read/conversations.ts';
import { rows, sql } from '../../db/sql.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { takeIntakes } from '../../worker/intake-clock.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { seedIntake } from '../harness/seeded-request.ts';

const AT = '2031-03-03T08:00:00.000Z';
const logger = pino({ level: 'silent' });

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const look = (at: Instant) => takeIntakes({ orm: database.orm, clock: { now: () => new Date(at) }, logger });
const stageOf = async ({ id }: { id: string }) => (await readConversation(database.orm.em.fork(), id, null))?.stage;

test('what the customer’s first message puts off while the look waits for the intake is not taken', async () => {
  const { id } = await seedIntake(database.orm, { since: AT });
  const [dueAt, putOffTo] = [later(AT, 'PT10M'), later(AT, 'PT20M')];
  const tx = database.orm.em.fork();
  await tx.begin();
  await lockCase(tx, id);
  const looking = look(dueAt);
  await untilBlocked(database.orm, 1);
  await rows(tx, sql`update case_timetables set next_at = ${putOffTo}::timestamptz where case_id = ${id}::uuid`);
  await tx.commit();
  expect([(await looking).taken, await stageOf({ id })]).toEqual([0, 'intake']);
  expect((await look(putOffTo)).taken).toBe(1);
});

test('as many as a look takes that cannot be moved hold up no other', async () => {
  for (let count = 0; count < 50; count += 1) await seedIntake(database.orm, { since: AT });
  // As if the program had been removed from Careline.
  await rows(database.orm.em.fork(), sql`update conversations set program = 'gone'`);
  const due = await seedIntake(database.orm, { since: later(AT, 'PT1S') });
  const next = await seedIntake(database.orm, { since: later(AT, 'PT1M') });
  expect(await look(later(AT, 'PT10M1S'))).toEqual({ taken: 1, nextAt: later(AT, 'PT11M') });
  expect(await look(later(AT, 'PT10M1S'))).toEqual({ taken: 0, nextAt: later(AT, 'PT11M') });
  expect([await stageOf(due), await stageOf(next)]).toEqual(['waiting', 'intake']);
});
