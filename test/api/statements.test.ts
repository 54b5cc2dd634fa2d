// How often each main path goes to PostgreSQL, with `begin` and `commit`, and to Temporal. A number may fall; it rises
// only for a reason.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseGateway } from '../../api/cases/gateway.ts';
import { readCase } from '../../db/read/cases.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import type { ConversationKinds } from '../../domain/conversation/process.ts';
import type { AskedCommand, LoadedCase } from '../../workflows/contract.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { keptCases } from '../harness/kept-cases.ts';
import { statementCounter } from '../harness/statements.ts';

type Counted = { api: string[]; worker: string[]; temporal: string[] };

const counted = new Map<string, Counted>();
let api: TestApi;
let counter: Awaited<ReturnType<typeof statementCounter>>;
let current: Counted = { api: [], worker: [], temporal: [] };

/** Takes the place of Temporal and the worker: an update writes its move by the worker's activity. */
const cases: CaseGateway = {
  deliver: async () => void current.temporal.push('deliver'),
  async update(workflowId, name, input) {
    current.temporal.push(name);
    const [, program = '', caseId = ''] = workflowId.split('/');
    const { command, askedAt } = input as AskedCommand<ConversationKinds>;
    const stored = await counter.uncounted(() => readCase(api.database.orm.em.fork(), 'conversation', caseId));
    const { policy, state } = stored as LoadedCase<ConversationKinds>;
    const move = moveOfCommand(policy, state, command, askedAt);
    if (move === null) throw new Error('nothing has changed');
    const { recordMoves } = keptCases(api.database.orm);
    const record = { process: 'conversation', caseId, program, moves: [move], updateId: randomUUID() };
    current.worker = await counter.statementsOf(() => recordMoves(record));
    return { kind: 'done' };
  },
  updateWithStart: () => Promise.reject(new Error('a conversation has its start in the outbox')),
};

type Answer = { statusCode: number; body: string };

async function count(path: string, task: () => Promise<Answer>): Promise<Answer> {
  current = { api: [], worker: [], temporal: [] };
  let answer: Answer = { statusCode: 0, body: '' };
  current.api = await counter.statementsOf(async () => void (answer = await task()));
  if (answer.statusCode >= 300) throw new Error(`${path} was answered ${answer.statusCode} ${answer.body}`);
  counted.set(path, current);
  return answer;
}

beforeAll(async () => {
  api = await startApi({ cases });
  counter = await statementCounter(api.database.orm);
  const agent = await api.as('klo-1');
  // Presence is noted once a minute; it is no part of a path.
  await agent({ method: 'GET', url: '/v1/me' });
  const payload = {};
  const opened = await count('opening a conversation', () =>
    api.call({ method: 'POST', url: '/v1/programs/cdek/conversations', payload }),
  );
  const { id, customerToken } = JSON.parse(opened.body) as { id: string; customerToken: string };
  const url = `/v1/conversations/${id}`;
  const headers = { authorization: `Bearer ${customerToken}` };
  const write = (path: string, body: object, more = {}) =>
    count(path, () =>
      api.call({ method: 'POST', url: `${url}/messages`, headers: { ...headers, ...more }, payload: body }),
    );
  const reply = (path: string, body: object, more = {}) =>
    count(path, () => agent({ method: 'POST', url: `${url}/messages`, headers: more, payload: body }));
  await write('intake: the customer’s number', { text: '7707083893', clientMessageId: 'n' });
  await write('intake: the category', { choice: 'order', clientMessageId: 'c' });
  // The policy that the request keeps is read once in a process.
  await write('the first message', { text: 'hello' });
  await write('a message while waiting', { text: 'where is it?', clientMessageId: 'w' });
  await write('the same message again', { text: 'where is it?', clientMessageId: 'w' });
  const key = { 'idempotency-key': randomUUID() };
  await write('a message with an Idempotency-Key', { text: 'hello?' }, key);
  await write('the same Idempotency-Key again', { text: 'hello?' }, key);
  await count('accept', () => agent({ method: 'POST', url: `${url}/accept` }));
  await write('the first message after accept', { text: 'hi', clientMessageId: 'f' });
  await write('a customer’s message with a reply clock', { text: 'there?', clientMessageId: 'a' });
  await reply('an agent’s message', { text: 'here', clientMessageId: 'r' });
  await reply('an agent’s message again', { text: 'here', clientMessageId: 'r' });
  await reply('an agent’s message with an Idempotency-Key', { text: 'soon' }, { 'idempotency-key': randomUUID() });
  await count('a list', () => agent({ method: 'GET', url: '/v1/conversations' }));
  await count('a single read', () => agent({ method: 'GET', url }));
  await count('a customer’s single read', () => api.call({ method: 'GET', url, headers }));
  await count('the messages', () => agent({ method: 'GET', url: `${url}/messages` }));
});

afterAll(() => api.close());

// What the API sends, what the worker's activity sends, and what Temporal is asked.
test.each([
  ['opening a conversation', 7, 0, []],
  ['intake: the customer’s number', 2, 0, []],
  ['intake: the category', 2, 0, ['deliver']],
  ['a message while waiting', 2, 0, []],
  ['the same message again', 4, 0, []],
  ['a message with an Idempotency-Key', 4, 0, []],
  ['the same Idempotency-Key again', 3, 0, []],
  ['accept', 2, 8, ['acceptConversation']],
  ['a customer’s message with a reply clock', 2, 0, []],
  ['an agent’s message', 2, 0, []],
  ['an agent’s message again', 4, 0, []],
  ['an agent’s message with an Idempotency-Key', 4, 0, []],
  ['a list', 2, 0, []],
  ['a single read', 1, 0, []],
  ['a customer’s single read', 1, 0, []],
  ['the messages', 2, 0, []],
] as const)('%s: %i statements, %i in the worker, Temporal %j', (path, ours, worker, temporal) => {
  const found = counted.get(path);
  expect(found?.api).toHaveLength(ours);
  expect(found?.worker).toHaveLength(worker);
  expect(found?.temporal).toEqual(temporal);
});
