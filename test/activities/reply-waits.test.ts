// CDEK-16: a message or the end of a conversation changes its reply clock, the recorded wait and the notifications.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { rows, sql } from '../../db/sql.ts';
import { appendMessages } from '../../db/write/messages.ts';
import { waitingOf } from '../../db/write/outbox.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { isUnanswered, readReplyFacts } from '../../db/write/conversation-clock.ts';
import { later } from '../../domain/calendar/instant.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { ACCEPTED, AT, watchedRequest } from '../harness/watched-request.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const aRequest = (wanted = {}) => watchedRequest(database.orm, wanted);

const [in30, in24h] = (['PT30M', 'PT24H'] as const).map((after) => later(ACCEPTED, after)) as [...[string, string]];

describe('a message', () => {
  test('of the customer begins a wait, and only the first of several', async () => {
    const { write, facts, ahead, waits, watched } = await aRequest({ waits: false });
    const [first, second] = [later(AT, 'PT5M'), later(AT, 'PT6M')];
    await write('customer', first);
    await write('customer', second);
    expect(await facts()).toMatchObject({ awaitingReplySince: first, silentSince: second, replySteps: [] });
    expect(await ahead()).toEqual([
      `reply-overdue ${later(first, 'PT10M')}`,
      `reply-escalation ${later(first, 'PT30M')}`,
      `ask-to-close ${later(second, 'PT24H')}`,
    ]);
    expect([await waits(), await watched()]).toEqual([[], later(first, 'PT10M')]);
  });

  test('of who answers ends it: it is kept how long it was, and what people were told of it is taken back', async () => {
    const { look, write, told, waits, live, facts } = await aRequest();
    await look(in30);
    expect((await told()).length).toBeGreaterThan(1);
    const logins = (await told()).map(({ login }) => login);
    const replied = later(in30, 'PT1M');
    await write('agent', replied);
    expect([await told(), await facts()]).toMatchObject([
      [],
      { awaitingReplySince: null, silentSince: replied, replySteps: [] },
    ]);
    expect(await waits()).toEqual([{ since: ACCEPTED, until: replied, login: 'klo-1', replied: true }]);
    const withdrawn = (await live()).filter(({ kind }) => kind === 'withdrawn');
    expect(withdrawn).toEqual([{ kind: 'withdrawn', told: { process: 'conversation', logins } }]);
    await write('agent', later(replied, 'PT1M'));
    expect(await waits()).toHaveLength(1);
  });

  test('of the customer takes back only that it should be closed', async () => {
    const { look, write, told } = await aRequest();
    await look(in30);
    const before = (await told()).map(({ login }) => login);
    await write('customer', later(in30, 'PT1M'));
    expect((await told()).map(({ login }) => login)).toEqual(before);
    const silent = await aRequest({ waits: false });
    await silent.look(in24h);
    expect(await silent.told()).toMatchObject([{ kind: 'ask-to-close' }]);
    await silent.write('customer', later(in24h, 'PT1M'));
    expect(await silent.told()).toEqual([]);
  });

  test('owes its workflow a call where one is to be made', async () => {
    const { id, write } = await aRequest();
    const workflowId = `conversation/cdek/${id}`;
    const calls = async () => (await waitingOf(em(), workflowId)).filter(({ kind }) => kind === 'signal');
    await write('customer', later(AT, 'PT5M'));
    expect(await calls()).toEqual([]);
    const payload = { name: 'clockSet', input: {} };
    await write('customer', later(AT, 'PT6M'), { key: `clock/${id}`, kind: 'signal', workflowId, payload });
    expect(await calls()).toMatchObject([{ payload: { name: 'clockSet' } }]);
  });
});

describe('the end of it', () => {
  test.each(['close', 'release'] as const)('%s: the wait ends unanswered, and the clock stops', async (kind) => {
    const { move, waits, facts, watched } = await aRequest();
    const at = later(AT, 'PT5M');
    await move(kind, at);
    expect(await waits()).toEqual([{ since: ACCEPTED, until: at, login: 'klo-1', replied: false }]);
    expect(await facts()).toMatchObject({ awaitingReplySince: null, silentSince: null, replySteps: [] });
    expect(await watched()).toBeNull();
  });

  test('a customer who does not wait has no wait', async () => {
    const { move, waits } = await aRequest({ waits: false });
    await move('close', later(AT, 'PT5M'));
    expect(await waits()).toEqual([]);
  });
});

test('the facts are those of the case, and when it last moved', async () => {
  const { id, facts, accepted } = await aRequest();
  expect(await facts()).toEqual({
    ...{ stage: 'assigned', category: 'order', queue: 'klo', assignee: 'klo-1', replySteps: [] },
    ...{ awaitingReplySince: ACCEPTED, silentSince: ACCEPTED, movedAt: accepted.state.movedAt },
  });
  expect(await readReplyFacts(em(), randomUUID())).toBeNull();
  await rows(em(), sql`update cases set state = state - 'movedAt' where id = ${id}::uuid`);
  expect((await facts())?.movedAt).toBe(AT);
});

test('a customer is unanswered until somebody of the centre has written after them; a bot does not count', async () => {
  const { id, write } = await aRequest();
  const unanswered = () => isUnanswered(em(), id);
  expect(await unanswered()).toBe(true);
  await write('agent', later(AT, 'PT5M'));
  expect(await unanswered()).toBe(false);
  await write('customer', later(AT, 'PT6M'));
  expect(await unanswered()).toBe(true);
  const bot = {
    id: randomUUID(),
    author: 'bot',
    login: null,
    text: 'x',
    choices: null,
    textId: null,
    dedupeKey: null,
  } as const;
  await em().transactional((tx) => appendMessages(tx, id, later(AT, 'PT7M'), [bot]));
  expect([await unanswered(), await isUnanswered(em(), randomUUID())]).toEqual([true, false]);
});
