// A category is taken in one statement, for an intake as it was read before its lock. What changes in between decides.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { continueConversation } from '../../api/routes/conversations/continue-conversation.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { writeAbandonment } from '../../db/write/conversations.ts';
import { silentCases, startApi, type TestApi } from '../harness/api.ts';
import { customerIdOf, messageElsewhere, textsOf } from '../harness/customer-messages.ts';
import { during } from '../harness/during.ts';
import { type SeededRequest, seedIntake } from '../harness/seeded-request.ts';

const NOW = '2026-03-02T09:00:00.000Z';
let api: TestApi;

beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  api.clock.set(NOW);
});
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();
const anIntake = () => seedIntake(api.database.orm, { since: NOW, identification: '7707083893' });

const choose = ({ id, token }: SeededRequest, choice: string, clientMessageId?: string) =>
  api.call({
    ...{ method: 'POST', url: `/v1/conversations/${id}/messages`, payload: { choice, clientMessageId } },
    headers: { authorization: `Bearer ${token}` },
  });

const caseOf = (id: string) =>
  row<{ stage: string; version: number; starts: number; scopes: string[] }>(
    em(),
    sql`select stage, version, (select count(*)::int from outbox where workflow_id like '%' || k.id) as starts,
      array(select key from case_scopes where case_id = k.id order by key) as scopes from cases k where id = ${id}::uuid`,
  );

const statuses = (answers: readonly { statusCode: number }[]) =>
  answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other);

test('the same choice sent many times at once is one message and one start', async () => {
  const intake = await anIntake();
  const answers = await Promise.all(Array.from({ length: 12 }, () => choose(intake, 'order', 'same')));
  expect(statuses(answers)).toEqual([...Array.from({ length: 11 }, () => 200), 201]);
  expect((await textsOf(em(), intake.id)).filter((text) => text === 'вопрос по заявке/заказу')).toHaveLength(1);
  expect(await caseOf(intake.id)).toMatchObject({ stage: 'waiting', version: 1, starts: 1 });
});

test('of many different choices at once one is taken', async () => {
  const intake = await anIntake();
  const answers = await Promise.all(
    ['order', 'settlements', 'other', 'order', 'settlements', 'other'].map((choice) => choose(intake, choice)),
  );
  expect(statuses(answers)).toEqual([201, 409, 409, 409, 409, 409]);
  expect(await caseOf(intake.id)).toMatchObject({ stage: 'waiting', version: 1, starts: 1 });
});

test('a choice in an intake that ends meanwhile starts nothing there', async () => {
  const intake = await anIntake();
  const entry = { at: NOW, what: 'abandoned', by: 'careline', rule: null };
  const before = await textsOf(em(), intake.id);
  const answer = await during(
    api,
    async (tx) => {
      await lockCase(tx, intake.id);
      await writeAbandonment(tx, intake.id, { entry, listed: ['abandoned'] });
    },
    () => choose(intake, 'order'),
  );
  expect(answer).toMatchObject({ status: 409, code: 'choice-not-offered' });
  expect(await textsOf(em(), intake.id)).toEqual(before);
  expect(await caseOf(intake.id)).toEqual({ stage: 'closed', version: 0, starts: 0, scopes: ['abandoned'] });
});

test('CDEK-06: a choice beside the answer for which the bot assumes a category is refused', async () => {
  const intake = await anIntake();
  const answer = await during(
    api,
    async (tx) => {
      for (const text of ['one', 'two'])
        await continueConversation(tx, intake.id, { input: { kind: 'text', text }, dedupeKey: null }, NOW);
    },
    () => choose(intake, 'order'),
  );
  expect(answer).toMatchObject({ status: 409, code: 'choice-not-offered' });
  expect(await caseOf(intake.id)).toMatchObject({ stage: 'waiting', version: 1, starts: 1 });
});

test('a choice beside a text of the same intake comes after it', async () => {
  const intake = await anIntake();
  const answer = await during(
    api,
    (tx) => continueConversation(tx, intake.id, { input: { kind: 'text', text: 'hm' }, dedupeKey: null }, NOW),
    () => choose(intake, 'order'),
  );
  const texts = await textsOf(em(), intake.id);
  expect(answer).toMatchObject({ status: 201, seq: texts.length - 1 });
  expect(texts.at(-2)).toBe('вопрос по заявке/заказу');
  expect(await caseOf(intake.id)).toMatchObject({ stage: 'waiting', starts: 1 });
});

test('a choice waits for a transaction that holds its case and has written nothing yet', async () => {
  const intake = await anIntake();
  const entry = { at: NOW, what: 'abandoned', by: 'careline', rule: null };
  const answer = await during(
    api,
    (tx) => lockCase(tx, intake.id),
    () => choose(intake, 'order'),
    (tx) => writeAbandonment(tx, intake.id, { entry, listed: ['abandoned'] }),
  );
  expect(answer).toMatchObject({ status: 409, code: 'choice-not-offered' });
  expect(await caseOf(intake.id)).toMatchObject({ stage: 'closed', version: 0, starts: 0 });
});

test('a choice waits for its customer before it holds the case', async () => {
  const intake = await anIntake();
  const customerId = await customerIdOf(em(), intake.id);
  const answer = await during(
    api,
    (tx) => lockCase(tx, customerId),
    () => choose(intake, 'order'),
    (tx) => lockCase(tx, intake.id),
  );
  expect(answer).toMatchObject({ status: 201 });
  expect(await caseOf(intake.id)).toMatchObject({ stage: 'waiting', starts: 1 });
});

test('an id that another conversation of the customer gets meanwhile is not kept twice', async () => {
  const intake = await anIntake();
  const answer = await during(api, await messageElsewhere(em(), intake.id, 'moved', NOW), () =>
    choose(intake, 'order', 'moved'),
  );
  expect(answer).toMatchObject({ status: 200, seq: 1 });
  expect(await caseOf(intake.id)).toMatchObject({ stage: 'intake', version: 0, starts: 0 });
});

test('a request that begins is in its lists, and its message and its move are live events in this order', async () => {
  const intake = await anIntake();
  await choose(intake, 'order');
  expect(await caseOf(intake.id)).toMatchObject({ scopes: ['addressed:klo', 'program', 'queue:klo'] });
  const live = await rows<{ kind: string }>(
    em(),
    sql`select kind from live_events where case_id = ${intake.id}::uuid order by id`,
  );
  expect([...new Set(live.map(({ kind }) => kind))]).toEqual(['message', 'conversation', 'notification']);
});
