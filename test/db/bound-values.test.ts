// Values are parameters: what PostgreSQL shows and logs of a statement has none of them.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { LiveEvent } from '../../db/entities/log.ts';
import { ApiKey, Membership, Person, QueueAbsence } from '../../db/entities/people.ts';
import { FileChunk, StoredFile } from '../../db/entities/conversations.ts';
import type { Em } from '../../db/orm.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';

// With what a text would have to escape, and what the library takes for placeholders.
const SECRET = `it's a SECRET \\ "?" ?? $1 :x`;
const AT = '2026-03-01T09:30:00.123Z';
const [id, other] = [randomUUID(), randomUUID()];
const person = { id, login: SECRET, name: 'A', passwordHash: SECRET, createdAt: AT };
const absence = { from: '2026-03-01', until: '2026-03-02', substituteName: SECRET, substitutePhone: '1', setAt: AT };

let database: TestDatabase;
let watcher: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  watcher = await openConnection(database.url);
});

afterAll(async () => {
  await watcher.end();
  await database.drop();
});

/** The latest statement of every other connection. */
async function statements(): Promise<string[]> {
  const shown = await watcher.query<{ query: string }>(
    'select query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  return shown.rows.map(({ query }) => query);
}

const key = {
  id,
  name: SECRET,
  keyHash: SECRET,
  program: SECRET,
  roles: [SECRET, ','],
  createdBy: SECRET,
  createdAt: AT,
};
const told = { kind: 'x', program: 'p', caseId: id, before: [SECRET], told: { x: [SECRET] }, at: AT };
const bytes = Buffer.from(SECRET);

const tasks: [string, (em: Em) => Promise<unknown>, unknown][] = [
  ['insert', (em) => em.insert(Person, person), id],
  ['insert an array', (em) => em.insert(ApiKey, key), id],
  ['find', (em) => em.find(ApiKey, { keyHash: { $in: [SECRET, 'x'] } }), [key]],
  ['find one', (em) => em.findOne(Person, { login: SECRET }), person],
  ['update', (em) => em.nativeUpdate(Person, { login: SECRET }, { name: SECRET }), 1],
  ['upsert', (em) => em.upsert(QueueAbsence, { program: 'p', queue: SECRET, ...absence, setBy: SECRET }), absence],
  [
    'upsert many',
    (em) => em.upsertMany(Membership, [{ person: id, program: SECRET, role: 'a' }]),
    [{ program: SECRET }],
  ],
  ['count', (em) => em.count(Person, { passwordHash: SECRET }), 1],
  ['insert JSON', (em) => em.insert(LiveEvent, told), 1],
  ['find JSON', (em) => em.findOne(LiveEvent, { id: 1 }), { ...told, messageSeq: null }],
  ['insert a file', (em) => em.insert(StoredFile, { id, createdAt: AT }), id],
  ['insert bytes', (em) => em.insert(FileChunk, { file: id, position: 0, bytes }), undefined],
  ['find bytes', (em) => em.findOne(FileChunk, { file: id, position: 0 }), { bytes }],
  [
    'placeholders',
    (em) => em.execute('select ?::text a, ?::int b, ?::int c', [SECRET, 7, null]),
    [{ a: SECRET, b: 7, c: null }],
  ],
  ['names', (em) => em.execute('select :a::text as a', { a: SECRET }), [{ a: SECRET }]],
  ['delete', (em) => em.nativeDelete(Membership, { program: SECRET }), 1],
  ['failure', (em) => em.insert(Person, { ...person, id: other }).catch((error: unknown) => error), { code: '23505' }],
];

test.each(tasks)('%s', async (_, task, outcome) => {
  const found = await task(database.orm.em.fork());
  if (typeof outcome === 'object') expect(found).toMatchObject(outcome as object);
  else expect(found).toBe(outcome);
  const shown = (await statements()).join('\n');
  expect(shown).toContain('$1');
  expect(shown).not.toContain('SECRET');
});
