import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { type Caller, type Careline, type Customer, startCareline } from '../harness/careline.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { type Facts, storeConversation } from '../harness/stored-conversation.ts';

describe('filters and order', () => {
  let api: TestApi;
  const names = new Map<string, string>();

  beforeAll(async () => {
    api = await startApi();
    await store('old', { stage: 'closed', assignee: 'klo-1' }, { opened: '2031-03-01T20:59:59.999Z', end: 'waybill' });
    await store('first of March 2', { stage: 'closed', assignee: 'klo-2' }, { opened: '2031-03-01T21:00:00.000Z' });
    await store('last of March 2', { stage: 'assigned', assignee: 'klo-1' }, { opened: '2031-03-02T20:59:59.999Z' });
    await store('account', { queue: 'support', addressedRoles: ['support'] }, { about: 'account' });
    await store('settlements', { queue: 'settlements', addressedRoles: ['director'] }, { about: 'settlements' });
    await store('waiting', {}, {});
  });
  afterAll(() => api.close());

  type More = { opened?: string; end?: string; about?: string };
  async function store(name: string, facts: Partial<Facts>, more: More): Promise<void> {
    const { opened = '2031-03-03T07:00:00.000Z', end = 'cargo-search', about = 'order' } = more;
    const { id } = await storeConversation(api.database.orm, facts);
    const em = api.database.orm.em.fork();
    const given = sql`${id}::uuid`;
    await rows(
      em,
      sql`update conversations set opened_at = ${opened}::timestamptz, category = ${about},
        disposition = case when closed_at is not null then ${end} end where id = ${given}`,
    );
    for (const [table, column] of [
      ['cases', 'id'],
      ['case_scopes', 'case_id'],
    ] as const)
      await rows(
        em,
        sql`update ${sql.table(table)} set sort_at = ${opened}::timestamptz where ${sql.ref(column)} = ${given}`,
      );
    names.set(id, name);
  }

  async function listed(login: string, query: string): Promise<string[]> {
    const answer = await (await api.as(login))({ url: `/v1/conversations?${query}` });
    expect([query, answer.statusCode]).toEqual([query, 200]);
    return answer.json<{ items: { id: string }[] }>().items.map(({ id }) => names.get(id) ?? id);
  }

  test.each<[string, string, string[]]>([
    ['director', 'assignee=klo-1', ['old', 'last of March 2']],
    ['director', 'assignee=klo-1&stage=assigned', ['last of March 2']],
    ['director', 'assignee=unknown', []],
    ['klo-1', 'assignee=me', ['old', 'last of March 2']],
    ['klo-1', 'assignee=klo-2', []],
    ['director', 'category=account', ['account']],
    ['klo-1', 'category=account', []],
    ['director', 'disposition=waybill', ['old']],
    ['director', 'disposition=cargo-search&assignee=klo-2', ['first of March 2']],
    // A day in Moscow time.
    ['director', 'from=2031-03-02&until=2031-03-02', ['first of March 2', 'last of March 2']],
    ['director', 'until=2031-03-01', ['old']],
    ['klo-1', 'from=2031-03-03', ['waiting']],
    ['director', 'from=2031-03-03&until=2031-03-01', []],
    // The director may accept everything, but only conversations for the role itself count as waiting for it.
    ['director', 'addressed=me', ['settlements']],
    ['klo-senior', 'addressed=me', []],
    ['klo-1', 'addressed=me', ['waiting']],
    ['support-2', 'addressed=me&stage=closed', []],
    ['director', 'stage=closed&sort=newest', ['first of March 2', 'old']],
    ['director', 'stage=closed&sort=oldest', ['old', 'first of March 2']],
  ])('%s: %s', async (login, query, expected) => {
    expect(await listed(login, query)).toEqual(expected);
  });

  test('newest first is oldest first from the other end, page by page', async () => {
    const call = await api.as('director');
    const page = async (query: string) => (await call({ url: `/v1/conversations?limit=2&${query}` })).json<Page>();
    type Page = { items: { id: string }[]; nextCursor: string | null };
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { items, nextCursor }: Page = await page(`sort=newest${cursor === '' ? '' : `&cursor=${cursor}`}`);
      found.push(...items.map(({ id }) => names.get(id) ?? id));
      cursor = nextCursor;
    }
    expect(found).toHaveLength(6);
    expect(found.toReversed()).toEqual(await listed('director', ''));
  });

  test.each([
    'category=nonsense',
    'disposition=nonsense',
    'from=yesterday',
    'sort=random',
    'addressed=klo',
    'until=2031-02-30',
  ])('%s is no filter', async (query) => {
    const answer = await (await api.as('director'))({ url: `/v1/conversations?${query}` });
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  test('counters are for staff', async () => {
    expect((await api.call({ url: '/v1/conversations/counts' })).statusCode).toBe(401);
    const call = await api.as('director');
    expect((await call({ url: '/v1/conversations/counts?program=vet' })).json()).toMatchObject({ waiting: 0, mine: 0 });
    expect((await call({ url: '/v1/conversations/counts' })).json()).toMatchObject({ waiting: 1, mine: 0 });
    const admin = await api.as('admin');
    expect((await admin({ url: '/v1/conversations/counts' })).json()).toMatchObject({ waiting: 0, mine: 0 });
  });

  test('more than a page is counted', async () => {
    for (let index = 0; index < 60; index += 1) await storeConversation(api.database.orm, { overdue: index < 52 });
    // Overdue conversations that they may not take, or that are taken.
    await storeConversation(api.database.orm, { overdue: true, queue: 'support', addressedRoles: ['support'] });
    await storeConversation(api.database.orm, { overdue: true, stage: 'assigned', assignee: 'klo-1' });
    const call = await api.as('klo-7');
    const counts = await call({ url: '/v1/conversations/counts?program=cdek' });
    expect(counts.json()).toMatchObject({ waiting: 61, overdue: 52 });
  });
});

describe('unread', () => {
  let line: Careline;
  let customer: Customer;
  let klo: Caller;

  beforeAll(async () => {
    line = await startCareline('2031-03-03T07:00:00.000Z');
    klo = await line.staff('klo-1');
  });
  afterAll(() => line.stop());
  beforeEach(async () => {
    customer = await line.waitingCustomer('order');
  });

  const path = (verb = '') => `/v1/conversations/${customer.conversationId}${verb}`;
  const write = (text: string) => customer.post(path('/messages'), { text });
  const unread = async (reader = klo) => (await reader.get(path())).body.unread;
  const counts = async () => (await klo.get('/v1/conversations/counts')).body;

  test('is what the customer has said since one last read; number and category are answers to the bot', async () => {
    const before = await counts();
    await klo.post(path('/accept'));
    expect(await unread()).toBe(0);
    // A conversation that was just accepted waits for a reply.
    expect(await counts()).toEqual({ ...before, waiting: before.waiting - 1, mine: 1, unread: 0, attention: 1 });
    await klo.post(path('/messages'), { text: 'Здравствуйте' });
    expect(await counts()).toMatchObject({ attention: 0 });
    await write('Где мой груз?');
    await write('Вы здесь?');
    expect(await unread()).toBe(2);
    expect(await counts()).toMatchObject({ mine: 1, unread: 2, attention: 1 });
    await klo.post(path('/messages'), { text: 'Ищем' });
    const { items } = (await klo.get(path('/messages'))).body;
    await klo.post(path('/read'), { seq: items.at(-2).seq });
    expect(await unread()).toBe(0);
    expect(await counts()).toMatchObject({ mine: 1, unread: 0, attention: 0 });
    await write('Спасибо');
    expect(await unread()).toBe(1);
    expect(await unread(await line.staff('director'))).toBe(3);
    await klo.post(path('/close'), { disposition: 'waybill' });
    expect(await counts()).toEqual({ ...before, waiting: before.waiting - 1 });
  });

  test('counts messages of the intake, but not for people who read no messages', async () => {
    const talker = await line.customer();
    const messages = `/v1/conversations/${talker.conversationId}/messages`;
    await talker.post(messages, { text: '7707083893' });
    await talker.post(messages, { text: 'а можно человека?' });
    await talker.post(messages, { choice: 'order' });
    await line.advance(line.now());
    const header = `/v1/conversations/${talker.conversationId}`;
    expect((await klo.get(header)).body).toMatchObject({
      may: expect.not.arrayContaining(['read-messages']),
      unread: 0,
    });
    expect((await (await line.staff('klo-senior')).get(header)).body.unread).toBe(1);
    await klo.post(`${header}/accept`);
    expect((await klo.get(header)).body.unread).toBe(1);
  });
});
