// One value is the same through every door: the entity manager, typed Kysely, plain SQL.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuditEntry } from '../../db/entities/log.ts';
import { QueueAbsence } from '../../db/entities/people.ts';
import type { Em } from '../../db/orm.ts';
import { row, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

// PostgreSQL keeps microseconds; the code has milliseconds.
const STORED = '2026-03-01 12:30:00.123456+03';
const AT = '2026-03-01T09:30:00.123Z';
const LARGEST = Number.MAX_SAFE_INTEGER;
const CASE = randomUUID();

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  const em = database.orm.em.fork();
  await em.execute(`insert into audit_entries (id, at, actor, action, case_id) overriding system value
    values (${LARGEST}, '${STORED}', 'a', 'x', '${CASE}'), (${LARGEST}::bigint + 1, '${STORED}', 'a', 'too large', null)`);
  await em.execute(
    `insert into queue_absences values ('cdek', 'q', '2026-03-01', '2026-03-02', 'B', '1', 'a', '${STORED}')`,
  );
});

afterAll(() => database.drop());

type Door = (em: Em) => Promise<unknown>;

const oneEntry: [string, Door][] = [
  ['entity manager', (em) => em.findOne(AuditEntry, { action: 'x' }, { fields: ['id', 'at', 'caseId'] })],
  [
    'typed Kysely',
    (em) => {
      const entries = em.getKysely().selectFrom('audit_entries').where('action', '=', 'x');
      return entries.select(['id', 'at', 'case_id as caseId']).executeTakeFirst();
    },
  ],
  ['plain SQL', (em) => row(em, sql`select id, at, case_id as "caseId" from audit_entries where action = 'x'`)],
  [
    'text',
    async (em) => (await em.execute(`select id, at, case_id as "caseId" from audit_entries where action = 'x'`))[0],
  ],
];

test.each(oneEntry)('a key and an instant: %s', async (_, door) => {
  expect(await door(database.orm.em.fork())).toMatchObject({ id: LARGEST, at: AT, caseId: CASE });
});

const oneAbsence: [string, Door][] = [
  ['entity manager', (em) => em.findOne(QueueAbsence, { queue: 'q' }, { fields: ['from', 'setAt'] })],
  [
    'typed Kysely',
    (em) => em.getKysely().selectFrom('queue_absences').select(['from', 'set_at as setAt']).executeTakeFirst(),
  ],
  ['plain SQL', (em) => row(em, sql`select "from", set_at as "setAt" from queue_absences`)],
];

test.each(oneAbsence)('a civil date: %s', async (_, door) => {
  expect(await door(database.orm.em.fork())).toMatchObject({ from: '2026-03-01', setAt: AT });
});

const tooLarge: [string, Door][] = [
  ['entity manager', (em) => em.findOne(AuditEntry, { action: 'too large' })],
  ['typed Kysely', (em) => em.getKysely().selectFrom('audit_entries').select('id').execute()],
  ['plain SQL', (em) => row(em, sql`select id from audit_entries where action = 'too large'`)],
];

test.each(tooLarge)('a number that would be rounded is an error: %s', async (_, door) => {
  await expect(door(database.orm.em.fork())).rejects.toThrow('9007199254740992 is beyond the safe integers');
});

test('aggregates, aliases and arrays are no exception', async () => {
  const statement = sql`select count(*) as number, max(at) as latest, array_agg(at) as instants,
    array[1::bigint, null] as numbers, array['2026-03-01'::date] as dates from audit_entries`;
  expect(await row(database.orm.em.fork(), statement)).toEqual({
    number: 2,
    latest: AT,
    instants: [AT, AT],
    numbers: [1, null],
    dates: ['2026-03-01'],
  });
});

test('a reference is typed by the name of its column', async () => {
  const kysely = database.orm.em.fork().getKysely();
  await expect(kysely.selectFrom('attachments').select(['id', 'conversation_id']).execute()).resolves.toEqual([]);
  const packages = kysely.selectFrom('service_packages').select(['replaces', 'booked_by']);
  await expect(packages.execute()).resolves.toEqual([]);
});

test('an instant that is none is an error', async () => {
  await expect(row(database.orm.em.fork(), sql`select 'infinity'::timestamptz`)).rejects.toThrow(RangeError);
});
