// A message is checked against the record as it was read before its lock. What changes in between must not be lost.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantOf, row, rows, sql } from '../../db/sql.ts';
import { writeAbandonment } from '../../db/write/conversations.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { emitLiveEvents } from '../../db/write/live-events.ts';
import { lookAtReplies } from '../../activities/reply-clock.ts';
import { later } from '../../domain/calendar/instant.ts';
import type { Command } from '../../domain/conversation/commands.ts';
import { recordedMove } from '../../domain/conversation/process.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { changeRequest } from '../harness/case-facts.ts';
import { silentCases, startApi, type TestApi } from '../harness/api.ts';
import { messageElsewhere, textsOf } from '../harness/customer-messages.ts';
import { during } from '../harness/during.ts';
import { seedIntake } from '../harness/seeded-request.ts';
import { ACCEPTED, watchedRequest } from '../harness/watched-request.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

type Watched = Awaited<ReturnType<typeof watchedRequest>>;
type Em = ReturnType<typeof em>;

const NOW = later(ACCEPTED, 'PT20M');
const by = { login: 'klo-1', roles: ['klo'] };
let api: TestApi;

beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  api.clock.set(NOW);
});
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();

const asCustomer = ({ id, token }: Watched, text: string, clientMessageId?: string) =>
  api.call({
    ...{ method: 'POST', url: `/v1/conversations/${id}/messages`, payload: { text, clientMessageId } },
    headers: { authorization: `Bearer ${token}` },
  });

const asAgent = async ({ id }: Watched, text: string, clientMessageId?: string) =>
  (await api.as('klo-1'))({
    ...{ method: 'POST', url: `/v1/conversations/${id}/messages`, payload: { text, clientMessageId } },
  });

const moving =
  ({ id, accepted }: Watched, command: Command) =>
  async (tx: Em) => {
    const move = moveOfCommand(cdekPolicy(), accepted.state, command, NOW);
    if (move === null) throw new Error('nothing has changed');
    await writeConversationMove(tx, id, recordedMove(move));
  };
const releasing = (watched: Watched) => moving(watched, { kind: 'release', by });
const closing = (watched: Watched) => moving(watched, { kind: 'close', by, disposition: 'waybill', noteId: null });

const texts = ({ id }: Watched) => textsOf(em(), id);

test('a reply to a request that is being released is refused and not kept', async () => {
  const watched = await watchedRequest(api.database.orm);
  const answer = await during(api, releasing(watched), () => asAgent(watched, 'too late'));
  expect(answer).toMatchObject({ status: 403, code: 'not-assignee' });
  expect(await texts(watched)).not.toContain('too late');
});

test('CDEK-24: a message to a request that is being closed opens the next one', async () => {
  const watched = await watchedRequest(api.database.orm);
  const answer = await during(api, closing(watched), () => asCustomer(watched, 'one more thing'));
  expect(answer).toMatchObject({ status: 201, opened: expect.any(String) });
  expect(await texts(watched)).not.toContain('one more thing');
});

test('CDEK-16: a message beside a look at the reply clock keeps the step that the look has taken', async () => {
  const watched = await watchedRequest(api.database.orm);
  const look = (tx: Em) => lookAtReplies(tx, { caseId: watched.id }, NOW);
  expect(await during(api, look, () => asCustomer(watched, 'hello?'))).toMatchObject({ status: 201 });
  expect(await watched.facts()).toMatchObject({
    ...{ awaitingReplySince: ACCEPTED, silentSince: NOW, replySteps: expect.arrayContaining(['reply-overdue']) },
  });
  expect(await watched.past()).toEqual(expect.arrayContaining([expect.stringContaining('reply-overdue')]));
});

test('CDEK-16: a reply beside a look withdraws what the look has told', async () => {
  const watched = await watchedRequest(api.database.orm);
  const look = (tx: Em) => lookAtReplies(tx, { caseId: watched.id }, NOW);
  expect(await during(api, look, () => asAgent(watched, 'here'))).toMatchObject({ status: 201 });
  expect(await watched.told()).toEqual([]);
  expect(await watched.waits()).toEqual([{ since: ACCEPTED, until: NOW, login: 'klo-1', replied: true }]);
});

test('a message waits for whatever holds the case, and its event comes after', async () => {
  const watched = await watchedRequest(api.database.orm);
  const caseId = watched.id;
  const answer = await during(
    api,
    (tx) => lockCase(tx, caseId),
    () => asCustomer(watched, 'after'),
    (tx) => emitLiveEvents(tx, NOW, [{ kind: 'conversation', program: 'cdek', caseId }]),
  );
  expect(answer).toMatchObject({ status: 201 });
  expect((await watched.live()).map(({ kind }) => kind)).toEqual(['conversation', 'message']);
});

test('the same id sent many times at once is one message', async () => {
  const watched = await watchedRequest(api.database.orm);
  const before = (await texts(watched)).length;
  const answers = await Promise.all(Array.from({ length: 12 }, () => asCustomer(watched, 'once', 'same')));
  expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => other - one)).toEqual([
    ...[201, ...Array.from({ length: 11 }, () => 200)],
  ]);
  expect(new Set(answers.map(({ body }) => (JSON.parse(body) as { id: string }).id)).size).toBe(1);
  expect(await texts(watched)).toHaveLength(before + 1);
});

