// FK-05, FK-19, FK-21: role × action and role × route, written without the code's own table, for people of this and
// another program, admins, customers, strangers and apps.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verdictOnPackage } from '../../domain/access/case-access.ts';
import type { PackageAction } from '../../domain/service-package/policy.ts';
import { servicePackage } from '../../domain/service-package/process.ts';
import { thePackagePolicy } from '../domain/service-package/builders.ts';
import { type TestApi, startApi } from '../harness/api.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';
import { filkhedma } from '../harness/programs.ts';

const policy = thePackagePolicy();
const ROLES = ['customer-care', 'customer-success', 'customer-success-lead', 'operations', 'finance'] as const;
const PEOPLE = ['cc-1', 'cs-1', 'cs-lead', 'ops-1', 'finance-1'] as const;

// One sign for each role, in their order: + open, n your role may not (403).
const TABLE: Record<PackageAction, string> = {
  read: '+++++',
  book: '+++nn',
  'request-payment': '+++nn',
  'collect-cash': '+++nn',
  'pay-in-sandbox': '++++n',
  'decide-payment': '+++nn',
  'change-visits': '+++nn',
  'complete-visit': '++++n',
  'correct-visit': 'nn+nn',
  cancel: '+++nn',
  'approve-refund': 'nnnn+',
  'settle-refund': 'nnnn+',
  note: '+++++',
};

test('the table speaks of every action', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(Object.keys(policy.access).toSorted());
});

describe('FK-05 the rule', () => {
  test.each(Object.entries(TABLE))('%s: %s', (action, signs) => {
    const said = ROLES.map((role) => sign(action as PackageAction, [role])).join('');
    // FK-21: the route of an approval is open to the person who prepared it; the command refuses the others.
    expect(said).toBe(action === 'approve-refund' ? '+++++' : signs);
    expect(sign(action as PackageAction, [])).toBe('.');
    expect(sign(action as PackageAction, ['director'])).toBe('.');
  });
});

test('a package of an older policy: its readers may add notes, and no one may correct a visit', () => {
  const { note: _note, 'correct-visit': _correct, ...access } = policy.access;
  const older = { ...policy, access };
  const kinds = (action: PackageAction) =>
    ROLES.map((role) => verdictOnPackage(older, action, { login: 'somebody', roles: [role] }).kind);
  expect(kinds('note')).toEqual(ROLES.map(() => 'open'));
  expect(kinds('correct-visit')).toEqual(ROLES.map(() => 'refused'));
});

function sign(action: PackageAction, roles: readonly string[]): string {
  const staff = { login: 'somebody', roles };
  if (servicePackage.keys({ ...filkhedma, servicePackage: policy }, staff).length === 0) return '.';
  const { kind } = verdictOnPackage(policy, action, staff);
  return { open: '+', refused: 'n', hidden: '.', 'unknown-actor': '?' }[kind];
}

