// Owns the tests of notifications and of the effect ledger over HTTP.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { notifyPeople } from '../../db/write/notifications.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { bearer, type Facts, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
const em = () => api.database.orm.em.fork();

describe('notifications', () => {
  const caseId = 'aaaaaaaa-0000-4000-8000-000000000001';
  const tell = (role: string, at: string, kind: 'new' | 'taken' = 'new') =>
    notifyPeople(em(), { kind, roles: [role] }, { program: 'cdek', caseId, at });
  type List = { items: { id: string; at: string }[]; nextCursor: string | null; unread: number };
  const list = async (login: string, query = '') =>
    (await (await api.as(login))({ url: `/v1/notifications${query}` })).json<List>();
  const read = async (login: string, upTo: unknown) =>
    (await api.as(login))({ method: 'POST', url: '/v1/notifications/read', payload: { upTo } });

  beforeEach(async () => {
    await rows(em(), sql`delete from notifications`);
    for (const minute of [3, 1, 2]) await tell('support', `2031-03-03T07:0${minute}:00.000Z`);
    await tell('klo', '2031-03-03T07:04:00.000Z', 'taken');
  });

  test('are one’s own, oldest first as told, with what they are about', async () => {
    const { items, nextCursor, unread } = await list('support-1');
    expect(items).toHaveLength(3);
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      at: '2031-03-03T07:03:00.000Z',
      kind: 'new',
      program: 'cdek',
      conversationId: caseId,
      details: null,
      readAt: null,
    });
    expect([nextCursor, unread]).toEqual([null, 3]);
    expect((await list('klo-1')).items).toHaveLength(1);
    expect((await list('director')).items).toHaveLength(0);
  });

  test('come in pages that neither repeat nor lose one', async () => {
    const first = await list('support-1', '?limit=2');
    const second = await list('support-1', `?limit=2&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([first.items.length, second.items.length, new Set(ids).size]).toEqual([2, 1, 3]);
    expect(second.nextCursor).toBeNull();
  });

  test('are marked as read of one conversation, and one’s other screens are told', async () => {
    const other = 'aaaaaaaa-0000-4000-8000-000000000002';
    const at = '2031-03-03T07:05:00.000Z';
    await notifyPeople(em(), { kind: 'new', roles: ['support'] }, { program: 'cdek', caseId: other, at });
    const call = await api.as('support-1');
    const mark = (payload: object) => call({ method: 'POST', url: '/v1/notifications/read', payload });
    expect((await mark({ conversationId: caseId })).json()).toEqual({ unread: 1 });
    expect((await list('support-2')).unread).toBe(4);
    const toldTwice = await rows(
      em(),
      sql`select n.id from live_events join notifications n on n.id = notification_id
        where login = 'support-1' group by n.id having count(*) = 2`,
    );
    expect(toldTwice).toHaveLength(1);
    expect((await mark({ conversationId: caseId })).json()).toEqual({ unread: 1 });
    expect((await mark({})).statusCode).toBe(400);
    expect((await mark({ conversationId: 'no-id' })).statusCode).toBe(400);
  });

  test('are marked as read up to one, by whom they are for, and stay so', async () => {
    const [first, second] = (await list('support-1')).items;
    expect((await read('klo-1', '999999999')).json()).toEqual({ unread: 0 });
    expect((await read('support-1', second?.id)).json()).toEqual({ unread: 1 });
    expect((await list('support-1', '?unread=true')).items).toHaveLength(1);
    expect((await list('support-2')).unread).toBe(3);
    api.clock.set('2031-03-03T09:00:00.000Z');
    expect((await read('support-1', first?.id)).json()).toEqual({ unread: 1 });
    const [again] = (await list('support-1')).items;
    expect(again).toMatchObject({ readAt: START });
    api.clock.set(START);
  });

  test.each([[undefined], [7], ['-1'], ['x'], ['1'.repeat(19)]])('up to %p is malformed', async (upTo) => {
    expect((await read('support-1', upTo)).statusCode).toBe(400);
  });

  test('are not for customers and strangers', async () => {
    const customer = await storeConversation(api.database.orm);
    expect((await api.call({ url: '/v1/notifications', headers: bearer(customer) })).statusCode).toBe(403);
    expect((await api.call({ url: '/v1/notifications' })).statusCode).toBe(401);
    expect((await api.call({ method: 'POST', url: '/v1/notifications/read', payload: { upTo: '1' } })).statusCode).toBe(
      401,
    );
  });
});

describe('effects', () => {
  async function effectOf(
    caseId: string,
    more: { process?: string; program?: string; channel?: string; at?: string } = {},
  ) {
    const { process = 'conversation', program = 'cdek', channel = 'sms', at = START } = more;
    const id = randomUUID();
    await rows(
      em(),
      sql`insert into outbound_effects (id, key, process, program, case_id, intent, channel, recipient, text, status, planned_at)
        values (${id}::uuid, ${id}, ${process}, ${program}, ${caseId}::uuid, 'SMS3/day-1', ${channel}, '+201000000000', 'текст',
          'planned', ${at}::timestamptz)`,
    );
    return id;
  }
  const seen = async (login: string, query: string) =>
    (await (await api.as(login))({ url: `/v1/effects?${query}` })).json<{
      items: { id: string }[];
      nextCursor: string | null;
    }>();

  test.each<[string, Partial<Facts>, string[]]>([
    ['waits in the queue of the KLO', {}, ['klo-senior', 'director']],
    ['waits for the director', { queue: 'settlements', addressedRoles: ['director'] }, ['director']],
    ['is worked on', { stage: 'assigned', assignee: 'klo-1' }, ['klo-1', 'klo-senior', 'director']],
    ['has been worked on', { stage: 'closed', assignee: 'klo-1' }, ['klo-1', 'klo-senior', 'director']],
    ['is not a request yet', { stage: 'intake' }, []],
  ])('of a conversation that %s are for whoever reads its messages', async (_, facts, readers) => {
    const { id } = await storeConversation(api.database.orm, facts);
    const effect = await effectOf(id);
    for (const login of ['klo-1', 'klo-2', 'klo-senior', 'support-1', 'director', 'admin']) {
      const found = (await seen(login, `caseId=${id}`)).items.map((item) => item.id);
      expect([login, found]).toEqual([login, readers.includes(login) ? [effect] : []]);
      const messages = await (await api.as(login))({ url: `/v1/conversations/${id}/messages` });
      expect([login, messages.statusCode === 200]).toEqual([login, readers.includes(login)]);
    }
  });

  test('of other processes are for all of the program and nobody else', async () => {
    const [ours, theirs] = [randomUUID(), randomUUID()];
    const effect = await effectOf(ours, { process: 'ticket' });
    await effectOf(theirs, { process: 'ticket', program: 'filkhedma' });
    expect((await seen('klo-1', `caseId=${ours}`)).items).toEqual([
      {
        id: effect,
        caseId: ours,
        program: 'cdek',
        channel: 'sms',
        intent: 'SMS3/day-1',
        to: '+201000000000',
        text: 'текст',
        status: 'planned',
        delivery: null,
        attempts: 0,
        at: START,
      },
    ]);
    expect((await seen('director', `caseId=${theirs}`)).items).toEqual([]);
  });

  test('are found by channel, in the order in which they were planned, in pages', async () => {
    const caseId = randomUUID();
    const planned: string[] = [];
    for (const hour of [13, 12, 11, 10, 9]) {
      const at = `2031-03-03T${`${hour}`.padStart(2, '0')}:00:00.000Z`;
      planned.unshift(await effectOf(caseId, { process: 'ticket', channel: 'mail', at }));
    }
    await effectOf(caseId, { process: 'ticket' });
    const page = await seen('klo-1', `caseId=${caseId}&channel=mail&limit=3`);
    const rest = await seen('klo-1', `caseId=${caseId}&channel=mail&limit=3&cursor=${page.nextCursor}`);
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(planned);
    expect([page.items.length, rest.nextCursor]).toEqual([3, null]);
  });

  test('are not for customers and strangers', async () => {
    const customer = await storeConversation(api.database.orm);
    expect((await api.call({ url: '/v1/effects', headers: bearer(customer) })).statusCode).toBe(403);
    expect((await api.call({ url: '/v1/effects' })).statusCode).toBe(401);
  });
});
