// Intakes that the clock cannot move, however many there are, are in nobody's way (CDEK-06).
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConversation } from '../../db/read/conversations.ts';
import { rows, sql } from '../../db/sql.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { takeIntakes } from '../../worker/intake-clock.ts';
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

test('as many as a look takes that cannot be moved hold up no other', async () => {
  for (let count = 0; count < 50; count += 1) await seedIntake(database.orm, { since: AT });
  // As after a program was taken out of the house.
  await rows(database.orm.em.fork(), sql`update conversations set program = 'gone'`);
  const due = await seedIntake(database.orm, { since: later(AT, 'PT1S') });
  const next = await seedIntake(database.orm, { since: later(AT, 'PT1M') });
  expect(await look(later(AT, 'PT10M1S'))).toEqual({ taken: 1, nextAt: later(AT, 'PT11M') });
  expect(await look(later(AT, 'PT10M1S'))).toEqual({ taken: 0, nextAt: later(AT, 'PT11M') });
  expect([await stageOf(due), await stageOf(next)]).toEqual(['waiting', 'intake']);
});
