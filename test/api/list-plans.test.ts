// A list of conversations uses an index, for every caller and table size, with a generic and a custom plan.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reach } from '../../db/read/case-list.ts';
import { conversationIds, type ConversationFilter } from '../../db/read/conversation-list.ts';
import { listConversations } from '../../db/read/conversations.ts';
import { rows, sql } from '../../db/sql.ts';
import { conversation } from '../../domain/conversation/process.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const DAY = { from: '2030-01-10T00:00:00.000Z', before: '2030-01-11T00:00:00.000Z' };
const reachOf = (login: string, { own = [], wide = [] }: { own?: string[]; wide?: string[] }): Reach[] => [
  {
    ...{ program: 'cdek', process: conversation.name, stages: conversation.stages, wide },
    own: [...own, `assignee:${login}`, `successor:${login}`],
  },
];
const NEW = 'somebody new';
const klo = reachOf(NEW, { own: ['addressed:klo'] });
const senior = reachOf(NEW, { own: ['addressed:klo-senior'], wide: ['queue:klo'] });
const idle = reachOf(NEW, { wide: ['queue:support'] });
const director = reachOf(NEW, { own: ['addressed:director'], wide: ['program'] });

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
  await em.execute(`create table made as select gen_random_uuid() as id, i,
      case when i > 59900 then 'waiting' when i > 59800 then 'assigned' else 'closed' end as stage,
      timestamptz '2030-01-01' + i * interval '1 minute' as at from generate_series(1, 60000) as i`);
  await em.execute(`insert into cases (id, process, program, version, stage, queue, assignee, overdue, open, opened_at, sort_at, scopes)
    select id, 'conversation', 'cdek', 1, stage, 'klo', case when stage <> 'waiting' then 'klo-' || i % 9 end, i % 500 = 0,
      stage <> 'closed', at, at, array['program', 'queue:klo', case when stage = 'waiting' then 'addressed:klo' else 'assignee:klo-' || i % 9 end]
    from made`);
  await em.execute(`insert into case_scopes (case_id, key, program, process, stage, sort_at)
    select id, scope, program, process, stage, sort_at from cases, unnest(scopes) as scope`);
  await em.execute(`insert into conversations (id, program, customer_id, category, disposition, contract_number, inn, opened_at, closed_at)
    select id, 'cdek', '${customer}', case when i % 900 = 0 then 'account' else 'order' end,
      case when stage = 'closed' then case when i % 900 = 0 then 'other' else 'waybill' end end,
      case when i % 2 = 0 then 'CD-' || md5(i::text) end, case when i % 2 = 1 then lpad(i::text, 10, '7') end,
      at, case when stage = 'closed' then timestamptz '2031-01-01' end from made`);
  await em.execute(
    `insert into conversation_numbers select id, searched_number(contract_number, inn) from conversations`,
  );
  await em.execute('drop table made');
  await em.execute('alter table conversations enable trigger conversation_number_kept');
  await em.execute('analyze cases, case_scopes, conversations, conversation_numbers');
});

afterAll(() => database.drop());

type Asked = Omit<ConversationFilter, 'limit' | 'login'> & { login?: string };

/** The plans of a list: the generic one and the one for these values. */
async function plansOf(asked: Asked): Promise<string[]> {
  const listed = conversationIds({ login: NEW, limit: 51, ...asked });
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

const SEARCH = ['conversation_numbers_by_parts', 'conversations_by_id_text', 'cases_pkey'];
const SCOPES = ['case_scopes_in_order'];

describe('every plan has its indexes and goes through no table', () => {
  test.each<[string, Asked, string[]]>([
    ['a director’s search', { reach: director, search: ['CD-1234'] }, SEARCH],
    ['a search of the overseer of a queue', { reach: senior, search: ['CD-1234'] }, SEARCH],
    ['a search of a person who oversees nothing', { reach: klo, search: ['CD-1234'] }, SEARCH],
    ['a search for two spellings', { reach: klo, search: ['12 34', '1234'] }, SEARCH],
    ['all of somebody new', { reach: klo }, SCOPES],
    ['all of the overseer of an empty queue', { reach: idle }, SCOPES],
    ['the closed ones of somebody new', { reach: klo, stage: 'closed' }, SCOPES],
    ['what waits for somebody', { reach: klo, stage: 'waiting' }, SCOPES],
    ['what is addressed to a director', { reach: director, addressed: true }, SCOPES],
    ['a director’s own', { reach: director, assignee: NEW }, ['cases_by_assignee']],
    ['what somebody has', { reach: klo, stage: 'assigned', assignee: NEW }, []],
    ['what ended so, newest first', { reach: director, disposition: 'other', newestFirst: true }, ['by_disposition']],
    ['what is about this', { reach: director, category: 'account' }, ['conversations_by_category']],
    ['what was in this queue', { reach: director, queue: 'support' }, ['cases_by_queue']],
    ['what was opened then', { reach: director, opened: { cdek: DAY } }, SCOPES],
    ['a director’s newest', { reach: director, newestFirst: true }, SCOPES],
    ['a director’s overdue ones', { reach: director, overdue: true }, ['cases_overdue']],
    ['a director’s first page', { reach: director }, SCOPES],
    ['what is not overdue', { reach: director, overdue: false }, SCOPES],
    ['what of a queue’s is not overdue', { reach: senior, overdue: false }, SCOPES],
  ])('%s', async (_, asked, indexes) => {
    for (const plan of await plansOf(asked)) {
      for (const index of indexes) expect(plan).toContain(index);
      expect(plan).not.toContain('Seq Scan');
    }
  });
});

test('who may see nothing asks nothing', () => {
  expect(conversationIds({ login: 'former', limit: 51, reach: [] })).toBeNull();
  expect(conversationIds({ login: 'klo-1', limit: 51, reach: klo, program: 'vet' })).toBeNull();
  expect(conversationIds({ login: 'klo-1', limit: 51, reach: klo, stage: 'intake' })).toBeNull();
});

const REACH: Record<string, string> = {
  'klo-1': `(stage = 'waiting' or assignee = 'klo-1')`,
  'somebody new': `stage = 'waiting'`,
  'klo-senior': 'true',
  director: 'true',
};
const reaches: Record<string, Reach[]> = {
  'klo-1': reachOf('klo-1', { own: ['addressed:klo'] }),
  'somebody new': klo,
  'klo-senior': senior,
  director,
};

describe('a search finds the same first ones, whether little fits or more than can be fetched', () => {
  test.each(
    Object.entries(reaches).flatMap(([login, reach]) =>
      ['cd-', 'CD-12', 'd-1', '7', '0', '77', '600', '776000', '59999', 'nothing'].map((search) => ({
        login,
        reach,
        search,
      })),
    ),
  )('$login: $search', async ({ login, reach, search }) => {
    const em = database.orm.em.fork();
    const found = await listConversations(em, { login, reach, search: [search], limit: 20 });
    const all: { id: string }[] =
      await em.execute(`select id from conversations c join cases k using (id) where ${REACH[login]}
      and (strpos(lower(contract_number), lower('${search}')) > 0 or strpos(inn, '${search}') > 0
        or starts_with(id::text, '${search}')) order by sort_at, id limit 20`);
    expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const last = found.at(9);
    if (last === undefined) return;
    const rest = await listConversations(em, { login, reach, search: [search], limit: 10, after: last });
    expect(rest.map(({ id }) => id)).toEqual(all.slice(10).map(({ id }) => id));
  });
});