describe('the routes of a package', () => {
  let api: TestApi;
  const ids = { package: '', visit: '', request: '', refund: '', payment: '', undecided: '' };
  let theirs: string;

  beforeAll(async () => {
    api = await startApi();
    const { life, found } = paidTwiceTooLate();
    Object.assign(ids, found, { package: await storeLife(api.database.orm, life) });
    // The same package in another program, which no list may show.
    theirs = await storeLife(api.database.orm, paidTwiceTooLate().life, 'cdek');
  });
  afterAll(() => api.close());

  /**
   * Paid twice after the cancellation. The refund of the first payment is prepared, by a person without other requests
   * here; the second payment is undecided.
   */
  function paidTwiceTooLate() {
    const { life, visits, requestId } = aLifeToStore();
    const [visit = ''] = visits;
    const [payment, undecided, refund] = [`paymob/${requestId}`, `paymob/${randomUUID()}`, randomUUID()];
    life.pays('2031-03-09 21:30', { id: payment, requestId });
    life.does('2031-03-10 09:00', 'cc-2', {
      ...{ kind: 'decide-payment', paymentId: payment, decision: 'refund', refundId: refund },
    });
    life.pays('2031-03-10 09:30', { id: undecided, requestId });
    return { life, found: { visit, request: requestId, refund, payment, undecided } };
  }

  const booking = {
    customer: { name: 'Mona', phone: '01001234567' },
    visits: [{ startsAt: '2031-03-20T10:00:00Z' }],
    ...{ priceMinor: 20_000, currency: 'USD', payment: 'card' },
  };
  const startsAt = '2031-03-20T10:00:00Z';
  type Route = [PackageAction, 'GET' | 'POST' | 'PATCH', (of: typeof ids) => string, object?];
  const routes: Route[] = [
    ['read', 'GET', (of) => `/v1/service-packages/${of.package}`],
    ['read', 'GET', (of) => `/v1/service-packages/${of.package}/timeline`],
    ['read', 'GET', () => '/v1/programs/filkhedma/visits?on=2031-03-10'],
    ['read', 'GET', () => '/v1/programs/filkhedma/visits?unrecorded=true'],
    // Refused for its currency, after the check of the role: nothing is booked.
    ['book', 'POST', () => '/v1/programs/filkhedma/service-packages', booking],
    ['book', 'POST', () => '/v1/programs/filkhedma/service-packages/preview', booking],
    ['change-visits', 'POST', (of) => `/v1/service-packages/${of.package}/visits/preview`, { startsAt }],
    ['request-payment', 'POST', (of) => `/v1/service-packages/${of.package}/payment-requests`, { method: 'card' }],
    ['collect-cash', 'POST', (of) => `/v1/payment-requests/${of.request}/collected`],
    ['pay-in-sandbox', 'POST', (of) => `/v1/sandbox/payment-requests/${of.request}/pay`],
    [
      'decide-payment',
      'POST',
      (of) => `/v1/service-packages/${of.package}/held-payments/decide`,
      { paymentId: 'paymob/nothing', decision: 'refund' },
    ],
    ['change-visits', 'POST', (of) => `/v1/service-packages/${of.package}/visits`, { startsAt }],
    ['change-visits', 'POST', (of) => `/v1/service-packages/${of.package}/visits/${of.visit}/reschedule`, { startsAt }],
    ['change-visits', 'POST', (of) => `/v1/service-packages/${of.package}/visits/${of.visit}/cancel`],
    ['complete-visit', 'POST', (of) => `/v1/service-packages/${of.package}/visits/${of.visit}/complete`],
    [
      'complete-visit',
      'POST',
      (of) => `/v1/service-packages/${of.package}/visits/${of.visit}/record`,
      { outcome: 'counted' },
    ],
    [
      'correct-visit',
      'POST',
      (of) => `/v1/service-packages/${of.package}/visits/${of.visit}/record`,
      { outcome: 'not-held' },
    ],
    [
      'correct-visit',
      'POST',
      (of) => `/v1/service-packages/${of.package}/visits/${of.visit}/correct`,
      { status: 'counted', reason: 'She was not there' },
    ],
    ['note', 'POST', (of) => `/v1/service-packages/${of.package}/notes`, { text: 'rings twice' }],
    ['change-visits', 'PATCH', (of) => `/v1/service-packages/${of.package}/customer`, { address: 'Maadi' }],
    ['cancel', 'POST', (of) => `/v1/service-packages/${of.package}/cancellation/preview`],
    ['cancel', 'POST', (of) => `/v1/service-packages/${of.package}/cancellation`],
    ['approve-refund', 'POST', (of) => `/v1/refunds/${of.refund}/approve`],
    ['settle-refund', 'POST', (of) => `/v1/refunds/${of.refund}/settle`, { status: 'paid' }],
  ];
  const asked = ([, method, path, payload]: Route) => ({ method, url: path(ids), ...(payload && { payload }) });
  const named = routes.map((route) => [`${route[0]}: ${route[1]} ${route[2](ids)}`, route] as const);

  test.each(named)('%s', async (_, route) => {
    const [action] = route;
    for (const [index, login] of PEOPLE.entries()) {
      const answer = await (await api.as(login))(asked(route));
      // No cases run here, so a caller who is let through gets an internal error.
      const isRefused = answer.statusCode === 403 && answer.json<{ code: string }>().code === 'not-allowed';
      expect([login, isRefused]).toEqual([login, TABLE[action][index] === 'n']);
      if (action !== 'decide-payment') expect([login, answer.statusCode]).not.toEqual([login, 404]);
    }
  });

  test.each(named)('%s is nothing to other programs, admins, customers and strangers', async (_, route) => {
    for (const login of ['klo-1', 'director', 'admin']) {
      expect([login, (await (await api.as(login))(asked(route))).statusCode]).toEqual([login, 404]);
    }
    expect((await api.call(asked(route))).statusCode).toBe(401);
    const { customerToken } = (await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations' })).json();
    const headers = { authorization: `Bearer ${customerToken}` };
    expect((await api.call({ ...asked(route), headers })).statusCode).toBe(403);
  });

  test('an app with a role is let through as a person with it, and one of another program is not', async () => {
    const admin = await api.as('admin');
    const keyFor = async (program: string, role: string) => {
      const payload = { name: `${program}-${role}`, program, roles: [role] };
      return (await admin({ method: 'POST', url: '/v1/api-keys', payload })).json<{ key: string }>().key;
    };
    const [care, finance, director] = [
      await keyFor('filkhedma', 'customer-care'),
      await keyFor('filkhedma', 'finance'),
      await keyFor('cdek', 'director'),
    ];
    const url = `/v1/service-packages/${ids.package}`;
    const statusOf = async (key: string, options: { method: 'GET' | 'POST'; url: string }) =>
      (await api.call({ ...options, headers: { 'x-api-key': key } })).statusCode;
    expect(await statusOf(care, { method: 'GET', url })).toBe(200);
    expect(await statusOf(care, { method: 'POST', url: `${url}/cancellation/preview` })).toBe(409);
    expect(await statusOf(finance, { method: 'POST', url: `${url}/cancellation/preview` })).toBe(403);
    expect(await statusOf(director, { method: 'GET', url })).toBe(404);
  });

  test('FK-21 the person who prepared a refund is told that a second person is needed', async () => {
    const answer = await (await api.as('cc-2'))({ method: 'POST', url: `/v1/refunds/${ids.refund}/approve` });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'second-person-required']);
  });

  test('what there is not, and what is no id, is 404', async () => {
    const care = await api.as('cc-1');
    for (const id of [randomUUID(), 'not-an-id', theirs]) {
      for (const url of [`/v1/service-packages/${id}`, `/v1/service-packages/${id}/timeline`])
        expect((await care({ method: 'GET', url })).statusCode).toBe(404);
      for (const url of [`/v1/refunds/${id}/approve`, `/v1/payment-requests/${id}/collected`])
        expect((await care({ method: 'POST', url })).statusCode).toBe(404);
    }
    const visit = `/v1/service-packages/${ids.package}/visits/${randomUUID()}/cancel`;
    expect((await care({ method: 'POST', url: visit })).statusCode).toBe(404);
  });

  const lists = [
    ['/v1/service-packages', 'package'],
    ['/v1/refunds', 'refund'],
    ['/v1/held-payments', 'undecided'],
    ['/v1/programs/filkhedma/visits?on=2031-03-10', 'visit'],
  ] as const;

  test.each(lists)('%s shows everybody of the program its own and nothing of another', async (url, what) => {
    for (const login of PEOPLE) {
      const { items } = (await (await api.as(login))({ method: 'GET', url })).json<{ items: { id: string }[] }>();
      expect([login, items.map(({ id }) => id)]).toEqual([login, [ids[what]]]);
    }
  });

  const across = lists.slice(0, 3).map(([url]) => url);

  test.each(across)('%s shows others nothing, also where they ask for a program', async (url) => {
    for (const login of ['klo-1', 'director', 'admin', 'cc-1']) {
      for (const program of ['filkhedma', 'cdek'].slice(login === 'cc-1' ? 1 : 0)) {
        const answer = await (await api.as(login))({ method: 'GET', url: `${url}?program=${program}` });
        expect([login, program, answer.json()]).toEqual([login, program, expect.objectContaining({ items: [] })]);
      }
    }
    expect((await api.call({ method: 'GET', url })).statusCode).toBe(401);
  });
});
