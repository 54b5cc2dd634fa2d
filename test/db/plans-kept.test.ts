// The API's connections plan a statement once. The statements of every message use their indexes in that plan, even if it
// was made while the tables were empty.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openOrm, type Orm } from '../../db/orm.ts';
import { readLiveEvents, START_OF_LOG } from '../../db/read/live-events.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { appendAsRead, type NewMessage } from '../../db/write/messages.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

let database: TestDatabase;
let ofApi: Orm;

beforeAll(async () => {
  database = await freshDatabase();
  ofApi = openOrm(database.url, 1, 5_000);
});

afterAll(async () => {
  await ofApi.close();
  await database.drop();
});

const mode = (orm: Orm) => row(orm.em.fork(), sql`select current_setting('plan_cache_mode') as mode`);

test('statements are planned once for the API; the worker’s queues are planned for what they hold', async () => {
  expect(await mode(ofApi)).toEqual({ mode: 'force_generic_plan' });
  expect(await mode(database.orm)).toEqual({ mode: 'auto' });
});

const message = (): NewMessage => ({
  ...{ id: randomUUID(), author: 'customer', login: null, text: 'hello', choices: null, textId: null },
  dedupeKey: randomUUID(),
});

type Named = { name: string; parameters: string };

/** The kept plan of the connection's statement with this text. */
async function planOf(part: string): Promise<string> {
  const em = ofApi.em.fork();
  const found = await row<Named>(
    em,
    sql`select name, array_to_string(array_fill('null'::text, array[cardinality(parameter_types)]), ', ') as parameters
      from pg_prepared_statements where statement like ${`%${part}%`} and statement not like '%pg_prepared_statements%'`,
  );
  const plan = await rows<Record<string, string>>(
    em,
    sql.raw(`explain execute "${found?.name}"(${found?.parameters})`),
  );
  return plan.map((line) => Object.values(line)[0]).join('\n');
}

test.each([
  ['the log', 'from live_events', () => readLiveEvents(ofApi.em.fork(), { after: START_OF_LOG }, 500)],
  [
    'a message',
    'insert into messages',
    () => {
      const id = randomUUID();
      return appendAsRead(
        ofApi.em.fork(),
        { id, stamp: '1', locks: [id] },
        '2030-01-07T09:00:00.000Z',
        [message()],
        null,
      );
    },
  ],
] as const)('%s reads no whole table', async (_name, part, ask) => {
  await ask();
  const plan = await planOf(part);
  expect(plan).toContain('Index');
  expect(plan).not.toContain('Seq Scan');
});
