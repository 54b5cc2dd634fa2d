// CDEK-06: on a real database, without Temporal. Each intake is moved once, whichever process looks and whatever is
// killed; a choice at the same moment gives one of the two outcomes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { instantOf, rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { waitingOf } from '../../db/write/outbox.ts';
import { type Instant, later, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { followIntakes, takeIntakes } from '../../worker/intake-clock.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { until } from '../harness/until.ts';

const logger = pino({ level: 'silent' });

let api: TestApi;
beforeAll(async () => {
  // Temporal is away: nothing is delivered, and everything to be sent waits in the outbox.
  const down = async () => {
    throw new Error('Temporal is away');
  };
  api = await startApi({ cases: { deliver: async () => undefined, update: down, updateWithStart: down } });
});
beforeEach(async () => {
  await rows(em(), sql`delete from case_timetables`);
  api.clock.set(START);
});
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();
const look = () => takeIntakes({ orm: api.database.orm, clock: api.clock, logger });
const startOf = (id: string) => waitingOf(em(), conversationContract.workflowId('cdek', id));

type Intake = { id: string; write(body: object): Promise<{ status: number; code?: string }> };

async function anIntake(): Promise<Intake> {
  const opened = await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations' });
  const { id, customerToken } = opened.json();
  const headers = { authorization: `Bearer ${customerToken}` };
  return {
    id,
    async write(payload) {
      const answer = await api.call({ method: 'POST', url: `/v1/conversations/${id}/messages`, payload, headers });
      return { status: answer.statusCode, code: answer.json().code };
    },
  };
}

/** An intake whose customer gave a number at the start and is asked for the category. */
async function anIdentified(): Promise<Intake> {
  const intake = await anIntake();
  expect(await intake.write({ text: '7707083893' })).toMatchObject({ status: 201 });
  return intake;
}

type Standing = { stage: string; category: string | null; waitingSince: Instant | null; requestedAt: Instant | null };

async function standingOf(id: string): Promise<Standing> {
  const [found] = await rows<Standing>(
    em(),
    sql`select stage, category, waiting_since as "waitingSince", requested_at as "requestedAt" from conversations join cases using (id)
      where id = ${id}::uuid`,
  );
  if (found === undefined) throw new Error('the intake is gone');
  const { waitingSince, requestedAt } = found;
  return { ...found, waitingSince: instantOf(waitingSince), requestedAt: instantOf(requestedAt) };
}

async function happenedTo(id: string): Promise<string[]> {
  const found = await rows<{ what: string }>(
    em(),
    sql`select what from timeline_entries where case_id = ${id}::uuid and what <> 'opened' and what <> 'identified' order by id`,
  );
  return found.map(({ what }) => what);
}

const toldOf = (id: string) =>
  rows<{ login: string; kind: string }>(
    em(),
    sql`select login, kind from notifications where case_id = ${id}::uuid order by login`,
  );

const dueAt = later(START, 'PT10M');

describe('CDEK-06 without Temporal', () => {
  test('a category is chosen, and nothing is assumed afterwards', async () => {
    const { id, write } = await anIdentified();
    expect(await write({ choice: 'order' })).toMatchObject({ status: 201 });
    api.clock.set(dueAt);
    // Its next steps belong to the ladder, not to this clock.
    expect(await look()).toEqual({ taken: 0, nextAt: null });
    expect([await happenedTo(id), (await startOf(id)).length]).toEqual([['category-chosen'], 1]);
  });

  test('it is assumed on the second, people are told, and the start of the case is in the outbox', async () => {
    const { id } = await anIdentified();
    api.clock.set(later(dueAt, '-PT0.001S'));
    expect(await look()).toEqual({ taken: 0, nextAt: dueAt });
    api.clock.set(dueAt);
    expect(await look()).toMatchObject({ taken: 1 });
    expect(await standingOf(id)).toMatchObject({ stage: 'waiting', category: 'other' });
    expect(await toldOf(id)).toEqual(['support-1', 'support-2'].map((login) => ({ login, kind: 'new' })));
    expect(await startOf(id)).toMatchObject([
      { kind: 'start', payload: { input: { begin: { state: { waitingSince: dueAt, category: 'other' } } } } },
    ]);
    const told = await rows(
      em(),
      sql`select kind from live_events where case_id = ${id}::uuid and kind <> 'message' order by id`,
    );
    expect(told).toEqual(['conversation', 'notification', 'notification'].map((kind) => ({ kind })));
  });

  test('with the third answer it is assumed at once, the number is kept, and a resent answer is no further one', async () => {
    const { id, write } = await anIntake();
    await write({ text: '7707083893', clientMessageId: 'number' });
    for (const _ of [1, 2]) await write({ text: '7707083893', clientMessageId: 'number' });
    await write({ text: 'где груз?' });
    expect(await standingOf(id)).toMatchObject({ stage: 'intake' });
    api.clock.set(later(START, 'PT1M'));
    await write({ text: 'алло' });
    expect([await happenedTo(id), (await startOf(id)).length]).toEqual([['category-assumed'], 1]);
    expect(await rows(em(), sql`select inn from conversations where id = ${id}::uuid`)).toEqual([
      { inn: '7707083893' },
    ]);
  });
});

test('CDEK-06 the number is kept when it comes as the last answer', async () => {
  const { id, write } = await anIntake();
  // As after two files without a text.
  await rows(em(), sql`update conversations set intake_answers = 2 where id = ${id}::uuid`);
  await write({ text: 'ИНН 7707083893' });
  const told = await rows<{ what: string; inn: string }>(
    em(),
    sql`select what, inn from timeline_entries join conversations c on c.id = case_id where case_id = ${id}::uuid
      order by timeline_entries.id`,
  );
  expect(told).toEqual(['opened', 'identified', 'category-assumed'].map((what) => ({ what, inn: '7707083893' })));
});

test('CDEK-06 after an outage each falls back once, counted from when it was due; who wrote nothing has ended', async () => {
  const [waiting, silent] = [await Promise.all(Array.from({ length: 60 }, anIdentified)), await anIntake()];
  const now = later(START, 'PT30H');
  api.clock.set(now);
  let taken = 0;
  for (let nextAt: Instant | null = now; nextAt !== null;) {
    const looked = await look();
    taken += looked.taken;
    ({ nextAt } = looked);
  }
  expect(taken).toBe(61);
  for (const { id } of waiting) {
    expect(await happenedTo(id)).toEqual(['category-assumed']);
    expect(await standingOf(id)).toMatchObject({ category: 'other', waitingSince: dueAt, requestedAt: dueAt });
  }
  expect([await happenedTo(silent.id), await standingOf(silent.id)]).toMatchObject([
    ['abandoned'],
    { stage: 'closed' },
  ]);
});

test('several workers that look at once move each intake once', async () => {
  const intakes = await Promise.all(Array.from({ length: 20 }, anIdentified));
  api.clock.set(dueAt);
  const looks = await Promise.all(Array.from({ length: 4 }, look));
  expect(looks.reduce((sum, { taken }) => sum + taken, 0)).toBe(20);
  for (const { id } of intakes) {
    expect([await happenedTo(id), (await toldOf(id)).length, (await startOf(id)).length]).toEqual([
      ...[['category-assumed'], 2, 1],
    ]);
  }
});

describe('CDEK-06 a choice in the moment of the fallback', () => {
  /** Both wait for the case while it is locked; the first one gets it. */
  async function race<Choice>({ id }: Intake, ...both: (() => Promise<Choice>)[]): Promise<Choice[]> {
    const tx = em();
    await tx.begin();
    await lockCase(tx, id);
    const begun: Promise<Choice>[] = [];
    for (const one of both) {
      begun.push(one());
      await untilBlocked(api.database.orm, begun.length);
    }
    await tx.commit();
    return Promise.all(begun);
  }

  test('the choice came first: it counts, and the look finds no intake', async () => {
    const intake = await anIdentified();
    api.clock.set(dueAt);
    const [answer, looked] = await race<unknown>(intake, () => intake.write({ choice: 'order' }), look);
    expect([answer, looked]).toMatchObject([{ status: 201 }, { taken: 0 }]);
    expect([await happenedTo(intake.id), await standingOf(intake.id)]).toMatchObject([
      ...[['category-chosen'], { category: 'order' }],
    ]);
    expect(await startOf(intake.id)).toHaveLength(1);
  });

  test('the look came first: the choice is refused and changes nothing', async () => {
    const intake = await anIdentified();
    api.clock.set(dueAt);
    const [looked, answer] = await race<unknown>(intake, look, () => intake.write({ choice: 'order' }));
    expect([looked, answer]).toMatchObject([{ taken: 1 }, { status: 409, code: 'choice-not-offered' }]);
    expect([await happenedTo(intake.id), await standingOf(intake.id)]).toMatchObject([
      ...[['category-assumed'], { category: 'other' }],
    ]);
    expect(await startOf(intake.id)).toHaveLength(1);
  });

  test('whatever the order, each of many is one of the two', async () => {
    const intakes = await Promise.all(Array.from({ length: 20 }, anIdentified));
    api.clock.set(dueAt);
    const [answers] = await Promise.all([
      Promise.all(intakes.map(({ write }) => write({ choice: 'order' }))),
      ...Array.from({ length: 3 }, look),
    ]);
    await look();
    for (const [index, { id }] of intakes.entries()) {
      const chosen = answers[index]?.status === 201;
      expect(await happenedTo(id)).toEqual([chosen ? 'category-chosen' : 'category-assumed']);
      expect(await standingOf(id)).toMatchObject({ category: chosen ? 'order' : 'other' });
    }
  });
});

test('an intake whose look was killed is moved by the next, and holds up no other', async () => {
  const [killed, other] = [await anIdentified(), await anIdentified()];
  api.clock.set(dueAt);
  const tx = em();
  await tx.begin();
  await lockCase(tx, killed.id);
  const looking = look();
  await untilBlocked(api.database.orm, 1);
  await rows(
    em(),
    sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`,
  );
  expect(await looking).toMatchObject({ taken: 1 });
  await tx.commit();
  expect([await happenedTo(killed.id), await happenedTo(other.id)]).toEqual([[], ['category-assumed']]);
  expect(await look()).toMatchObject({ taken: 1 });
  expect(await happenedTo(killed.id)).toEqual(['category-assumed']);
});

test('an intake that was open before there was a clock waits on, until its customer writes again', async () => {
  const { id, write } = await anIdentified();
  // An intake from before decision 0016.
  await rows(em(), sql`delete from case_timetables`);
  await rows(em(), sql`update conversations set intake_answers = 0 where id = ${id}::uuid`);
  api.clock.set(later(START, 'PT720H'));
  expect(await look()).toEqual({ taken: 0, nextAt: null });
  await write({ text: 'я снова здесь' });
  expect(await look()).toEqual({ taken: 0, nextAt: later(START, 'PT720H10M') });
});

describe('the clock of a worker', () => {
  test('sleeps until the earliest deadline, takes it and sleeps on', async () => {
    const { id } = await anIdentified();
    const soon = toInstant(new Date(systemClock.now().getTime() + 1_500));
    await rows(em(), sql`update case_timetables set next_at = ${soon}::timestamptz where case_id = ${id}::uuid`);
    const stopping = new AbortController();
    const clock = followIntakes({ orm: api.database.orm, clock: systemClock, logger }, stopping.signal);
    await until(
      () => happenedTo(id),
      (what) => what.length > 0,
      30_000,
    );
    expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(Date.parse(soon));
    stopping.abort();
    await clock;
  });

  test('asks a database again that has been away', async () => {
    const { id } = await anIdentified();
    let away = true;
    const { orm } = api.database;
    const fork: typeof orm.em.fork = (...options) => {
      if (away) throw new Error('Connection terminated');
      return orm.em.fork(...options);
    };
    const stopping = new AbortController();
    const parts = { orm: { em: { fork } } as typeof orm, clock: api.clock, logger };
    api.clock.set(dueAt);
    const clock = followIntakes(parts, stopping.signal);
    away = false;
    await until(
      () => happenedTo(id),
      (what) => what.length > 0,
      30_000,
    );
    stopping.abort();
    await clock;
    expect(await happenedTo(id)).toEqual(['category-assumed']);
  });
});
