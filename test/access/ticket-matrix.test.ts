// FK-04, FK-05, FK-09, FK-20: role × action × type, written without the code's own table; and its routes, for people of
// this and another program.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verdictOnTicket } from '../../domain/access/case-access.ts';
import { refusalOfOpening, ticketAccess, type TicketAction } from '../../domain/ticket/access.ts';
import { ticketType } from '../../domain/ticket/policy.ts';
import { ticket } from '../../domain/ticket/process.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';
import { type TestApi, START, startApi } from '../harness/api.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';
import { filkhedma } from '../harness/programs.ts';

const policy = theTicketPolicy();
const ACTIONS = ['read', 'note', 'take', 'assign', 'set-fields', 'wait', 'record-call', 'close'] as const;
const ROLES = ['customer-care', 'customer-success', 'customer-success-lead', 'operations', 'finance'] as const;

// One sign for each action, in the order of ACTIONS: + open, n your role may not (403), . there is no such thing (404).
const ALL = '++++++++';
const HELPS = '+++n++++';
const READS = '+nnnnnnn';
const HIDDEN = '........';

const TABLE: Record<string, string[]> = {
  'outbound-sales-request': [READS, ALL, ALL, READS, READS],
  'not-paid': [HELPS, ALL, ALL, READS, READS],
  'package-expired': [READS, ALL, ALL, READS, READS],
  'same-day-visit': [HELPS, ALL, ALL, HELPS, READS],
  'visit-record': [HELPS, HELPS, ALL, ALL, READS],
  'visit-refund': [READS, READS, ALL, READS, READS],
};

test('the table speaks of every action and every type', () => {
  expect([...ACTIONS].toSorted()).toEqual(Object.keys(ticketAccess).toSorted());
  expect(Object.keys(TABLE).toSorted()).toEqual(Object.keys(policy.types).toSorted());
});

function sign(type: string, action: TicketAction, roles: readonly string[]): string {
  const staff = { login: 'somebody', roles };
  if (ticket.keys({ ...filkhedma, tickets: policy }, staff).length === 0) return '.';
  const { kind } = verdictOnTicket(ticketType(policy, type), action, staff);
  return { open: '+', refused: 'n', hidden: '.', 'unknown-actor': '?' }[kind];
}

describe('FK-09', () => {
  for (const [type, signs] of Object.entries(TABLE)) {
    test.each(ROLES.map((role, index) => [role, signs[index] ?? '']))(`${type}: %s`, (role, expected) => {
      expect(ACTIONS.map((action) => sign(type, action, [role])).join('')).toBe(expected);
    });

    test(`${type}: a person without a role in the program`, () => {
      expect(ACTIONS.map((action) => sign(type, action, [])).join('')).toBe(HIDDEN);
    });
  }

  test('roles add up', () => {
    expect(sign('not-paid', 'assign', ['customer-care', 'customer-success'])).toBe('+');
  });
});

test('FK-04, FK-05 who opens which by hand', () => {
  const may = (type: string) =>
    ROLES.filter((role) => refusalOfOpening(policy, type, { login: 'somebody', roles: [role] }) === null);
  const desk = ['customer-care', 'customer-success', 'customer-success-lead'];
  expect(Object.keys(TABLE).map((type) => [type, may(type)])).toEqual([
    ['outbound-sales-request', desk],
    ['not-paid', desk],
    ['package-expired', desk],
    ['same-day-visit', []],
    ['visit-record', []],
    ['visit-refund', []],
  ]);
});

describe('the routes of a ticket', () => {
  let api: TestApi;
  const ids = new Map<string, string>();
  /** A ticket of another program, which no list may show. */
  let theirs: string;

  beforeAll(async () => {
    api = await startApi();
    for (const type of Object.keys(TABLE)) ids.set(type, (await aStoredTicket(api.database.orm, type, START)).id);
    theirs = (await aStoredTicket(api.database.orm, 'not-paid', START, 'vet')).id;
  });
  afterAll(() => api.close());

  // Jest would fill a missing one of the four with a callback.
  const routes: [TicketAction, 'GET' | 'POST' | 'PUT', string, object | null][] = [
    ['read', 'GET', '', null],
    ['read', 'GET', '/timeline', null],
    ['note', 'POST', '/notes', { text: 'noted' }],
    ['take', 'POST', '/take', null],
    ['assign', 'POST', '/assign', { login: 'cs-1' }],
    ['set-fields', 'PUT', '/fields', { fields: {} }],
    ['wait', 'POST', '/wait', { until: '2031-03-04T07:00:00Z' }],
    ['record-call', 'POST', '/calls', { outcome: 'answered' }],
    ['close', 'POST', '/close', { result: 'paid' }],
  ];
  const people = ['cc-1', 'cs-1', 'cs-lead', 'ops-1', 'finance-1'] as const;

  test.each(routes)('%s: %s …%s', async (action, method, path, payload) => {
    for (const [type, signs] of Object.entries(TABLE)) {
      for (const [index, login] of people.entries()) {
        const call = await api.as(login);
        const answer = await call({ method, url: `/v1/tickets/${ids.get(type)}${path}`, ...(payload && { payload }) });
        const isOpen = signs[index]?.[ACTIONS.indexOf(action)] === '+';
        // No cases run here, so a caller who is let through gets an internal error.
        expect([type, login, answer.statusCode === 403]).toEqual([type, login, !isOpen]);
        expect([type, login, answer.statusCode]).not.toEqual([type, login, 404]);
      }
    }
  });

  test.each(routes)('%s: %s …%s is nothing to other programs, admins, customers and strangers', async (...route) => {
    const [, method, path, payload] = route;
    const url = `/v1/tickets/${ids.get('not-paid')}${path}`;
    const options = { method, url, ...(payload && { payload }) };
    for (const login of ['klo-1', 'director', 'admin']) {
      const call = await api.as(login);
      expect([login, (await call(options)).statusCode]).toEqual([login, 404]);
    }
    expect((await api.call(options)).statusCode).toBe(401);
    const { customerToken } = (await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations' })).json();
    const headers = { authorization: `Bearer ${customerToken}` };
    expect((await api.call({ ...options, headers })).statusCode).toBe(403);
  });

  test('a ticket that there is not, and what is no id, is 404', async () => {
    const call = await api.as('cs-1');
    for (const id of ['3f1e4a52-0000-4000-8000-000000000000', 'not-an-id', theirs]) {
      expect((await call({ method: 'GET', url: `/v1/tickets/${id}` })).statusCode).toBe(404);
    }
  });

  test('the list is exactly what may be read one by one', async () => {
    for (const login of [...people, 'klo-1', 'admin']) {
      const call = await api.as(login);
      const { items } = (await call({ method: 'GET', url: '/v1/tickets' })).json();
      const readable = [];
      for (const id of [...ids.values(), theirs]) {
        const { statusCode } = await call({ method: 'GET', url: `/v1/tickets/${id}` });
        if (statusCode === 200) readable.push(id);
      }
      expect([login, items.map(({ id }: { id: string }) => id).toSorted()]).toEqual([login, readable.toSorted()]);
    }
  });

  test('FK-23 the backlog counts the program’s own', async () => {
    const url = '/v1/programs/filkhedma/ticket-backlog';
    const { teams } = (await (await api.as('ops-1'))({ method: 'GET', url })).json<{ teams: { open: number }[] }>();
    expect(teams.reduce((sum, { open }) => sum + open, 0)).toBe(ids.size);
  });
});
