// The look at a request's reply clock on a real database and without Temporal: what is due is taken once, late or in time, and
// whoever must know is told (CDEK-16).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replyClockActivities } from '../../activities/reply-clock.ts';
import { demoAccounts } from '../../api/demo-people.ts';
import { instantOf, row, rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { appendMessages } from '../../db/write/messages.ts';
import { type OutboxEntry, waitingOf } from '../../db/write/outbox.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { isUnanswered, readReplyFacts } from '../../db/write/reply-clock.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { clockAfterMessage, replyTimetable } from '../../domain/conversation/replies.ts';
import { endedByMessage } from '../../domain/conversation/told.ts';
import type { ConversationInput } from '../../workflows/conversation/contract.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { seedRequest } from '../harness/seeded-request.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

const AT = '2031-03-03T08:00:00.000Z';
const ACCEPTED = later(AT, 'PT1M');
const policy = cdekPolicy();

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();

/** A request that klo-1 has accepted, and whose customer waits for a reply since then unless said otherwise. */
async function aRequest({ waits = true, login = 'klo-1' } = {}) {
  const { id, workflowId } = await seedRequest(database.orm, { category: 'order', since: AT });
  const [start] = await waitingOf(em(), workflowId);
  if (start === undefined) throw new Error('the start is not in the outbox');
  const { state } = start.payload.input as ConversationInput;
  const by = { login, roles: ['klo'] };
  const accepted = moveOfCommand(policy, state, { kind: 'accept', by }, ACCEPTED);
  if (accepted === null) throw new Error('nothing has changed');
  const clock = { awaitingReplySince: waits ? ACCEPTED : null, silentSince: ACCEPTED, replySteps: [] };
  await em().transactional((tx) => writeConversationMove(tx, id, accepted, { clock }));
  for (const told of ['live_events', 'notifications'])
    await rows(em(), sql`delete from ${sql.table(told)} where case_id = ${id}::uuid`);
  const { lookAtReplies } = replyClockActivities(database.orm);
  return {
    id,
    accepted,
    look: (at: Instant) => lookAtReplies({ conversationId: id, policy, at }),
    async move(kind: 'release' | 'close', at: Instant) {
      const command = kind === 'close' ? { kind, by, disposition: 'waybill', noteId: null } : { kind, by };
      const move = moveOfCommand(policy, accepted.state, command, at);
      if (move === null) throw new Error('nothing has changed');
      await em().transactional((tx) => writeConversationMove(tx, id, move));
    },
    /** A message as the API writes it. */
    async write(from: 'customer' | 'agent', at: Instant, owed: OutboxEntry | null = null) {
      await em().transactional((tx) => said(tx, { id, from, at }, owed));
    },
    facts: () => readReplyFacts(em(), id),
    watched: async () => {
      const found = await row<{ until: string | null }>(
        em(),
        sql`select watched_until as until from conversations where id = ${id}::uuid`,
      );
      return instantOf(found?.until ?? null);
    },
    past: async () =>
      (
        await rows<{ what: string; at: string }>(
          em(),
          sql`select what, at from timeline_entries where case_id = ${id}::uuid and at > ${ACCEPTED}::timestamptz order by id`,
        )
      ).map(({ what, at }) => `${what} ${instantOf(at)}`),
    ahead: async () =>
      (
        await row<{ steps: { at: string; what: string }[] }>(
          em(),
          sql`select steps from case_timetables where case_id = ${id}::uuid`,
        )
      )?.steps.map(({ at, what }) => `${what} ${at}`) ?? [],
    told: () =>
      rows<{ login: string; kind: string; details: object }>(
        em(),
        sql`select login, kind, details from notifications where case_id = ${id}::uuid order by login`,
      ),
    live: () =>
      rows<{ kind: string; told: object | null }>(
        em(),
        sql`select kind, told from live_events where case_id = ${id}::uuid order by id`,
      ),
    waits: async () => {
      const found = await rows<{ since: string; until: string; login: string; replied: boolean }>(
        em(),
        sql`select since, until, login, replied from reply_waits where conversation_id = ${id}::uuid order by since`,
      );
      return found.map((one) => ({ ...one, since: instantOf(one.since), until: instantOf(one.until) }));
    },
  };
}

async function said(
  tx: ReturnType<typeof em>,
  { id, from, at }: { id: string; from: 'customer' | 'agent'; at: Instant },
  owed: OutboxEntry | null,
) {
  await lockCase(tx, id);
  const facts = await readReplyFacts(tx, id);
  if (facts === null) throw new Error('there is no such conversation');
  const clock = clockAfterMessage(facts, from, at);
  const next = replyTimetable(policy, { ...facts, ...clock });
  const set = {
    clock,
    next,
    watchedUntil: next[0]?.at ?? null,
    owed,
    replied: from === 'agent',
    ended: endedByMessage(from),
  };
  const login = from === 'agent' ? 'klo-1' : null;
  const blank = { choices: null, textId: null, dedupeKey: null };
  await appendMessages(tx, id, at, [{ id: randomUUID(), author: from, login, text: 'ждите', ...blank }], set);
}

const [in10, in30, in24h] = (['PT10M', 'PT30M', 'PT24H'] as const).map((after) => later(ACCEPTED, after)) as [
  ...[string, string, string],
];

describe('a look', () => {
  test('before anything is due changes nothing but until when it is watched', async () => {
    const { look, past, told, ahead, watched, live } = await aRequest();
    const early = later(in10, '-PT0.001S');
    expect(await look(early)).toBe(in10);
    expect([await watched(), await past(), await told(), await live()]).toEqual([in10, [], [], []]);
    expect(await ahead()).toEqual([`reply-overdue ${in10}`, `reply-escalation ${in30}`, `ask-to-close ${in24h}`]);
  });

  test('takes what is due on the millisecond, tells its assignee of what it is about, and looks again for the next', async () => {
    const { look, facts, past, told, live, ahead, watched } = await aRequest();
    expect(await look(in10)).toBe(in30);
    expect(await facts()).toMatchObject({
      awaitingReplySince: ACCEPTED,
      silentSince: ACCEPTED,
      replySteps: ['reply-overdue'],
    });
    expect([await past(), await watched()]).toEqual([[`reply-overdue ${in10}`], in30]);
    const details = { category: 'order', queue: 'klo', assignee: 'klo-1' };
    expect(await told()).toEqual([{ login: 'klo-1', kind: 'reply-overdue', details }]);
    expect((await live()).map(({ kind }) => kind)).toEqual(['conversation', 'notification']);
    expect(await ahead()).toEqual([`reply-escalation ${in30}`, `ask-to-close ${in24h}`]);
    expect([await look(in10), (await past()).length, (await live()).length]).toEqual([in30, 1, 2]);
  });

  test('after an outage takes each step once, in order, at its own time or at ours where that is long ago', async () => {
    const { look, past, told, facts } = await aRequest();
    const now = later(in24h, 'PT1H');
    expect([await look(now), await look(now)]).toEqual([null, null]);
    expect((await past()).map((line) => line.split(' ')[0])).toEqual([
      'reply-overdue',
      'reply-escalated',
      'asked-to-close',
    ]);
    expect((await facts())?.replySteps).toEqual(['reply-overdue', 'reply-escalation', 'ask-to-close']);
    const byKind = Object.groupBy(await told(), ({ kind }) => kind);
    expect(byKind['ask-to-close']?.map(({ login }) => login)).toEqual(['klo-1']);
    expect(byKind['reply-escalated']?.length).toBeGreaterThan(0);
  });

  test('of one whose customer waits for nothing: it is only asked to be closed', async () => {
    const { look, past, ahead } = await aRequest({ waits: false });
    expect(await look(in30)).toBe(in24h);
    expect(await ahead()).toEqual([`ask-to-close ${in24h}`]);
    expect(await look(in24h)).toBeNull();
    expect([await past(), await ahead()]).toEqual([[`asked-to-close ${in24h}`], []]);
  });

  test('of one that nobody has any more, and of one that there is not: nothing', async () => {
    const { look, move, past, ahead } = await aRequest();
    await move('release', later(AT, 'PT2M'));
    const before = [await past(), await ahead()];
    expect(await look(in24h)).toBeNull();
    expect([await past(), await ahead()]).toEqual(before);
    const { lookAtReplies } = replyClockActivities(database.orm);
    expect(await lookAtReplies({ conversationId: randomUUID(), policy, at: in24h })).toBeNull();
  });

  test('waits while somebody writes, and sees what was written', async () => {
    const { id, look, past } = await aRequest();
    let looking: Promise<Instant | null> = Promise.resolve(null);
    await em().transactional(async (tx) => {
      await said(tx, { id, from: 'agent', at: later(AT, 'PT5M') }, null);
      looking = look(in10);
      await untilBlocked(database.orm, 1);
    });
    expect([await looking, await past()]).toEqual([later(AT, 'PT24H5M'), []]);
  });
});

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
  test.each(['close', 'release'] as const)('%s: the wait ends unanswered, and the clock stands', async (kind) => {
    const { move, waits, facts, watched } = await aRequest();
    const at = later(AT, 'PT5M');
    await move(kind, at);
    expect(await waits()).toEqual([{ since: ACCEPTED, until: at, login: 'klo-1', replied: false }]);
    expect(await facts()).toMatchObject({ awaitingReplySince: null, silentSince: null, replySteps: [] });
    expect(await watched()).toBeNull();
  });

  test('where nobody waited there is no wait', async () => {
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
  await rows(em(), sql`update conversations set state = state - 'movedAt' where id = ${id}::uuid`);
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
