import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuditEntry } from '../../db/entities/log.ts';
import { Membership, Person, QueueAbsence } from '../../db/entities/people.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

let database: TestDatabase;

beforeAll(async () => void (database = await freshDatabase()));

afterAll(() => database.drop());

const AT = '2026-03-01T09:30:00.123Z';

test('an entity is read as it was written: instants, dates, counted keys, defaults', async () => {
  const em = database.orm.em.fork();
  const person = em.create(Person, { id: randomUUID(), login: 'a', name: 'A', passwordHash: 'x', createdAt: AT });
  em.create(Membership, { person, program: 'cdek', role: 'manager' });
  em.create(AuditEntry, { at: AT, actor: 'a', action: 'x', details: { why: ['y'] } });
  const away = { from: '2026-03-01', until: '2026-03-02', substituteName: 'B', substitutePhone: '1' };
  em.create(QueueAbsence, { program: 'cdek', queue: 'q', ...away, setBy: 'a', setAt: AT });
  await em.flush();
  const read = em.fork();
  const membership = await read.findOneOrFail(Membership, { role: 'manager' }, { populate: ['person'] });
  expect(membership.person).toMatchObject({ login: 'a', locale: 'ru', active: true, createdAt: AT });
  expect(await read.findOneOrFail(AuditEntry, { id: 1 })).toMatchObject({ id: 1, at: AT, details: { why: ['y'] } });
  expect(await read.findOneOrFail(QueueAbsence, { queue: 'q' })).toMatchObject(away);
});

test('a second read sees what was written in between', async () => {
  const em = database.orm.em.fork();
  const [before] = await em.find(Person, { login: 'a' });
  await em.nativeUpdate(Person, { login: 'a' }, { name: 'B' });
  const [after] = await em.find(Person, { login: 'a' });
  expect([before?.name, after?.name]).toEqual(['A', 'B']);
});
