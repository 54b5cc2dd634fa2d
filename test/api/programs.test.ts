import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, sql } from '../../db/sql.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { bearer, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('programs', () => {
  test('staff see those that they work in, an admin sees all', async () => {
    const names = async (login: string) =>
      (await (await api.as(login))({ url: '/v1/programs' }))
        .json<{ items: { name: string }[] }>()
        .items.map(({ name }) => name);
    expect(await names('klo-1')).toEqual(['cdek']);
    expect(await names('admin')).toEqual(['cdek', 'filkhedma', 'petrx', 'pod', 'vet']);
  });

  test('one is everything that the console draws', async () => {
    const answer = await (await api.as('klo-1'))({ url: '/v1/programs/cdek' });
    const program = answer.json<Record<string, unknown[]>>();
    expect(program).toMatchObject({
      name: 'cdek',
      title: 'СДЭК: поддержка клиентов',
      timeZone: 'Europe/Moscow',
      ...{ locale: 'ru', version: 1 },
    });
    expect(program['titles']).toMatchObject({ ru: 'СДЭК: поддержка клиентов', en: 'CDEK: customer support' });
    expect(program['categories']).toContainEqual({
      category: 'account',
      label: 'вопрос по личному кабинету',
      labels: expect.objectContaining({ en: 'question about the personal account', ar: 'سؤال عن الحساب الشخصي' }),
      queue: 'support',
    });
    expect(program['dispositions']).toContainEqual({
      disposition: 'cargo-search',
      label: 'Поиск груза',
      labels: { ru: 'Поиск груза', en: 'Cargo search', ar: 'البحث عن شحنة' },
      ownText: false,
    });
    expect(program['roles']).toContainEqual({
      role: 'klo',
      title: 'Менеджеры КЛО',
      titles: { ru: 'Менеджеры КЛО', en: 'KLO managers', ar: 'مسؤولو KLO' },
    });
    expect(program['categories']).toHaveLength(4);
    expect(program['dispositions']).toHaveLength(9);
    expect(program['roles']).toHaveLength(4);
    expect(program['queues']).toContainEqual({
      ...{ queue: 'settlements', distribution: 'claim' },
      role: 'director',
      absence: true,
      absenceSetBy: 'director',
      absenceText: expect.stringMatching(
        /^нахожусь в отпуске с \{from\} по \{until\}, .+\{substituteName\}.+\{substitutePhone\}$/,
      ),
    });
    expect(program['queues']).toContainEqual({
      ...{ queue: 'klo', distribution: 'claim' },
      role: 'klo',
      absence: false,
      absenceSetBy: null,
      absenceText: null,
    });
    expect(program['scores']).toEqual([1, 2, 3, 4, 5]);
    const week = Array.from({ length: 7 }, () => [{ opens: '09:00', closes: '19:00' }]);
    expect(program).toMatchObject({ workingWeek: week.flat(), hours: { week, dates: [], holidays: [] } });
  });

  test('FK-27: one that sells packages says how, with the words to sell and the types of tickets', async () => {
    const program = (await (await api.as('ops-1'))({ url: '/v1/programs/filkhedma' })).json<{
      salesCopy: string[];
      ticketTypes: object[];
    }>();
    expect(program).toMatchObject({
      locale: 'ar',
      country: 'EG',
      ...{ categories: [], workingWeek: [], hours: null },
      packages: {
        currency: 'EGP',
        methods: ['card', 'fawry', 'cash'],
        bookedBy: ['customer-care', 'customer-success', 'customer-success-lead'],
        refundsApprovedBy: ['finance'],
        paymentsDecidedBy: ['customer-care', 'customer-success', 'customer-success-lead'],
        ...{ freeChange: 'PT24H', cutOff: 'visit-start', closeWithin: 'PT48H' },
      },
    });
    expect(program.salesCopy[0]).toBe('راحة بال: مواعيد ثابتة على مدار فترة كبيرة');
    expect(program.salesCopy).toHaveLength(9);
    expect(program.ticketTypes).toContainEqual(
      expect.objectContaining({ type: 'not-paid', team: 'customer-success', lead: 'customer-success-lead' }),
    );
    const cdek = (await (await api.as('klo-1'))({ url: '/v1/programs/cdek' })).json();
    expect(cdek).toMatchObject({ packages: null, ticketTypes: [], salesCopy: [], country: 'RU' });
  });

  test.each(['vet', 'nowhere', '__proto__', 'constructor'])(
    '%s is not there for somebody of another program',
    async (program) => {
      expect((await (await api.as('klo-1'))({ url: `/v1/programs/${program}` })).statusCode).toBe(404);
    },
  );

  test('are not for customers and strangers', async () => {
    const customer = await storeConversation(api.database.orm);
    for (const url of ['/v1/programs', '/v1/programs/cdek']) {
      expect((await api.call({ url, headers: bearer(customer) })).statusCode).toBe(403);
      expect((await api.call({ url })).statusCode).toBe(401);
    }
  });

  test('the customer page gets what it needs without a login', async () => {
    expect((await api.call({ url: '/v1/programs/cdek/chat' })).json()).toEqual({
      ...{ program: 'cdek', page: {}, title: 'СДЭК: поддержка клиентов' },
      locale: 'ru',
      timeZone: 'Europe/Moscow',
      openUntil: '2031-03-03T16:00:00.000Z',
      opensAt: null,
      ...{ numbers: expect.arrayContaining([expect.objectContaining({ number: 'inn' })]), questions: [] },
      attachmentTypes: expect.arrayContaining(['application/pdf', 'image/heic']),
      attachmentKinds: ['pdf', 'docx', 'xlsx', 'jpg', 'png', 'heic', 'webp', 'doc', 'xls', 'csv', 'txt'],
      attachmentExtensions: expect.arrayContaining(['heif', 'jpeg', 'csv']),
      maxAttachmentSize: 20 * 1024 * 1024,
      maxTextLength: 20_000,
    });
    for (const program of ['vet', 'nowhere']) {
      expect((await api.call({ url: `/v1/programs/${program}/chat` })).statusCode).toBe(404);
    }
  });
});

