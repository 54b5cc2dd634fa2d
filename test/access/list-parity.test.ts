// The list states in SQL the rule for one conversation: hundreds of random rows are compared, for every person.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import { type DemoAccount, loadDemoPeople } from '../../db/write/people.ts';
import { keptAnswers } from '../../domain/conversation/questions.ts';
import { rolesIn } from '../../domain/access/actor.ts';
import { findProgram } from '../../programs/index.ts';
import { PASSWORD_HASH, START, startApi, type TestApi } from '../harness/api.ts';
import { changeRequest } from '../harness/case-facts.ts';
import { everyItem } from '../harness/every-item.ts';
import { relationsBy, type Told } from './reader-oracle.ts';

type Row = Told & { id: string; program: string };

const QUEUES = ['klo', 'support', 'settlements'];
const ROLES = ['klo', 'klo-senior', 'support', 'director'];
const cdek = (...roles: string[]) => roles.map((role) => ({ program: 'cdek', role }));
const account = (login: string, memberships: DemoAccount['memberships'], admin = false): DemoAccount => ({
  locale: 'ru',
  login,
  name: login,
  admin,
  memberships,
});

// Beside the demo people: a person for every role and every mixture of roles.
const mixed: readonly DemoAccount[] = [
  account('klo-and-support', cdek('klo', 'support')),
  account('senior-and-support', cdek('klo-senior', 'support')),
  account('director-and-klo', cdek('director', 'klo')),
  account('senior-and-director', cdek('klo-senior', 'director')),
  account('all-roles', cdek(...ROLES)),
  account('of-vet', [{ program: 'vet', role: 'director' }]),
  account('klo-and-of-vet', [...cdek('klo'), { program: 'vet', role: 'director' }]),
  account('unknown-role', cdek('visitor')),
  account('former', []),
  account('admin-and-klo', cdek('klo'), true),
];
const everybody = [...demoAccounts(), ...mixed];
const ASSIGNEES = [
  'klo-1',
  'klo-senior',
  'support-1',
  'director',
  'klo-and-support',
  'of-vet',
  'former',
  'unknown-role',
  'admin',
];

const someRow = fc
  .record({
    program: fc.constantFrom('cdek', 'cdek', 'cdek', 'cdek', 'vet'),
    stage: fc.constantFrom(
      'intake' as const,
      'waiting' as const,
      'waiting' as const,
      'assigned' as const,
      'closed' as const,
    ),
    queue: fc.constantFrom(...QUEUES),
    visited: fc.subarray(QUEUES),
    addressedRoles: fc.subarray(ROLES),
    assignee: fc.constantFrom(...ASSIGNEES),
    leftover: fc.boolean(),
    continuedBy: fc.constantFrom(null, null, ...ASSIGNEES),
  })
  .map(({ program, stage, queue, visited, addressedRoles, assignee, leftover, continuedBy }): Omit<Row, 'id'> => {
    if (stage === 'intake')
      return { program, stage, queue: null, visitedQueues: [], addressedRoles: [], assignee: null };
    const visitedQueues = [...new Set([...visited, queue])];
    // A waiting row that still names an assignee must not count as that person's.
    const held = stage === 'waiting' && !leftover ? null : assignee;
    return { program, stage, queue, visitedQueues, addressedRoles, assignee: held, continuedBy };
  });

// Every row has this number, so a search finds exactly the rows that the person may see.
const INN = '7707083893';

let api: TestApi;
let stored: Row[];

beforeAll(async () => {
  api = await startApi();
  await loadDemoPeople(api.database.orm.em.fork(), [...mixed], PASSWORD_HASH, START);
  stored = fc.sample(someRow, { numRuns: 400, seed: 20 }).map((row) => ({ ...row, id: randomUUID() }));
  await store(stored);
});

afterAll(async () => api.close());

