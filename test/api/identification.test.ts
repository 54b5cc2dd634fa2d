// CDEK-05: the correction of the number that a customer identified with.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { programNamed } from '../../programs/index.ts';
import { silentCases, startApi, type TestApi } from '../harness/api.ts';
import { bearer, type Facts, type Stored, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
});
afterAll(() => api.close());

const HELD = { stage: 'assigned', assignee: 'klo-1' } as const;
const aConversation = (facts: Partial<Facts> = {}) => storeConversation(api.database.orm, facts);
const asked = (text: string, { id }: Stored) =>
  ({ method: 'PUT', url: `/v1/conversations/${id}/identification`, payload: { text } }) as const;
const byCustomer = (text: string, stored: Stored) => api.call({ ...asked(text, stored), headers: bearer(stored) });
const byStaff = async (login: string, text: string, stored: Stored) => (await api.as(login))(asked(text, stored));
const timelineOf = async ({ id }: Stored) =>
  (await (await api.as('director'))({ url: `/v1/conversations/${id}/timeline` })).json<{ past: object[] }>().past;

describe('CDEK-05 who may correct the number', () => {
  test.each([
    ['the customer while it waits', {}, null, 200],
    ['the customer while somebody works on it', HELD, null, 200],
    ['the customer after closing', { ...HELD, stage: 'closed' }, null, 409],
    ['the assignee', HELD, 'klo-1', 200],
    ['the assignee after closing', { ...HELD, stage: 'closed' }, 'klo-1', 200],
    ['the senior', HELD, 'klo-senior', 200],
    ['the director', {}, 'director', 200],
    ['an addressed role, which only reads it', {}, 'klo-1', 403],
    ['a colleague', HELD, 'klo-2', 404],
    ['another role', HELD, 'support-1', 404],
    ['an admin', HELD, 'admin', 404],
  ] as const)('%s', async (_, facts, login, status) => {
    const stored = await aConversation(facts);
    const answer = await (login === null
      ? byCustomer('ИНН 7707083893', stored)
      : byStaff(login, 'ИНН 7707083893', stored));
    expect(answer.statusCode).toBe(status);
    if (status === 200) expect(answer.json()).toMatchObject({ inn: '7707083893', contractNumber: null });
    const mine = await (await api.as('director'))({ url: `/v1/conversations/${stored.id}` });
    expect(mine.json<{ inn: string | null }>().inn).toBe(status === 200 ? '7707083893' : null);
  });

  test('another customer and an anonymous caller find nothing', async () => {
    const [mine, other] = [await aConversation(), await aConversation()];
    expect((await api.call({ ...asked('7707083893', mine), headers: bearer(other) })).statusCode).toBe(404);
    expect((await api.call(asked('7707083893', mine))).statusCode).toBe(401);
  });

  test('`may` says it, to each reader', async () => {
    const may = async (stored: Stored, login: string | null) => {
      const url = `/v1/conversations/${stored.id}`;
      const call = login === null ? api.call({ url, headers: bearer(stored) }) : (await api.as(login))({ url });
      return (await call).json<{ may: string[] }>().may.includes('identify');
    };
    const [open, closed] = [await aConversation(HELD), await aConversation({ ...HELD, stage: 'closed' })];
    expect([await may(open, null), await may(open, 'klo-1'), await may(open, 'klo-senior')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([await may(closed, null), await may(closed, 'klo-1')]).toEqual([false, true]);
    expect(await may(await aConversation(), 'klo-1')).toBe(false);
  });
});

test('CDEK-05 the refusal after closing has its code', async () => {
  const stored = await aConversation({ ...HELD, stage: 'closed' });
  expect((await byCustomer('ДГ-1', stored)).json()).toMatchObject({ status: 409, code: 'conversation-closed' });
});

test('CDEK-05 the timeline says what stood there before; the trail says who, without the number', async () => {
  const stored = await aConversation(HELD);
  await byCustomer('ДГ-15', stored);
  await byStaff('klo-1', '7707083893', stored);
  await byStaff('klo-1', 'инн: 7707-083-893', stored);
  const corrected = { what: 'identification-corrected', rule: 'CDEK-05' };
  expect(await timelineOf(stored)).toEqual([
    expect.objectContaining({ ...corrected, by: 'customer', details: { before: null, after: 'ДГ-15' } }),
    expect.objectContaining({ ...corrected, by: 'klo-1', details: { before: 'ДГ-15', after: '7707083893' } }),
  ]);
  const trail = await rows(
    api.database.orm.em.fork(),
    sql`select actor, action, details from audit_entries where case_id = ${stored.id}::uuid and action like '%corrected'`,
  );
  expect(trail).toEqual([{ actor: 'klo-1', action: 'conversation.identification-corrected', details: null }]);
});

test('CDEK-05 a number given while the bot asks for it is the answer: the categories come', async () => {
  const opened = (await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations' })).json();
  const stored = { id: opened.id, customerId: '', token: opened.customerToken };
  expect((await byCustomer('ДГ-1', stored)).json()).toMatchObject({ contractNumber: 'ДГ-1', stage: 'intake' });
  const url = `/v1/conversations/${stored.id}/messages`;
  const said = (await api.call({ url, headers: bearer(stored) })).json<{
    items: { text: string; choices: unknown }[];
  }>();
  expect(said.items.at(-2)).toMatchObject({ from: 'customer', text: 'ДГ-1' });
  expect(said.items.at(-1)?.choices).toHaveLength(4);
  // From now on it is a correction, to which the bot does not reply.
  expect((await byCustomer('ДГ-2', stored)).json()).toMatchObject({ contractNumber: 'ДГ-2' });
  const after = (await api.call({ url, headers: bearer(stored) })).json<{ items: object[] }>();
  expect(after.items).toHaveLength(said.items.length);
});

test.each(['', ' ', '\u200b', 'x'.repeat(201), 'a\0b'])('%j is no number', async (text) => {
  const stored = await aConversation();
  expect((await byCustomer(text, stored)).json()).toMatchObject({ status: 400, code: 'invalid-request' });
});

test('CDEK-05 what was corrected is found, however it is typed', async () => {
  const stored = await aConversation(HELD);
  await byStaff('klo-1', '\u0418\u0306од-٢', stored);
  const other = await aConversation(HELD);
  await byStaff('klo-1', '５００１-００７３２２５９', other);
  const find = async (search: string) => {
    const url = `/v1/conversations?${new URLSearchParams({ search })}`;
    return (await (await api.as('klo-1'))({ url })).json<{ items: { id: string }[] }>().items.map(({ id }) => id);
  };
  for (const typed of ['Йод-2', '\u0418\u0306од-2', '\u200bЙод-2\u202c', 'йод-۲']) {
    expect([typed, await find(typed)]).toEqual([typed, [stored.id]]);
  }
  for (const typed of ['500100732259', 'ИНН 5001 0073 2259', '٥٠٠١٠٠٧٣٢٢٥٩']) {
    expect([typed, await find(typed)]).toEqual([typed, [other.id]]);
  }
});

describe('where the program asks for another number', () => {
  const asksFor = (identification: unknown) =>
    Object.assign(programNamed('cdek').conversation ?? {}, { identification });
  afterEach(() => void Reflect.deleteProperty(programNamed('cdek').conversation ?? {}, 'identification'));

  test('a ten-digit number is never an INN', async () => {
    asksFor({ id: 'order', check: { kind: 'none' } });
    const answer = await byCustomer('7707083893', await aConversation());
    expect(answer.json()).toMatchObject({ contractNumber: '7707083893', inn: null });
  });

  test('one that does not fit its pattern is refused and nothing changes', async () => {
    asksFor({ id: 'order', check: { kind: 'pattern', pattern: 'A-\\d{4}' } });
    const stored = await aConversation();
    expect((await byCustomer('A-1234', stored)).json()).toMatchObject({ contractNumber: 'A-1234' });
    expect((await byCustomer('7707083893', stored)).json()).toMatchObject({ status: 422, code: 'number-unfit' });
    const { url, headers } = { url: `/v1/conversations/${stored.id}`, headers: bearer(stored) };
    expect((await api.call({ url, headers })).json()).toMatchObject({ contractNumber: 'A-1234', inn: null });
  });

  test('where it asks for none the categories come at once', async () => {
    asksFor(null);
    const opened = (await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations' })).json();
    const headers = bearer({ id: opened.id, customerId: '', token: opened.customerToken });
    const url = `/v1/conversations/${opened.id}/messages`;
    const said = (await api.call({ url, headers })).json<{ items: { choices: unknown }[] }>();
    expect(said.items.at(-1)?.choices).toHaveLength(4);
    const chosen = await api.call({ method: 'POST', url, headers, payload: { choice: 'order' } });
    expect(chosen.statusCode).toBe(201);
    const shown = await api.call({ url: `/v1/conversations/${opened.id}`, headers });
    expect(shown.json()).toMatchObject({ stage: 'waiting', contractNumber: null, inn: null });
  });
});