describe('CDEK-20: the people of a program, for those who may assign', () => {
  const url = '/v1/programs/cdek/people';
  const list = async (login: string, from = url) => (await api.as(login))({ url: from });

  test('are those who hold a role in it and are active, with their roles, in pages', async () => {
    await (
      await api.as('admin')
    )({ method: 'PATCH', url: '/v1/people/klo-11', payload: { active: false } });
    const all = (await list('director')).json<{ items: { login: string }[]; nextCursor: null }>();
    expect(all.nextCursor).toBeNull();
    const logins = all.items.map(({ login }) => login);
    const klo = ['klo-1', 'klo-10', 'klo-2', 'klo-3', 'klo-4', 'klo-5', 'klo-6', 'klo-7', 'klo-8', 'klo-9'];
    expect(logins).toEqual(['director', ...klo, 'klo-senior', 'support-1', 'support-2']);
    expect(all.items[1]).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      login: 'klo-1',
      name: 'Менеджер КЛО 1',
      roles: ['klo'],
    });
    const first = (await list('director', `${url}?limit=4`)).json<{ items: object[]; nextCursor: string }>();
    const rest = (await list('director', `${url}?cursor=${first.nextCursor}`)).json<{ items: object[] }>();
    expect([...first.items, ...rest.items]).toEqual(all.items);
  });

  test.each([
    ['director', 200],
    ['klo-senior', 200],
    ['klo-1', 403],
    ['support-1', 403],
    ['admin', 403],
  ])('%s gets %i', async (login, status) => {
    expect((await list(login)).statusCode).toBe(status);
  });

  test.each([
    ['cs-lead', 200],
    ['cs-1', 200],
    ['cc-1', 403],
    ['finance-1', 403],
    ['director', 404],
  ])('FK-04: of a program with tickets %s gets %i', async (login, status) => {
    expect((await list(login, '/v1/programs/filkhedma/people')).statusCode).toBe(status);
  });

  test('are not for customers, strangers, other programs', async () => {
    const customer = await storeConversation(api.database.orm);
    expect((await api.call({ url, headers: bearer(customer) })).statusCode).toBe(403);
    expect((await api.call({ url })).statusCode).toBe(401);
    for (const program of ['vet', 'nowhere', '__proto__']) {
      expect((await list('director', `/v1/programs/${program}/people`)).statusCode).toBe(404);
    }
    expect((await list('director', `${url}?cursor=nonsense`)).statusCode).toBe(400);
  });
});

describe('the names behind logins, for everybody of the program', () => {
  const url = '/v1/programs/cdek/names';
  const list = async (login: string, from = url) => (await api.as(login))({ url: from });

  test('are of those who work there or have left, active or not, and of no other program’s people', async () => {
    const change = await api.as('admin');
    await change({ method: 'PATCH', url: '/v1/people/klo-10', payload: { active: false, memberships: [] } });
    const { items, nextCursor } = (await list('klo-1')).json<{ items: object[]; nextCursor: null }>();
    expect(nextCursor).toBeNull();
    expect(items).toContainEqual({ login: 'klo-1', name: 'Менеджер КЛО 1' });
    expect(items).toContainEqual({ login: 'klo-10', name: 'Менеджер КЛО 10' });
    expect(items).toContainEqual({ login: 'admin', name: expect.any(String) });
    expect(JSON.stringify(items)).not.toMatch('cs-1');
    const page = (await list('klo-1', `${url}?limit=3`)).json<{ items: object[]; nextCursor: string }>();
    const rest = (await list('klo-1', `${url}?cursor=${page.nextCursor}`)).json<{ items: object[] }>();
    expect([...page.items, ...rest.items]).toEqual(items);
  });

  test.each([
    ['klo-1', 'cdek', 200],
    ['admin', 'filkhedma', 200],
    ['cc-1', 'filkhedma', 200],
    ['finance-1', 'filkhedma', 200],
    ['cc-1', 'cdek', 404],
    ['klo-1', 'nowhere', 404],
    ['klo-1', '__proto__', 404],
  ])('%s of %s gets %i', async (login, program, status) => {
    expect((await list(login, `/v1/programs/${program}/names`)).statusCode).toBe(status);
  });

  test('are not for customers and strangers', async () => {
    const customer = await storeConversation(api.database.orm);
    expect((await api.call({ url, headers: bearer(customer) })).statusCode).toBe(403);
    expect((await api.call({ url })).statusCode).toBe(401);
    expect((await list('klo-1', `${url}?cursor=nonsense`)).statusCode).toBe(400);
  });
});

