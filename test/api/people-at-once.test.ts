// Two administrators change the same person at once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readPerson } from '../../db/read/people.ts';
import { insertPerson, updatePerson } from '../../db/write/people.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const [support, klo] = [
  { program: 'cdek', role: 'support' },
  { program: 'cdek', role: 'klo' },
];

let database: TestDatabase;

beforeAll(async () => void (database = await freshDatabase()));

afterAll(() => database.drop());

test('the roles of the later change replace those of the earlier one', async () => {
  const em = () => database.orm.em.fork();
  const gleb = { id: randomUUID(), login: 'gleb', name: 'Глеб', passwordHash: 'hash', admin: false, locale: 'ru' };
  await insertPerson(em(), { ...gleb, memberships: [support] }, '2031-03-03T08:00:00.000Z');
  const { later } = await em().transactional(async (tx) => {
    await updatePerson(tx, 'gleb', { memberships: [support] });
    const change = em().transactional((other) => updatePerson(other, 'gleb', { memberships: [klo] }));
    await untilBlocked(database.orm, 1);
    return { later: change };
  });
  expect(await later).toBe(gleb.id);
  expect((await readPerson(em(), 'gleb'))?.memberships).toEqual([klo]);
});