test('the same id sent to the closed request and to the one that continues it is one message', async () => {
  const watched = await watchedRequest(api.database.orm);
  await watched.move('close', NOW);
  const opened = await asCustomer(watched, 'begin', 'first');
  const { conversationId } = JSON.parse(opened.body) as { conversationId: string };
  await changeRequest(em(), conversationId, { stage: 'waiting' });
  const next = { ...watched, id: conversationId };
  const answers = await Promise.all(
    [watched, next, watched, next, next, watched].map((to) => asCustomer(to, 'both', 'twin')),
  );
  expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => other - one)).toEqual([
    ...[201, 200, 200, 200, 200, 200],
  ]);
  expect((await texts(next)).filter((text) => text === 'both')).toEqual(['both']);
  expect((await texts(watched)).filter((text) => text === 'both')).toEqual([]);
});

test('an id that another conversation of the customer gets meanwhile is not kept twice', async () => {
  const watched = await watchedRequest(api.database.orm);
  const answer = await during(api, await messageElsewhere(em(), watched.id, 'moved', NOW), () =>
    asCustomer(watched, 'moved', 'moved'),
  );
  expect(answer).toMatchObject({ status: 200, seq: 1 });
  expect(await texts(watched)).not.toContain('moved');
});

test('CDEK-06: an intake that takes two answers at once counts both and asks after each', async () => {
  const { id, token } = await seedIntake(api.database.orm, { since: NOW, identification: '7707083893' });
  const answers = await Promise.all(
    ['one', 'two'].map((text) =>
      api.call({
        ...{ method: 'POST', url: `/v1/conversations/${id}/messages`, payload: { text } },
        headers: { authorization: `Bearer ${token}` },
      }),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  const kept = await rows<{ seq: number; author: string }>(
    em(),
    sql`select seq, author from messages where conversation_id = ${id}::uuid order by seq`,
  );
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => index + 1));
  expect(kept.filter(({ author }) => author === 'customer')).toHaveLength(3);
  // The third answer ends the intake: a category is assumed.
  expect(await row(em(), sql`select stage from cases where id = ${id}::uuid`)).toEqual({ stage: 'waiting' });
});

test('an answer to an intake that ends meanwhile begins the next one', async () => {
  const { id, token } = await seedIntake(api.database.orm, { since: NOW, identification: '7707083893' });
  const entry = { at: NOW, what: 'abandoned', by: 'careline', rule: null };
  const answer = await during(
    api,
    async (tx) => {
      await lockCase(tx, id);
      await writeAbandonment(tx, id, { entry, listed: ['abandoned'] });
    },
    () =>
      api.call({
        ...{ method: 'POST', url: `/v1/conversations/${id}/messages`, payload: { text: 'still here' } },
        headers: { authorization: `Bearer ${token}` },
      }),
  );
  expect(answer).toMatchObject({ status: 201, opened: expect.any(String) });
  expect(answer.opened).not.toBe(id);
});

test('many writers and looks at once: every message is kept once, numbers and events have one order', async () => {
  const watched = await watchedRequest(api.database.orm);
  const before = await row<{ seq: number }>(
    em(),
    sql`select last_seq as seq from conversations where id = ${watched.id}::uuid`,
  );
  const keys = Array.from({ length: 20 }, (_, number) => `${number}`);
  const answers = await Promise.all(
    keys.flatMap((key) => [
      ...[asCustomer(watched, `c${key}`, key), asAgent(watched, `a${key}`, key), asCustomer(watched, `c${key}`, key)],
      ...(Number(key) % 5 === 0 ? [watched.look(NOW).then(() => null)] : []),
    ]),
  );
  const statuses = answers.flatMap((answer) => (answer === null ? [] : [answer.statusCode]));
  expect(statuses.filter((status) => status === 201)).toHaveLength(40);
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  const kept = await rows<{ seq: number; text: string }>(
    em(),
    sql`select seq, text from messages where conversation_id = ${watched.id}::uuid and seq > ${before?.seq ?? 0} order by seq`,
  );
  expect(new Set(kept.map(({ text }) => text))).toEqual(new Set(keys.flatMap((key) => [`a${key}`, `c${key}`])));
  expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => (before?.seq ?? 0) + index + 1));
  const told = await rows<{ seq: number }>(
    em(),
    sql`select message_seq as seq from live_events where case_id = ${watched.id}::uuid and kind = 'message' order by id`,
  );
  expect(told.map(({ seq }) => seq)).toEqual(kept.map(({ seq }) => seq));
});

test('CDEK-16: of a wait that ends while others write, the clock and the wait agree', async () => {
  const watched = await watchedRequest(api.database.orm);
  await Promise.all([
    ...Array.from({ length: 6 }, (_, number) => asCustomer(watched, `c${number}`)),
    ...Array.from({ length: 3 }, (_, number) => asAgent(watched, `a${number}`)),
  ]);
  const last = await row<{ author: string }>(
    em(),
    sql`select author from messages where conversation_id = ${watched.id}::uuid order by seq desc limit 1`,
  );
  const facts = await watched.facts();
  expect(facts?.awaitingReplySince).toBe(last?.author === 'customer' ? NOW : null);
  expect(facts?.silentSince).toBe(NOW);
  const waited = await rows<{ since: string }>(
    em(),
    sql`select since from reply_waits where conversation_id = ${watched.id}::uuid order by since`,
  );
  expect(waited.map(({ since }) => instantOf(since))[0]).toBe(ACCEPTED);
});