describe('CDEK-19: the absence of a queue', () => {
  const url = '/v1/programs/cdek/queues/settlements/absence';
  const absence = {
    from: '2031-03-10',
    until: '2031-03-24',
    substituteName: 'Юлией',
    substitutePhone: '+7 495 000-00-00',
  };
  const put = async (login: string, payload: object, to = url) =>
    (await api.as(login))({ method: 'PUT', url: to, payload });
  const get = async (login: string, from = url) => (await api.as(login))({ url: from });
  const clear = async (login: string) => (await api.as(login))({ method: 'DELETE', url });
  const audits = () =>
    row<{ actions: string[] }>(
      api.database.orm.em.fork(),
      sql`select array_agg(action order by id) as actions from audit_entries where action like 'absence.%' and actor = 'director'`,
    );

  test('is set, replaced, read by the program’s staff and cleared by the director, and audited', async () => {
    const none = await get('klo-1');
    expect([none.statusCode, none.json()]).toEqual([200, null]);
    const set = await put('director', absence);
    expect([set.statusCode, set.json()]).toEqual([200, absence]);
    expect((await get('klo-1')).json()).toEqual(absence);
    const shorter = { ...absence, until: '2031-03-10' };
    await put('director', shorter);
    expect((await get('support-1')).json()).toEqual(shorter);
    expect([(await clear('director')).statusCode, (await clear('director')).statusCode]).toEqual([204, 204]);
    expect((await get('klo-1')).json()).toBeNull();
    expect((await audits())?.actions).toEqual(['absence.set', 'absence.set', 'absence.cleared']);
  });

  test.each([
    ['a day that there is not', { from: '2031-02-30' }, 400, 'invalid-request'],
    ['a day in another form', { from: '10.03.2031' }, 400, 'invalid-request'],
    ['an instant for a day', { until: '2031-03-24T00:00:00Z' }, 400, 'invalid-request'],
    ['an empty name', { substituteName: '' }, 400, 'invalid-request'],
    ['only marks', { substituteName: '\u0301\u0651' }, 400, 'invalid-request'],
    ['only invisible characters', { substituteName: '\u200b \u00a0' }, 400, 'invalid-request'],
    ['no number', { substitutePhone: ' ' }, 400, 'invalid-request'],
    ['a name of 20,000 letters', { substituteName: 'Ю'.repeat(20_000) }, 400, 'invalid-request'],
    ['a field too many', { queue: 'klo' }, 400, 'invalid-request'],
    ['an end before the beginning', { until: '2031-03-09' }, 422, 'absence-range-invalid'],
  ])('is not set to %s', async (_, wrong, status, code) => {
    expect((await put('director', { ...absence, ...wrong })).json()).toMatchObject({ status, code });
    expect((await get('director')).json()).toBeNull();
  });

  test('is not for others to set or to clear', async () => {
    for (const login of ['klo-1', 'klo-senior', 'support-1', 'admin']) {
      expect([login, (await put(login, absence)).statusCode]).toEqual([login, 403]);
      expect([login, (await clear(login)).statusCode]).toEqual([login, 403]);
    }
    expect((await get('admin')).statusCode).toBe(403);
    expect((await api.call({ url })).statusCode).toBe(401);
    expect((await api.call({ method: 'PUT', url, payload: absence })).statusCode).toBe(401);
    const customer = await storeConversation(api.database.orm);
    expect((await api.call({ method: 'PUT', url, payload: absence, headers: bearer(customer) })).statusCode).toBe(403);
  });

  test.each([
    'cdek/queues/klo',
    'cdek/queues/nowhere',
    'cdek/queues/constructor',
    'vet/queues/settlements',
    'nowhere/queues/x',
  ])('%s has none', async (path) => {
    const to = `/v1/programs/${path}/absence`;
    expect((await get('director', to)).statusCode).toBe(404);
    expect((await put('director', absence, to)).statusCode).toBe(404);
  });
});
