import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { notifyPeople } from '../../db/write/notifications.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { bearer, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
const em = () => api.database.orm.em.fork();

const CASES = [1, 2, 3, 4].map((number) => `aaaaaaaa-0000-4000-8000-00000000000${number}`);
const [caseId = '', second = '', third = '', fourth = ''] = CASES;

describe('notifications', () => {
  type Kind = 'new' | 'overdue' | 'waiting-at-opening' | 'assigned-to-you';
  const about = (of = caseId, at = START) => ({ program: 'cdek', process: 'conversation' as const, caseId: of, at });
  const tell = (role: string, at: string, of = caseId, kind: Kind = 'new') =>
    notifyPeople(em(), { kind, roles: [role] }, about(of, at));
  type Item = { id: string; at: string; kind: string; count: number; caseId: string; readAt: string | null };
  type List = { items: Item[]; nextCursor: string | null; unread: number };
  const list = async (login: string, query = '') =>
    (await (await api.as(login))({ url: `/v1/notifications${query}` })).json<List>();
  const told = async (login: string) =>
    (await rows<{ kind: string }>(em(), sql`select kind from notifications where login = ${login} order by id`)).map(
      ({ kind }) => kind,
    );
  const mark = async (login: string, payload: object) =>
    (await api.as(login))({ method: 'POST', url: '/v1/notifications/read', payload });
  const read = (login: string, upTo: unknown) => mark(login, { upTo });
  const change = async (login: string, payload: object) =>
    (await (await api.as('admin'))({ method: 'PATCH', url: `/v1/people/${login}`, payload })).statusCode;

  beforeEach(async () => {
    await rows(em(), sql`delete from notifications`);
    await tell('support', '2031-03-03T07:03:00.000Z', caseId);
    await tell('support', '2031-03-03T07:01:00.000Z', second);
    await tell('support', '2031-03-03T07:02:00.000Z', third);
    await tell('klo', '2031-03-03T07:04:00.000Z');
  });

  test('are one’s own, oldest first as told, with what they are about', async () => {
    const { items, nextCursor, unread } = await list('support-1');
    expect(items).toHaveLength(3);
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      at: '2031-03-03T07:03:00.000Z',
      kind: 'new',
      program: 'cdek',
      process: 'conversation',
      caseId,
      conversationId: caseId,
      count: 1,
      number: null,
      dueAt: null,
      details: null,
      customerName: null,
      readAt: null,
    });
    expect([nextCursor, unread]).toEqual([null, 3]);
    expect((await list('klo-1')).items).toHaveLength(1);
    expect((await list('director')).items).toHaveLength(0);
  });

  test('newest first where one asks so', async () => {
    const { items } = await list('support-1');
    expect((await list('support-1', '?sort=newest')).items).toEqual(items.toReversed());
    const first = await list('support-1', '?sort=newest&limit=2');
    const rest = await list('support-1', `?sort=newest&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toEqual(items.toReversed());
  });

  test('one entry for each case: the newer takes the place of the older, is unread and says how often', async () => {
    const [before] = (await list('support-1')).items;
    await mark('support-1', { caseId });
    expect((await list('support-1')).unread).toBe(2);
    await tell('support', '2031-03-03T07:13:00.000Z', caseId, 'overdue');
    await tell('support', '2031-03-04T06:00:00.000Z', caseId, 'waiting-at-opening');
    const { items, unread } = await list('support-1');
    expect(items.map((one) => [one.caseId, one.kind, one.count])).toEqual([
      [second, 'new', 1],
      [third, 'new', 1],
      [caseId, 'waiting-at-opening', 3],
    ]);
    expect(items.at(-1)).toMatchObject({ at: '2031-03-04T06:00:00.000Z', readAt: null });
    expect(items.at(-1)?.id).not.toBe(before?.id);
    expect(unread).toBe(3);
    // Reading an older notification does not mark a newer one as read.
    expect((await mark('support-1', { id: before?.id })).json()).toEqual({ unread: 3 });
    // The same notification at the same instant is stored once.
    await tell('support', '2031-03-04T06:00:00.000Z', caseId, 'waiting-at-opening');
    expect((await list('support-1')).items.at(-1)).toEqual(items.at(-1));
  });

  test('say the number and until when there is time', async () => {
    const { id } = await storeConversation(api.database.orm, { queue: 'support', addressedRoles: ['support'] });
    const due = '2031-03-03T07:10:00.000Z';
    await rows(em(), sql`update conversations set contract_number = ${`Д-${'7'.repeat(200)}`} where id = ${id}::uuid`);
    await rows(
      em(),
      sql`insert into case_timetables (case_id, process, program, next_at, steps)
        values (${id}::uuid, 'conversation', 'cdek', ${due}::timestamptz, '[]')`,
    );
    await tell('support', START, id);
    const entry = (await list('support-1')).items.at(-1);
    expect(entry).toMatchObject({ caseId: id, number: `Д-${'7'.repeat(98)}`, dueAt: due });
    await rows(em(), sql`update conversations set inn = '7707083893', contract_number = null where id = ${id}::uuid`);
    expect((await list('support-1')).items.at(-1)).toMatchObject({ number: '7707083893' });
  });

  test('are not for the person who acted, by role or by name', async () => {
    await rows(em(), sql`delete from notifications`);
    await notifyPeople(em(), { kind: 'new', roles: ['support', 'klo'], except: 'support-1' }, about());
    await notifyPeople(em(), { kind: 'assigned-to-you', roles: [], login: 'klo-1', except: 'klo-1' }, about(second));
    await notifyPeople(em(), { kind: 'overdue', roles: ['klo'], login: 'support-1', except: 'klo-2' }, about(second));
    expect([await told('support-1'), await told('support-2')]).toEqual([['overdue'], ['new']]);
    expect([await told('klo-1'), await told('klo-2')]).toEqual([['new', 'overdue'], ['new']]);
  });

  test('what a lost role showed is gone, and nothing else; live too', async () => {
    const events = async () =>
      rows<{ told: object }>(em(), sql`select told from live_events where kind = 'withdrawn' order by id`);
    await notifyPeople(em(), { kind: 'assigned-to-you', roles: [], login: 'support-1' }, about(second));
    expect(await change('support-1', { memberships: [{ program: 'cdek', role: 'klo' }] })).toBe(200);
    expect((await list('support-1')).items.map((one) => [one.caseId, one.kind])).toEqual([[second, 'assigned-to-you']]);
    expect((await list('support-2')).items).toHaveLength(3);
    const gone = await events();
    expect(gone).toHaveLength(2);
    expect(gone).toContainEqual({ told: { process: 'conversation', logins: ['support-1'] } });
    await tell('klo', START, fourth);
    expect(await change('support-1', { name: 'Другое имя' })).toBe(200);
    expect((await list('support-1')).items).toHaveLength(2);
    expect(await change('support-1', { memberships: [] })).toBe(200);
    expect(await told('support-1')).toEqual([]);
    expect(await change('support-1', { memberships: [{ program: 'cdek', role: 'support' }] })).toBe(200);
    expect(await told('klo-11')).toEqual(['new', 'new']);
    expect(await change('klo-11', { active: false })).toBe(200);
    expect(await told('klo-11')).toEqual([]);
    expect(await change('klo-11', { active: true })).toBe(200);
  });

  test('are for people who work in the program, not for those who have left it', async () => {
    const everybody = { roles: ['klo', 'support'] };
    const leavers: [login: string, left: object, back: object][] = [
      ['klo-3', { active: false }, { active: true }],
      ['klo-4', { memberships: [] }, { memberships: [{ program: 'cdek', role: 'klo' }] }],
      [
        'klo-5',
        { memberships: [{ program: 'filkhedma', role: 'finance' }] },
        { memberships: [{ program: 'cdek', role: 'klo' }] },
      ],
    ];
    // An admin manages people, not cases, whatever roles the database holds for them.
    await rows(em(), sql`insert into memberships select id, 'cdek', 'klo' from people where admin`);
    for (const [login, left] of leavers) expect([login, await change(login, left)]).toEqual([login, 200]);
    await rows(em(), sql`delete from notifications`);
    await notifyPeople(em(), { kind: 'new', ...everybody }, about());
    for (const login of [...leavers.map(([leaver]) => leaver), 'admin', 'finance-1', 'klo-6']) {
      await notifyPeople(em(), { kind: 'assigned-to-you', roles: [], login }, about(second));
    }
    await rows(em(), sql`delete from memberships using people where person_id = people.id and admin`);
    for (const [login, , back] of leavers) expect([login, await change(login, back)]).toEqual([login, 200]);
    for (const login of [...leavers.map(([leaver]) => leaver), 'admin', 'finance-1']) {
      expect([login, await told(login)]).toEqual([login, []]);
    }
    expect(await told('klo-6')).toEqual(['new', 'assigned-to-you']);
  });

  test('come in pages that neither repeat nor lose one', async () => {
    const first = await list('support-1', '?limit=2');
    const second = await list('support-1', `?limit=2&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([first.items.length, second.items.length, new Set(ids).size]).toEqual([2, 1, 3]);
    expect(second.nextCursor).toBeNull();
  });

  test('are marked as read one by one or of a case, and one’s other screens are told', async () => {
    const [one, , last] = (await list('support-1')).items;
    expect((await mark('support-1', { id: last?.id })).json()).toEqual({ unread: 2 });
    expect((await list('support-1')).items.map(({ readAt }) => readAt === null)).toEqual([true, true, false]);
    expect((await mark('support-2', { id: last?.id })).json()).toEqual({ unread: 3 });
    const toldTwice = async () =>
      rows(
        em(),
        sql`select n.id from live_events join notifications n on n.id = notification_id
          where login = 'support-1' group by n.id having count(*) = 2`,
      );
    expect(await toldTwice()).toEqual([{ id: Number(last?.id) }]);
    expect((await mark('support-1', { caseId })).json()).toEqual({ unread: 1 });
    expect((await mark('support-1', { conversationId: caseId })).json()).toEqual({ unread: 1 });
    expect(await toldTwice()).toHaveLength(2);
    expect((await mark('support-1', { id: one?.id, caseId: second })).json()).toEqual({ unread: 1 });
    const wrong = [{}, { conversationId: 'no-id' }, { id: 'x' }, { caseId, conversationId: second }, { all: true }];
    for (const payload of wrong)
      expect([payload, (await mark('support-1', payload)).statusCode]).toEqual([payload, 400]);
  });

  test('are marked as read up to one, by whom they are for, and stay so', async () => {
    const [first, next] = (await list('support-1')).items;
    expect((await read('klo-1', '999999999')).json()).toEqual({ unread: 0 });
    expect((await read('support-1', next?.id)).json()).toEqual({ unread: 1 });
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
