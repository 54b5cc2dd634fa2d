// A conversation that was held before holds had a table of their own stays held.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '../../db/orm.ts';
import { listLegalHolds } from '../../db/read/legal-holds.ts';
import { rows, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { seedRequest } from '../harness/seeded-request.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();

test('the column of earlier databases becomes a hold', async () => {
  const since = '2031-03-03T08:00:00.000Z';
  const [held] = [
    await seedRequest(database.orm, { category: 'order', since }),
    await seedRequest(database.orm, { category: 'order', since }),
  ];
  await em().execute(`drop table legal_holds; drop index tickets_by_closing;
    alter table conversations add column legal_hold boolean not null default false;
    delete from migrations where name = 'Keeping'`);
  await rows(em(), sql`update conversations set legal_hold = true where id = ${held.id}::uuid`);
  await migrate(database.orm);
  expect(await listLegalHolds(em(), 'cdek', { limit: 10 })).toEqual([
    expect.objectContaining({ caseId: held.id, heldBy: 'careline', reason: expect.stringMatching(/./) }),
  ]);
});
