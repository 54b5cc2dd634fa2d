// Time moves intakes (CDEK-06). On a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lookAtIntakes } from '../../activities/intake-clock.ts';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import { waitingOf } from '../../db/write/outbox.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { casePolicy } from '../../domain/conversation/policy.ts';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

const AT = '2031-03-03T08:00:00.000Z';
const DUE = later(AT, 'PT10M');
// As many as a look reads at a time.
const BATCH = 50;

let database: TestDatabase;
// How many could not be taken, as the log says.
let failures = 0;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
beforeEach(async () => {
  failures = 0;
  await rows(em(), sql`truncate case_timetables, live_events, notifications`);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const look = (at: Instant) =>
  lookAtIntakes({
    ...{ orm: database.orm, clock: { now: () => new Date(at) }, startOf: conversationContract.start },
    logger: { error: () => void (failures += 1) },
  });

/** An intake that time moves at an instant; its customer has written, unless told otherwise. */
async function anIntake({ dueAt = DUE, answers = 1, program = 'cdek' } = {}): Promise<string> {
  const [id, customerId] = [randomUUID(), randomUUID()];
  await insertCustomer(em(), { id: customerId, program, tokenHash: randomUUID() }, AT);
  const blank = { previousId: null, intakeStep: 'category' } as const;
  const next = [{ at: dueAt, what: 'category-fallback', rule: 'CDEK-06' }];
  await insertConversation(em(), { id, program, customerId, ...blank, answers, next }, AT);
  return id;
}

/** Puts as many intakes of a program beside each other, all due at once. */
async function many(count: number, program: string): Promise<void> {
  const like = await anIntake({ program });
  await rows(
    em(),
    sql`with kept as (insert into cases (id, process, program, stage, opened_at, sort_at)
        select gen_random_uuid(), process, program, stage, opened_at, sort_at
        from cases, generate_series(2, ${count}) where id = ${like}::uuid returning id),
      more as (insert into conversations (id, program, customer_id, intake_step, intake_answers, opened_at)
        select kept.id, program, customer_id, intake_step, intake_answers, opened_at
        from kept, conversations c where c.id = ${like}::uuid returning id)
      insert into case_timetables (case_id, process, program, next_at, steps)
      select more.id, process, program, next_at, steps from more, case_timetables where case_id = ${like}::uuid`,
  );
}

const ofCase = (id: string) => sql`from conversations join cases using (id) where id = ${id}::uuid`;
const stageOf = async (id: string) => (await row<{ stage: string }>(em(), sql`select stage ${ofCase(id)}`))?.stage;
const ahead = async (id: string) =>
  (await row<{ process: string }>(em(), sql`select process from case_timetables where case_id = ${id}::uuid`))?.process;
const happenedTo = async (id: string) =>
  (
    await rows<{ what: string }>(em(), sql`select what from timeline_entries where case_id = ${id}::uuid order by id`)
  ).map(({ what }) => what);

describe('an intake whose customer has written', () => {
  test('is a request once it is due and not before: in the queue of the fallback, answered, announced, its start in the outbox', async () => {
    const [id, other] = [await anIntake(), await anIntake({ dueAt: later(DUE, 'PT1H') })];
    expect(await look(later(DUE, '-PT0.001S'))).toEqual({ taken: 0, nextAt: DUE });
    expect([await stageOf(id), await ahead(id)]).toEqual(['intake', 'intake']);
    expect(await look(DUE)).toEqual({ taken: 1, nextAt: later(DUE, 'PT1H') });
    const request = sql`select stage, category, queue, waiting_since = ${DUE}::timestamptz as "sinceThen" ${ofCase(id)}`;
    expect(await row(em(), request)).toEqual({
      ...{ stage: 'waiting', category: 'other', queue: 'support', sinceThen: true },
    });
    expect([await happenedTo(id), await ahead(id), await stageOf(other)]).toEqual([
      ...[['category-assumed'], 'conversation', 'intake'],
    ]);
    const said = sql`select author, text_id as "textId", seq from messages where conversation_id = ${id}::uuid`;
    expect(await rows(em(), said)).toEqual([{ author: 'bot', textId: cdekPolicy().acknowledgement, seq: 1 }]);
    const told = sql`select login, kind, process from notifications where case_id = ${id}::uuid order by login`;
    expect(await rows(em(), told)).toEqual(
      ['support-1', 'support-2'].map((login) => ({ login, kind: 'new', process: 'conversation' })),
    );
  });

  test('gets a workflow with the policy of now that begins from the record', async () => {
    const id = await anIntake();
    await look(DUE);
    const recorded = await row<{ state: unknown }>(em(), sql`select state ${ofCase(id)}`);
    const entries = await waitingOf(em(), conversationContract.workflowId('cdek', id));
    const input = { caseId: id, program: 'cdek', begin: { policy: casePolicy(cdekPolicy()), ...recorded } };
    expect(entries.map(({ kind, payload }) => ({ kind, input: payload.input }))).toEqual([
      { kind: 'start', input: JSON.parse(JSON.stringify(input)) },
    ]);
  });

  test('is moved by one of two who look at once', async () => {
    const id = await anIntake();
    const tx = em();
    await tx.begin();
    await lockCase(tx, id);
    const looks = [look(DUE), look(DUE)];
    await untilBlocked(database.orm, 2);
    await tx.commit();
    const taken = (await Promise.all(looks)).map((one) => one.taken);
    expect([new Set(taken), await happenedTo(id)]).toEqual([new Set([0, 1]), ['category-assumed']]);
    expect(await waitingOf(em(), conversationContract.workflowId('cdek', id))).toHaveLength(1);
    expect(failures).toBe(0);
  });

  test('is left alone when it has been put off since it was found', async () => {
    const id = await anIntake();
    const tx = em();
    await tx.begin();
    await lockCase(tx, id);
    const looking = look(DUE);
    await untilBlocked(database.orm, 1);
    await rows(tx, sql`update case_timetables set next_at = ${later(DUE, 'PT1S')}::timestamptz`);
    await tx.commit();
    expect([(await looking).taken, await stageOf(id), await ahead(id)]).toEqual([0, 'intake', 'intake']);
  });
});

test('an intake without a message ends, without a notification or an outbox entry', async () => {
  const id = await anIntake({ answers: 0 });
  expect(await look(DUE)).toEqual({ taken: 1, nextAt: null });
  expect([await stageOf(id), await happenedTo(id), await ahead(id)]).toEqual(['closed', ['abandoned'], undefined]);
  expect(await row(em(), sql`select abandoned ${ofCase(id)}`)).toEqual({ abandoned: true });
  expect(await rows(em(), sql`select 1 from notifications`)).toEqual([]);
  expect(await waitingOf(em(), conversationContract.workflowId('cdek', id))).toEqual([]);
});

describe('where time moves intakes no more', () => {
  /** Nothing has happened to it, and it is not looked at again. */
  async function expectForgotten(id: string): Promise<void> {
    expect(await look(DUE)).toEqual({ taken: 1, nextAt: null });
    expect([await stageOf(id), await happenedTo(id), await ahead(id)]).toEqual(['intake', [], undefined]);
    expect(await look(DUE)).toEqual({ taken: 0, nextAt: null });
  }

  test('as in a program without conversations, one waits on', async () => {
    await expectForgotten(await anIntake({ program: 'filkhedma' }));
  });

  test('as after the rule was taken out of a program, one waits on', async () => {
    const policy = cdekPolicy();
    const { intake } = policy;
    Object.assign(policy, { intake: null });
    try {
      await expectForgotten(await anIntake());
    } finally {
      Object.assign(policy, { intake });
    }
  });
});

describe('a look', () => {
  test('at nothing takes nothing and finds no next time', async () => {
    expect(await look(DUE)).toEqual({ taken: 0, nextAt: null });
  });

  test('takes no more than a batch, and says to look on at once', async () => {
    await many(BATCH + 1, 'cdek');
    expect(await look(DUE)).toEqual({ taken: BATCH, nextAt: DUE });
    expect(await look(DUE)).toEqual({ taken: 1, nextAt: null });
  });

  test('tries each that it cannot move once, goes on behind them, and leaves them due', async () => {
    await many(BATCH, 'gone');
    const [due, next] = [await anIntake({ dueAt: later(DUE, 'PT1S') }), await anIntake({ dueAt: later(DUE, 'PT1M') })];
    const now = later(DUE, 'PT1S');
    expect([await look(now), failures]).toEqual([{ taken: 1, nextAt: later(DUE, 'PT1M') }, BATCH]);
    expect(await look(now)).toEqual({ taken: 0, nextAt: later(DUE, 'PT1M') });
    expect([await stageOf(due), await stageOf(next)]).toEqual(['waiting', 'intake']);
    expect(await rows(em(), sql`select 1 from case_timetables where program = 'gone'`)).toHaveLength(BATCH);
  });
});
