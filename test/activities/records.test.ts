// A conversation's moves are written once, with their messages and the reply clock. Without workflows.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { listMessages } from '../../db/read/messages.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { writeAbsence } from '../../db/write/absences.ts';
import { appendMessages } from '../../db/write/messages.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { readReplyFacts } from '../../db/write/conversation-clock.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import type { Command } from '../../domain/conversation/commands.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import { keptCases } from '../harness/kept-cases.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { quietly } from '../harness/quiet-activity.ts';
import { seedRequest, startingState } from '../harness/seeded-request.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

const AT = '2031-03-03T08:00:00.000Z';
const NOW = later(AT, 'PT1M');
const policy = cdekPolicy();
const ofCdek = { process: 'conversation', program: 'cdek' };
const by = { login: 'klo-1', roles: ['klo'] };
const accept = { kind: 'accept', by } as const;
const close = { kind: 'close', by, disposition: 'waybill', noteId: null } as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();

/** A waiting conversation, and a function that writes what is decided on a state of it. */
async function aRequest() {
  const { id, workflowId } = await seedRequest(database.orm, { category: 'order', since: AT });
  const waiting = await startingState(database.orm, { workflowId });
  const { recordMoves } = keptCases(database.orm);
  const decided = (state: ConversationState, command: Command, at: Instant) => {
    const move = moveOfCommand(policy, state, command, at);
    if (move === null) throw new Error('nothing has changed');
    return move;
  };
  return {
    ...{ id, waiting },
    decided,
    write: (state: ConversationState, command: Command, at: Instant = NOW, updateId: string | null = null) =>
      quietly(() => recordMoves({ ...ofCdek, caseId: id, updateId, moves: [decided(state, command, at)] })),
    says: (author: 'agent' | 'customer', at: Instant) => {
      const login = author === 'agent' ? 'klo-1' : null;
      const message = { id: randomUUID(), author, login, text: 'да', choices: null, textId: null, dedupeKey: null };
      return appendMessages(em(), id, at, [message]);
    },
    said: async () => (await listMessages(em(), id, { afterSeq: 0, limit: 100 })).slice(-2),
    facts: () => readReplyFacts(em(), id),
    ahead: async () => {
      const found = await row<{ steps: { what: string }[] }>(
        em(),
        sql`select steps from case_timetables where case_id = ${id}::uuid`,
      );
      return found?.steps.map(({ what }) => what) ?? [];
    },
    past: async () => {
      const found = await rows<{ what: string }>(
        em(),
        sql`select what from timeline_entries where case_id = ${id}::uuid and at > ${AT}::timestamptz order by id`,
      );
      return found.map(({ what }) => what);
    },
    told: () =>
      rows<{ login: string; kind: string }>(
        em(),
        sql`select login, kind from notifications where case_id = ${id}::uuid order by login`,
      ),
    live: async () => {
      const found = await rows<{ kind: string }>(
        em(),
        sql`select kind from live_events where case_id = ${id}::uuid and at > ${AT}::timestamptz order by id`,
      );
      return found.map(({ kind }) => kind);
    },
  };
}

test('with the acceptance its clock begins: the customer waits for a reply, and its steps are ahead', async () => {
  const { write, waiting, facts, ahead, past } = await aRequest();
  expect(await write(waiting, accept)).toBeUndefined();
  expect(await facts()).toMatchObject({
    ...{ stage: 'assigned', assignee: 'klo-1', awaitingReplySince: NOW, silentSince: NOW, replySteps: [] },
  });
  expect(await ahead()).toEqual(['reply-overdue', 'reply-escalation', 'ask-to-close']);
  expect(await past()).toEqual(['accepted']);
});

test('whose last word was answered before waits for nothing', async () => {
  const { write, waiting, says, facts, ahead } = await aRequest();
  await says('agent', AT);
  await write(waiting, accept);
  expect([await facts(), await ahead()]).toMatchObject([
    ...[{ awaitingReplySince: null, silentSince: NOW }, ['ask-to-close']],
  ]);
});

test('a request that only changes hands waits on, on its own clock', async () => {
  const { write, waiting, decided, facts, told } = await aRequest();
  await write(waiting, accept);
  const { state } = decided(waiting, accept, NOW);
  const director = { login: 'director', roles: ['director'] };
  await write(state, { kind: 'assign', by: director, to: 'klo-2' }, later(NOW, 'PT5M'));
  expect(await facts()).toMatchObject({ assignee: 'klo-2', awaitingReplySince: NOW, silentSince: NOW });
  expect(await told()).toEqual([{ login: 'klo-2', kind: 'assigned-to-you' }]);
});

