// A list of conversations uses an index, for every caller and table size, with a generic and a custom plan.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ConversationFilter, listedIds } from '../../db/read/conversation-scope.ts';
import { listConversations } from '../../db/read/conversations.ts';
import { rows, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const DAY = { from: '2030-01-10T00:00:00.000Z', before: '2030-01-11T00:00:00.000Z' };
const klo = [{ program: 'cdek', roles: ['klo'], oversees: [], open: [] }];
const senior = [{ program: 'cdek', roles: ['klo-senior'], oversees: ['klo'], open: [] }];
const director = [{ program: 'cdek', roles: ['director'], oversees: 'all' as const, open: [] }];

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  const em = database.orm.em.fork();
  const customer = '00000000-0000-4000-8000-000000000001';
  await em.execute(
    `insert into customers (id, program, token_hash, created_at) values ('${customer}', 'cdek', 'x', now())`,
  );
  // Row by row the trigger would take a minute. The search tests check that it works.
  await em.execute('alter table conversations disable trigger conversation_number_kept');
  await em.execute(`insert into conversations (id, program, customer_id, stage, queue, visited_queues, addressed_roles, assignee,
      overdue, category, disposition, contract_number, inn, opened_at, closed_at)
    select gen_random_uuid(), 'cdek', '${customer}', stage, 'klo', '{klo}', '{klo}', case when stage <> 'waiting' then 'klo-' || i % 9 end,
      i % 500 = 0, case when i % 900 = 0 then 'account' else 'order' end, case when stage = 'closed' then case when i % 900 = 0 then 'other' else 'waybill' end end, case when i % 2 = 0 then 'CD-' || md5(i::text) end, case when i % 2 = 1 then lpad(i::text, 10, '7') end,
      timestamptz '2030-01-01' + i * interval '1 minute', case when stage = 'closed' then timestamptz '2031-01-01' end
    from (select i, case when i > 59900 then 'waiting' when i > 59800 then 'assigned' else 'closed' end as stage
      from generate_series(1, 60000) as i) as given`);
  await em.execute(
    `insert into conversation_numbers select id, searched_number(contract_number, inn) from conversations`,
  );
  await em.execute('alter table conversations enable trigger conversation_number_kept');
  await em.execute('analyze conversations, conversation_numbers');
});

afterAll(() => database.drop());

type Asked = Omit<ConversationFilter, 'limit' | 'login'> & { login?: string };

/** The plans of a list: the generic one and the one for these values. */
async function plansOf(asked: Asked): Promise<string[]> {
  const listed = listedIds({ login: 'somebody new', limit: 51, ...asked });
  if (listed === null) throw new Error('nothing is asked');
  return database.orm.em.fork().transactional(async (em) => {
    const statement = sql`${listed.found} ${listed.ids}`;
    const { sql: text, parameters } = statement.compile(em.getKysely());
    await em.execute('set local plan_cache_mode = force_generic_plan');
    await rows(em, sql.raw(`prepare list as ${text}`));
    const anything = parameters.map(() => 'null').join(', ');
    const kept = await rows(em, sql.raw(`explain execute list(${anything})`));
    await rows(em, sql.raw('deallocate list'));
    const own = await rows(em, sql`explain ${statement}`);
    return [kept, own].map((plan) => JSON.stringify(plan));
  });
}

const SEARCH = ['conversation_numbers_by_parts', 'conversations_by_id_text', 'conversations_pkey'];

describe('every plan has its indexes and goes through no table', () => {
  test.each<[string, Asked, string[]]>([
    ['a director’s search', { scopes: director, search: ['CD-1234'] }, SEARCH],
    ['a search of whoever oversees a queue', { scopes: senior, search: ['CD-1234'] }, SEARCH],
    ['a search of whoever oversees nothing', { scopes: klo, search: ['CD-1234'] }, SEARCH],
    ['a search for two spellings', { scopes: klo, search: ['12 34', '1234'] }, SEARCH],
    ['all of somebody new', { scopes: klo }, ['conversations_by_assignee', 'conversations_open']],
    ['the closed ones of somebody new', { scopes: klo, stage: 'closed' }, ['conversations_by_assignee']],
    ['what waits for somebody', { scopes: klo, stage: 'waiting' }, ['conversations_open']],
    ['what is addressed to a director', { scopes: director, addressed: true }, ['conversations_open']],
    ['a director’s own', { scopes: director, assignee: 'somebody new' }, ['conversations_by_assignee']],
    ['what somebody has', { scopes: klo, stage: 'assigned', assignee: 'somebody new' }, ['conversations_held']],
    ['what one looks back at', { scopes: klo }, ['conversations_by_continuation']],
    ['what ended so, newest first', { scopes: director, disposition: 'other', newestFirst: true }, ['by_disposition']],
    ['what is about this', { scopes: director, category: 'account' }, ['conversations_by_category']],
    ['what was opened then', { scopes: director, opened: { cdek: DAY } }, ['conversations_in_order']],
    ['a director’s newest', { scopes: director, newestFirst: true }, ['conversations_in_order']],
    ['a director’s overdue ones', { scopes: director, overdue: true }, ['conversations_overdue']],
    ['a director’s first page', { scopes: director }, ['conversations_in_order']],
  ])('%s', async (_, asked, indexes) => {
    for (const plan of await plansOf(asked)) {
      for (const index of indexes) expect(plan).toContain(index);
      expect(plan).not.toContain('Seq Scan');
    }
  });
});

test('who may see nothing asks nothing', () => {
  expect(listedIds({ login: 'former', limit: 51, scopes: [] })).toBeNull();
  expect(listedIds({ login: 'klo-1', limit: 51, scopes: klo, program: 'vet' })).toBeNull();
  expect(listedIds({ login: 'klo-1', limit: 51, scopes: klo, stage: 'intake' })).toBeNull();
});

const REACH: Record<string, string> = {
  'klo-1': `(stage = 'waiting' or assignee = 'klo-1')`,
  'somebody new': `stage = 'waiting'`,
  'klo-senior': 'true',
  director: 'true',
};

describe('a search finds the same first ones, whether little fits or more than can be fetched', () => {
  test.each(
    Object.entries({ 'klo-1': klo, 'somebody new': klo, 'klo-senior': senior, director }).flatMap(([login, scopes]) =>
      ['cd-', 'CD-12', 'd-1', '7', '0', '77', '600', '776000', '59999', 'nothing'].map((search) => ({
        login,
        scopes,
        search,
      })),
    ),
  )('$login: $search', async ({ login, scopes, search }) => {
    const em = database.orm.em.fork();
    const found = await listConversations(em, { login, scopes, search: [search], limit: 20 });
    const all: { id: string }[] = await em.execute(`select id from conversations where ${REACH[login]}
      and (strpos(lower(contract_number), lower('${search}')) > 0 or strpos(inn, '${search}') > 0
        or starts_with(id::text, '${search}')) order by opened_at, id limit 20`);
    expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const last = found.at(9);
    if (last === undefined) return;
    const rest = await listConversations(em, { login, scopes, search: [search], limit: 10, after: last });
    expect(rest.map(({ id }) => id)).toEqual(all.slice(10).map(({ id }) => id));
  });
});
