// The ladder in the durable workflow, with skipped time.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConversation } from '../../db/read/conversations.ts';
import { listMessages } from '../../db/read/messages.ts';
import { later } from '../../domain/calendar/instant.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { type SkippedTime, startSkippedTime } from '../harness/skipped-time.ts';
import { aWaitingRequest } from '../harness/waiting-request.ts';
import { texts } from '../harness/programs.ts';

let database: TestDatabase;
let time: SkippedTime;

beforeAll(async () => {
  database = await freshDatabase();
  time = await startSkippedTime(database.orm);
});

afterAll(async () => {
  await time.stop();
  await database.drop();
});

test('CDEK-13 a KLO request not accepted in 10 minutes is overdue for the senior and support as well', async () => {
  await time.advanceTo('2031-03-03T07:00:00.000Z');
  const since = await time.now();
  const request = await aWaitingRequest({ orm: database.orm, time }, { category: 'order', since });
  await time.advanceTo(later(since, 'PT10M5S'));
  await request.handle.query('timetable');
  const record = await readConversation(database.orm.em.fork(), request.id, null);
  expect(record).toMatchObject({
    stage: 'waiting',
    overdue: true,
    addressedRoles: ['klo', 'klo-senior', 'support'],
    next: [
      { at: later(since, 'PT30M'), what: 'no-answer-text', rule: 'CDEK-14' },
      { at: '2031-03-04T06:00:00.000Z', what: 'announcement-at-opening', rule: 'CDEK-15' },
    ],
  });
});

test('CDEK-14 no accept in 30 minutes of working hours: the customer is sent to their own manager', async () => {
  const since = await time.now();
  const request = await aWaitingRequest({ orm: database.orm, time }, { category: 'order', since });
  await time.advanceTo(later(since, 'PT30M5S'));
  await request.handle.query('timetable');
  const said = await listMessages(database.orm.em.fork(), request.id, { afterSeq: 0, limit: 10 });
  expect(said.map(({ text }) => text)).toEqual([texts['no-answer-in-hours']]);
});