describe('CDEK-20 the list of conversations is exactly what may be read', () => {
  test.each(everybody.filter(({ memberships }) => !hasRoleElsewhere(memberships)))('$login', isExactlyWhatMayBeRead);

  test.each(everybody.filter(({ memberships }) => hasRoleElsewhere(memberships)))('$login', isExactlyWhatMayBeRead);

  test('a filter narrows the scope and never widens it', async () => {
    const call = await api.as('support-1');
    const all = await listed(call);
    for (const filter of [
      'program=vet',
      'queue=klo',
      'stage=intake',
      'stage=waiting',
      'assignee=me',
      'assignee=klo-1',
      'addressed=me',
      'overdue=false',
      'search=0708',
      'sort=newest',
      'from=2031-03-03&until=2031-03-03',
    ]) {
      const found = await listed(call, filter);
      expect(found.filter((id) => !all.includes(id))).toEqual([]);
    }
    expect(await listed(call, 'stage=intake')).toEqual([]);
    expect(await listed(call, 'program=vet')).toEqual([]);
  });

  test.each(everybody.map(({ login }) => login))('and counted and found no further: %s', async (login) => {
    const call = await api.as(login);
    const all = await listed(call);
    expect((await listed(call, 'search=0708')).toSorted()).toEqual(all.toSorted());
    const { waiting, mine } = (await call({ url: '/v1/conversations/counts' })).json<Record<string, number>>();
    const addressed = await listed(call, 'addressed=me');
    expect(addressed.filter((id) => !all.includes(id))).toEqual([]);
    expect([waiting, mine]).toEqual([addressed.length, (await listed(call, 'assignee=me&stage=assigned')).length]);
    const roles = everybody.find((one) => one.login === login)?.memberships.map(({ role }) => role) ?? [];
    for (const row of stored.filter(({ id }) => addressed.includes(id))) {
      expect([row.stage, row.addressedRoles.some((role) => roles.includes(role))]).toEqual(['waiting', true]);
    }
  });

  test('the rows are a fair sample: everyone with a role sees some, and no one sees all', async () => {
    for (const login of ['klo-1', 'klo-senior', 'support-1', 'director']) {
      const seen = await listed(await api.as(login));
      expect(seen.length).toBeGreaterThan(20);
      expect(seen.length).toBeLessThan(stored.length);
    }
  });
});

async function isExactlyWhatMayBeRead({ login, admin, memberships }: DemoAccount): Promise<void> {
  const call = await api.as(login);
  const mayRead = (row: Row) => {
    const policy = findProgram(row.program)?.conversation;
    const roles = admin ? [] : rolesIn(memberships, row.program);
    return policy !== undefined && relationsBy(policy, { login, roles }, row).size > 0;
  };
  const expected = stored.filter(mayRead).map(({ id }) => id);
  expect((await listed(call)).toSorted()).toEqual(expected.toSorted());
  for (const row of stored.slice(0, 12)) {
    const answer = await call({ method: 'GET', url: `/v1/conversations/${row.id}` });
    expect([row.id, answer.statusCode]).toEqual([row.id, mayRead(row) ? 200 : 404]);
  }
}

function hasRoleElsewhere(memberships: DemoAccount['memberships']): boolean {
  return memberships.some(({ program }) => program !== 'cdek');
}

type Call = Awaited<ReturnType<TestApi['as']>>;

async function listed(call: Call, filter = ''): Promise<string[]> {
  const found = await everyItem(async (cursor) => {
    const query = new URLSearchParams(`${filter}&limit=90`);
    if (cursor !== null) query.set('cursor', cursor);
    const answer = await call({ method: 'GET', url: `/v1/conversations?${query}` });
    expect(answer.statusCode).toBe(200);
    return answer.json<{ items: { id: string }[]; nextCursor: string | null }>();
  });
  const ids = found.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  return ids;
}

async function store(all: readonly Row[]): Promise<void> {
  const em = api.database.orm.em.fork();
  const customerId = randomUUID();
  await insertCustomer(em, { id: customerId, program: 'cdek', tokenHash: randomUUID() }, START);
  const given = keptAnswers([{ question: 'contract-or-inn', value: INN, inn: true }]);
  const intake = { customerId, previousId: null, intakeStep: 'category', given } as const;
  for (const { id, program, stage, queue, ...facts } of all) {
    await insertConversation(em, { id, program, ...intake }, START);
    if (stage !== 'intake' && queue !== null) await changeRequest(em, id, { stage, queue, ...facts });
  }
}
