// What is written of a conversation without its workflow, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { instantOf, row, rows, sql } from '../../db/sql.ts';
import {
  forgetIntakeTimes,
  insertConversation,
  insertCustomer,
  intakeBeside,
  type NewConversation,
  writeAbandonment,
  writeAnswers,
  writeRating,
} from '../../db/write/conversations.ts';
import { appendMessages } from '../../db/write/messages.ts';
import { LIVE_CHANNEL } from '../../db/write/live-events.ts';
import { later } from '../../domain/calendar/instant.ts';
import { keptAnswers } from '../../domain/conversation/questions.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const AT = '2031-03-03T08:00:00.000Z';
const LATER = later(AT, 'PT10M');
const number = { question: 'payer', value: '7707083893', inn: true };
const contract = { question: 'pupil', value: 'KU-1234', inn: false };
const steps = [
  { at: LATER, what: 'category-fallback', rule: 'CDEK-06' },
  { at: later(LATER, 'PT10M'), what: 'escalate', rule: 'CDEK-09' },
];

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(() => rows(em(), sql`truncate live_events, case_timetables`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();

async function anIntake(changes: Partial<NewConversation> = {}): Promise<NewConversation> {
  const customerId = randomUUID();
  await insertCustomer(em(), { id: customerId, program: 'cdek', tokenHash: randomUUID() }, AT);
  const blank = { previousId: null, intakeStep: 'identification' } as const;
  const conversation = { id: randomUUID(), program: 'cdek', customerId, ...blank, ...changes };
  await insertConversation(em(), conversation, AT);
  return conversation;
}

const ofCase = (id: string) => sql`from conversations c join cases k using (id) where id = ${id}::uuid`;
const standing = ({ id }: { id: string }) =>
  row(
    em(),
    sql`select stage, intake_step as step, intake_answers as answers, inn, contract_number as contract, given_answers as given,
      wrong_answers as wrong ${ofCase(id)}`,
  );

async function goOn(id: string, change: Parameters<typeof intakeBeside>[1]) {
  const blank = { login: null, text: 'text', choices: null, textId: null, dedupeKey: null };
  const messages = [{ id: randomUUID(), author: 'customer' as const, ...blank }];
  await appendMessages(em(), id, AT, messages, intakeBeside(id, change, []));
}

async function ahead({ id }: { id: string }) {
  const found = await row<{ nextAt: string }>(
    em(),
    sql`select process, program, next_at as "nextAt", steps from case_timetables where case_id = ${id}::uuid`,
  );
  return found === null ? null : { ...found, nextAt: instantOf(found.nextAt) };
}

const listed = ['abandoned'];
const ofIntake = { process: 'intake', program: 'cdek', nextAt: LATER, steps };

describe('an intake', () => {
  test('is its customer’s, who is known by the digest of a token of their own', async () => {
    const { id, customerId } = await anIntake();
    const kept = sql`select c.program, k.program as "of", opened_at = ${AT}::timestamptz and k.created_at = ${AT}::timestamptz as "isThen"
      from conversations c join customers k on k.id = c.customer_id where c.id = ${id}::uuid and k.id = ${customerId}::uuid`;
    expect(await row(em(), kept)).toEqual({ program: 'cdek', of: 'cdek', isThen: true });
    const same = { program: 'cdek', tokenHash: 'the same' };
    await insertCustomer(em(), { id: randomUUID(), ...same }, AT);
    await expect(insertCustomer(em(), { id: randomUUID(), ...same }, AT)).rejects.toThrow('customers_token_hash_key');
  });

  test('begins with nothing said, nothing known and nothing ahead, unless told otherwise', async () => {
    const intake = await anIntake();
    const unanswered = { given: null, wrong: 0 };
    const blank = { stage: 'intake', step: 'identification', answers: 0, inn: null, contract: null, ...unanswered };
    expect([await standing(intake), await ahead(intake)]).toEqual([blank, null]);
    const known = await anIntake({ intakeStep: 'category', given: keptAnswers([number]), answers: 2, next: steps });
    const asked = { ...blank, step: 'category', answers: 2, inn: number.value, given: [number] };
    expect([await standing(known), await ahead(known)]).toEqual([asked, ofIntake]);
  });

  test('CDEK-24: continues one before, and no other continues the same', async () => {
    const { id: previousId } = await anIntake();
    const { id } = await anIntake({ previousId });
    expect(await row(em(), sql`select previous_id as before ${ofCase(id)}`)).toEqual({ before: previousId });
    await expect(anIntake({ previousId })).rejects.toThrow('previous_id_key');
  });

  test('moves on with every message; the customer’s identity stays until it is given again', async () => {
    const [intake, other] = [await anIntake({ next: steps }), await anIntake({ next: steps })];
    const before = [await standing(other), await ahead(other)];
    const change = { step: 'category', answers: 1, wrongAnswers: 0, given: null, next: null } as const;
    await goOn(intake.id, { ...change, given: keptAnswers([number]) });
    const known = {
      stage: 'intake',
      step: 'category',
      answers: 1,
      wrong: 0,
      contract: null,
      inn: number.value,
      given: [number],
    };
    expect([await standing(intake), await ahead(intake)]).toEqual([known, ofIntake]);
    await goOn(intake.id, { ...change, answers: 2, next: steps.slice(1) });
    expect(await standing(intake)).toEqual({ ...known, answers: 2 });
    expect(await ahead(intake)).toEqual({ ...ofIntake, nextAt: steps[1]?.at, steps: steps.slice(1) });
    await goOn(intake.id, { ...change, answers: 3, given: keptAnswers([number, contract]), wrongAnswers: 1, next: [] });
    expect(await standing(intake)).toEqual({
      ...known,
      ...{ answers: 3, contract: contract.value, given: [number, contract], wrong: 1 },
    });
    expect([await ahead(intake), await standing(other), await ahead(other)]).toEqual([null, ...before]);
  });

  test('that nothing awaits any more leaves the steps ahead of a request alone', async () => {
    const [intake, request, other] = [
      await anIntake({ next: steps }),
      await anIntake({ next: steps }),
      await anIntake({ next: steps }),
    ];
    await rows(em(), sql`update case_timetables set process = 'conversation' where case_id = ${request.id}::uuid`);
    for (const { id } of [intake, request]) await forgetIntakeTimes(em(), id);
    expect(await Promise.all([intake, request, other].map(ahead))).toEqual([
      ...[null, { ...ofIntake, process: 'conversation' }, ofIntake],
    ]);
  });
});

describe('CDEK-23: an abandoned intake', () => {
  const entry = { at: LATER, what: 'abandoned', by: 'careline', rule: 'CDEK-06' };
  const left = async ({ id }: { id: string }) => {
    const past = sql`select what, by, rule, at = ${LATER}::timestamptz as "isThen" from timeline_entries where case_id = ${id}::uuid`;
    const live = sql`select kind, program, at = ${LATER}::timestamptz as "isThen" from live_events where case_id = ${id}::uuid`;
    return { past: await rows(em(), past), live: await rows(em(), live) };
  };

  test('is closed like any other: its timeline says so, nothing is ahead of it, and who looks on is told', async () => {
    const [intake, other] = [await anIntake({ next: steps }), await anIntake({ next: steps })];
    const listener = await openConnection(database.url);
    let calls = 0;
    listener.on('notification', () => (calls += 1));
    await listener.query(`listen ${LIVE_CHANNEL}`);
    await writeAbandonment(em(), intake.id, { entry, listed });
    const kept = sql`select stage, intake_step as step, abandoned, closed_at = ${LATER}::timestamptz as "isThen" ${ofCase(intake.id)}`;
    expect(await row(em(), kept)).toEqual({ stage: 'closed', step: null, abandoned: true, isThen: true });
    const { at: _, ...said } = entry;
    expect(await left(intake)).toEqual({
      past: [{ ...said, isThen: true }],
      live: [{ kind: 'conversation', program: 'cdek', isThen: true }],
    });
    expect([await ahead(intake), await ahead(other)]).toEqual([null, ofIntake]);
    expect(await standing(other)).toMatchObject({ stage: 'intake' });
    await until(() => calls === 1);
  });

  test('is abandoned once', async () => {
    const intake = await anIntake({ next: steps });
    for (const at of [LATER, later(LATER, 'PT1H')])
      await writeAbandonment(em(), intake.id, { entry: { ...entry, at }, listed });
    const { past, live } = await left(intake);
    expect([past.length, live.length]).toEqual([1, 1]);
    expect(await row(em(), sql`select closed_at = ${LATER}::timestamptz as "isThen" ${ofCase(intake.id)}`)).toEqual({
      isThen: true,
    });
  });
});

test('CDEK-05: what the customer identifies with takes the place of all that was known', async () => {
  const [intake, other] = [
    await anIntake({ given: keptAnswers([number]) }),
    await anIntake({ given: keptAnswers([number]) }),
  ];
  await writeAnswers(em(), intake.id, keptAnswers([contract]));
  expect(await standing(intake)).toMatchObject({ contract: contract.value, inn: null, given: [contract] });
  expect(await standing(other)).toMatchObject({ contract: null, inn: number.value });
});

describe('CDEK-17: a rating', () => {
  const aClosed = async () => {
    const { id } = await anIntake();
    await writeAbandonment(em(), id, { entry: { at: AT, what: 'abandoned', by: 'careline', rule: null }, listed });
    return id;
  };
  const ratingOf = (id: string) =>
    row(em(), sql`select rating, rated_at = ${LATER}::timestamptz as "isThen" ${ofCase(id)}`);

  test('is that of the first score, once the conversation is closed', async () => {
    const [id, other, { id: open }] = [await aClosed(), await aClosed(), await anIntake()];
    const rate = (score: number, at: string) => writeRating(em(), id, score, at);
    expect([await rate(4, LATER), await rate(1, later(LATER, 'PT1M'))]).toEqual([true, false]);
    expect([await ratingOf(id), await ratingOf(other)]).toEqual([
      { rating: 4, isThen: true },
      { rating: null, isThen: null },
    ]);
    expect(await writeRating(em(), open, 5, LATER)).toBe(false);
    expect(await ratingOf(open)).toEqual({ rating: null, isThen: null });
  });

  test('of two at once is that of one', async () => {
    const id = await aClosed();
    let second: Promise<boolean> = Promise.resolve(true);
    await em().transactional(async (tx) => {
      expect(await writeRating(tx, id, 2, LATER)).toBe(true);
      second = writeRating(em(), id, 5, LATER);
      await untilBlocked(database.orm, 1);
    });
    expect([await second, await ratingOf(id)]).toEqual([false, { rating: 2, isThen: true }]);
  });
});