test('who was told that it waits is told that it is taken, and keeps nothing of it', async () => {
  const { id, write, waiting, told, live } = await aRequest();
  expect((await told()).length).toBeGreaterThan(0);
  await write(waiting, accept);
  expect([await told(), await live()]).toEqual([[], ['conversation', 'withdrawn', 'taken']]);
  const taken = sql`select told from live_events where case_id = ${id}::uuid and kind = 'taken'`;
  expect(await rows(em(), taken)).toMatchObject([
    { told: { process: 'conversation', kind: 'taken', roles: waiting.addressedRoles, except: 'klo-1' } },
  ]);
});

test('who was told that it waits and is given it has that entry in its place: it is not said to be gone', async () => {
  const { id, write, waiting, told } = await aRequest();
  const before = (await told()).map(({ login }) => login);
  expect(before).toContain('klo-1');
  await write(waiting, { kind: 'assign', by: { login: 'director', roles: ['director'] }, to: 'klo-1' });
  expect(await told()).toEqual([{ login: 'klo-1', kind: 'assigned-to-you' }]);
  const gone = sql`select told -> 'logins' as logins from live_events where case_id = ${id}::uuid and kind = 'withdrawn'`;
  expect(await rows(em(), gone)).toEqual([{ logins: before.filter((login) => login !== 'klo-1') }]);
});

test('what a move says is said by the bot, once for each', async () => {
  const { write, waiting, decided, said } = await aRequest();
  await write(waiting, accept);
  await write(decided(waiting, accept, NOW).state, close, later(NOW, 'PT1M'));
  const [, rating] = await said();
  expect(rating).toMatchObject({
    from: 'bot',
    at: later(NOW, 'PT1M'),
    choices: expect.arrayContaining([{ choice: '5', label: '5' }]),
  });
  expect(rating?.text.length).toBeGreaterThan(0);
});

test('CDEK-19 into a queue whose people are away it is brought with their reply; into others it is not', async () => {
  const absence = { from: '2031-03-01', until: '2031-03-08', substituteName: 'Анной', substitutePhone: '+7 900' };
  await em().transactional((tx) =>
    writeAbsence(tx, { program: 'cdek', queue: 'settlements' }, absence, { by: 'director', at: AT }),
  );
  const to = async (category: string) => {
    const { write, waiting, said, past } = await aRequest();
    await write(waiting, { kind: 'transfer', by, category, noteId: null });
    const [, last] = await said();
    return { isReply: last?.text.includes('Анной') && last.text.includes('+7 900'), past: await past() };
  };
  expect(await to('other')).toEqual({ isReply: false, past: ['transferred'] });
  const [category] = policy.categories.filter(({ queue }) => queue === 'settlements');
  expect(await to(category?.category ?? '')).toEqual({ isReply: true, past: ['transferred', 'absence-reply-sent'] });
});

test('a move that is written again changes nothing; another is answered with what the record holds', async () => {
  const { write, waiting, past, facts } = await aRequest();
  const updateId = randomUUID();
  await write(waiting, accept, NOW, updateId);
  const before = [await past(), await facts()];
  expect(await write(waiting, accept, NOW, updateId)).toBeUndefined();
  const other = { kind: 'accept', by: { login: 'klo-2', roles: ['klo'] } } as const;
  const holds = { state: { assignee: 'klo-1', version: 2 } };
  expect(await write(waiting, other)).toMatchObject({ ...holds, isCarriedOut: false });
  expect(await write(waiting, other, NOW, updateId)).toMatchObject({ ...holds, isCarriedOut: true });
  expect([await past(), await facts()]).toEqual(before);
});

test('what was not written is not asked back of who has left; what was is, while they have it', async () => {
  await rows(em(), sql`update people set active = false where login = 'klo-3'`);
  const { id, write, waiting, decided } = await aRequest();
  const waitingUpdates = () =>
    rows(em(), sql`select 1 from outbox where kind = 'update' and workflow_id like ${`%${id}`}`);
  const gone = { kind: 'accept', by: { login: 'klo-3', roles: ['klo'] } } as const;
  await write(waiting, accept);
  await write(waiting, gone);
  expect(await waitingUpdates()).toEqual([]);
  const director = { login: 'director', roles: ['director'] };
  const { state } = decided(waiting, accept, NOW);
  await write(state, { kind: 'assign', by: director, to: 'klo-3' });
  expect(await waitingUpdates()).toHaveLength(1);
});
