// A search finds only conversations that the person may read, whatever is typed.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { type Facts, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
const ids: Record<string, string> = {};
beforeAll(async () => {
  api = await startApi();
  const support: Partial<Facts> = { queue: 'support', addressedRoles: ['support'] };
  await store('contract', { contract: 'ДОГ-2031/15%_x' });
  await store('other contract', { contract: 'ДОГ-2032/1' });
  await store('dashed', { contract: 'ДГ 7-15' });
  await store('endless', { contract: `Z${'я'.repeat(19_999)}` });
  await store('inn', { inn: '7707083893' });
  await store('of support', { inn: '7707083894' }, support);
});
afterAll(() => api.close());

async function store(
  name: string,
  known: { contract?: string; inn?: string },
  facts: Partial<Facts> = {},
): Promise<void> {
  const { id } = await storeConversation(api.database.orm, facts);
  const { contract = null, inn = null } = known;
  await rows(
    api.database.orm.em.fork(),
    sql`update conversations set contract_number = ${contract}::text, inn = ${inn}::text where id = ${id}::uuid`,
  );
  ids[name] = id;
}

const find = async (login: string, search: string) => {
  const answer = await (await api.as(login))({ url: `/v1/conversations?${new URLSearchParams({ search })}` });
  expect(answer.statusCode).toBe(200);
  const found = answer.json<{ items: { id: string }[] }>().items.map(({ id }) => id);
  return Object.keys(ids).filter((name) => found.includes(ids[name] ?? ''));
};

describe('a search finds by any part of a number', () => {
  test.each([
    ['ДОГ-2031/15%_x', ['contract']],
    ['дог-203', ['contract', 'other contract']],
    ['  ДОГ-2032 ', ['other contract']],
    ['2031', ['contract']],
    ['-203', ['contract', 'other contract']],
    // No digit or letter with which an id may begin.
    ['г', ['contract', 'other contract', 'dashed']],
    ['/1', ['contract', 'other contract']],
    ['Г-2032/', ['other contract']],
    ['%', ['contract']],
    ['_X', ['contract']],
    ['ДОГ_203', []],
    ['7707083893', ['inn']],
    ['ИНН: 7707-083-893', ['inn']],
    ['7707 083', ['inn', 'of support']],
    ['083-893', ['inn']],
    ['инн 7707', ['inn', 'of support']],
    ['7-15', ['dashed']],
    ['770708389', ['inn', 'of support']],
    ['0838', ['inn', 'of support']],
    ['83893', ['inn']],
    ['٠٨٣٨٩٣', ['inn']],
    ['38937707', []],
    ['zяя', ['endless']],
    ['я'.repeat(100), ['endless']],
    ['\u0301', []],
    ["' or 1=1 --", []],
    // An invisible search text matches nothing, not the beginning of every id.
    ['\u200B', []],
    ['\u202E\u202C', []],
    ['\u00AD\u2060', []],
    ['\u3164', []],
    ['\u{10FFFF}', []],
  ])('%s', async (typed, expected) => {
    expect(await find('director', typed)).toEqual(expected);
  });

  test('of an id too, in whatever case', async () => {
    expect(await find('director', (ids['inn'] ?? '').slice(0, 13).toUpperCase())).toEqual(['inn']);
  });

  test('only of what one may see: the same number is not found in another queue', async () => {
    expect(await find('klo-1', '770708389')).toEqual(['inn']);
    expect(await find('support-1', '770708389')).toEqual(['of support']);
    expect(await find('admin', '770708389')).toEqual([]);
    expect(await find('support-1', ids['inn'] ?? '')).toEqual([]);
  });

  test('beside other filters', async () => {
    const call = await api.as('director');
    const listed = async (query: string) =>
      (await call({ url: `/v1/conversations?search=7707&${query}` })).json<{ items: object[] }>().items.length;
    expect([await listed('queue=klo'), await listed('stage=closed'), await listed('limit=1')]).toEqual([1, 0, 1]);
  });
});

test.each(['', ' ', 'x'.repeat(101), 'a\0b'])('%p is no search', async (search) => {
  const answer = await (await api.as('director'))({ url: `/v1/conversations?${new URLSearchParams({ search })}` });
  expect(answer.json()).toMatchObject({ status: 400, code: 'invalid-request' });
});
