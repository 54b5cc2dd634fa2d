// Pairs of simultaneous requests that were once both answered yes, or one of them with a 500.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../../db/sql.ts';
import { insertConversation } from '../../../db/write/conversations.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { START, silentCases, startApi, type TestApi } from '../../harness/api.ts';
import { bearer, type Stored, storeConversation } from '../../harness/stored-conversation.ts';
import { untilBlocked } from '../../harness/blocked.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
});
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();

/** Keeps what `hold` locks until `meanwhile` has started every request that must wait for it. */
async function holding<T>(
  hold: (tx: ReturnType<typeof em>) => Promise<unknown>,
  meanwhile: () => Promise<() => Promise<T>>,
) {
  const tx = em();
  await tx.begin();
  await hold(tx);
  const outcome = await meanwhile();
  await tx.commit();
  return outcome();
}

test('a rating sent twice, once with the id in capitals, counts once', async () => {
  const stored = await storeConversation(api.database.orm, { stage: 'closed', assignee: 'klo-1' });
  const rate = (id: string, score: number) =>
    api.call({
      method: 'POST',
      url: `/v1/conversations/${id}/rating`,
      payload: { score },
      headers: bearer(stored),
    });
  const answers = await holding(
    (tx) => rows(tx, sql`select 1 from conversations where id = ${stored.id}::uuid for update`),
    async () => {
      const both = [rate(stored.id, 5), rate(stored.id.toUpperCase(), 1)];
      await untilBlocked(api.database.orm, 2);
      return () => Promise.all(both);
    },
  );
  expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
  const told = await rows(
    em(),
    sql`select 1 from timeline_entries where case_id = ${stored.id}::uuid and what = 'rated'`,
  );
  expect(told).toHaveLength(1);
});

async function successorOf(closed: Stored): Promise<string> {
  const id = randomUUID();
  const blank = { previousId: closed.id, intakeStep: 'category' as const };
  await insertConversation(em(), { id, program: 'cdek', customerId: closed.customerId, ...blank }, START);
  return id;
}

test('one message sent to the closed conversation and to the next of them at once is one message', async () => {
  const closed = await storeConversation(api.database.orm, { stage: 'closed', assignee: 'klo-1' });
  const next = await successorOf(closed);
  const write = (id: string) =>
    api.call({
      method: 'POST',
      url: `/v1/conversations/${id}/messages`,
      payload: { text: 'ещё вопрос', clientMessageId: 'm-1' },
      headers: bearer(closed),
    });
  const answers = await holding(
    (tx) => lockCase(tx, next),
    async () => {
      const first = write(next);
      await untilBlocked(api.database.orm, 1);
      const second = write(closed.id);
      await untilBlocked(api.database.orm, 2);
      return () => Promise.all([first, second]);
    },
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200]);
  const [one, other] = answers.map((answer) => answer.json<{ id: string }>().id);
  expect(other).toBe(one);
  const stored = await row<{ n: number }>(
    em(),
    sql`select count(*)::int as n from messages where conversation_id = ${next}::uuid and author = 'customer'`,
  );
  expect(stored?.n).toBe(1);
});

test('six first messages after closing, all at once, open one conversation', async () => {
  const closed = await storeConversation(api.database.orm, { stage: 'closed', assignee: 'klo-1' });
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      api.call({
        method: 'POST',
        url: `/v1/conversations/${closed.id}/messages`,
        payload: { text: `вопрос ${index}` },
        headers: bearer(closed),
      }),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(201));
  expect(new Set(answers.map((answer) => answer.json<{ conversationId: string }>().conversationId)).size).toBe(1);
});

test('four categories chosen at once are one choice', async () => {
  const stored = await storeConversation(api.database.orm, { stage: 'intake' });
  const choose = (choice: string) =>
    api.call({
      method: 'POST',
      url: `/v1/conversations/${stored.id}/messages`,
      payload: { choice },
      headers: bearer(stored),
    });
  const answers = await Promise.all(['order', 'account', 'order', 'settlements'].map(choose));
  expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([
    201, 409, 409, 409,
  ]);
  const entries = await rows(em(), sql`select 1 from outbox where workflow_id = ${`conversation/cdek/${stored.id}`}`);
  expect(entries).toHaveLength(1);
});
