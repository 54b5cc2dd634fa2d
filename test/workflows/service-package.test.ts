// FK-04, FK-11, FK-13, FK-21 while machines and providers fail: each thing happens once, none is forgotten, and no
// outage holds up the rest. Skipped time, real PostgreSQL, real worker.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { type Adapters, sandboxAdapters } from '../../activities/effects/adapters.ts';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { rows, sql } from '../../db/sql.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { writePackageMoves } from '../../db/write/service-package-moves.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { recordedMove } from '../../domain/service-package/record.ts';
import { aBooking, Life, thePackagePolicy } from '../domain/service-package/builders.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { beginProcess, type PackageProcess } from '../harness/package-process.ts';
import { type SkippedTime, startSkippedTime } from '../harness/skipped-time.ts';
import { expectSoundLedger } from '../harness/sound-ledger.ts';
import { until } from '../harness/until.ts';

let database: TestDatabase;
let time: SkippedTime;
let client: Client;
/** Effects with an outage, by the name of their adapter. */
const away = new Set<'sms' | 'refund'>();

function adaptersWithOutages(): Adapters {
  const sandbox = sandboxAdapters();
  const { sms, payment } = sandbox;
  const failing = <Adapter extends Adapters['sms']>(adapter: Adapter, name: 'sms' | 'refund'): Adapter => ({
    ...adapter,
    send: async (effect, signal) => {
      if (!away.has(name)) return adapter.send(effect, signal);
      // Rejected before acceptance, and a lost answer.
      return name === 'sms' ? { kind: 'never-left', code: 'http-503' } : { kind: 'ambiguous', code: 'timeout' };
    },
    reconcile: async (effect, signal) =>
      name === 'refund' ? { kind: 'undecided' } : adapter.reconcile(effect, signal),
  });
  const { link } = payment;
  const refund = link.refund === null ? null : failing(link.refund, 'refund');
  return { ...sandbox, sms: failing(sms, 'sms'), payment: { ...payment, link: { ...link, refund } } };
}

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(
    database.orm.em.fork(),
    demoAccounts(),
    'no password is asked for here',
    '2026-01-01T00:00:00.000Z',
  );
  time = await startSkippedTime(database.orm, { adapters: adaptersWithOutages() });
  client = new Client({
    connection: time.env.connection,
    namespace: time.env.namespace ?? 'default',
    ...time.payloads,
  });
});

afterAll(async () => {
  await time.stop();
  await expectSoundLedger(database);
  await database.drop();
});

const orm = () => database.orm;
const begin = (life: Life) => beginProcess({ orm: orm(), client, taskQueue: time.taskQueue }, life);

/** A package booked now by card, with two visits in ten and twelve days. */
async function aLife(
  changes: Partial<Parameters<typeof aBooking>[0]> = {},
  policy = thePackagePolicy(),
): Promise<Life> {
  const now = await time.now();
  const visits = ['P10D', 'P12D'].map((ahead) => ({ id: randomUUID(), startsAt: daysAhead(now, ahead) }));
  return new Life(aBooking({ visits, requestId: randomUUID(), ...changes }), now, policy);
}

const daysAhead = (now: Instant, days: string) => later(now, `PT${Number(/\d+/.exec(days)?.[0]) * 24}H`);
const receiptOf = ({ state }: Life) => `paymob/${state.paymentRequests[0]?.id}`;
const isEnded = async ({ workflowId }: PackageProcess) =>
  (await client.workflow.getHandle(workflowId).describe()).status.name === 'COMPLETED';

describe('FK-13 money', () => {
  test('that a provider tells of twice counts once', async () => {
    const life = await aLife();
    const process = await begin(life);
    const now = await time.now();
    for (let times = 0; times < 3; times += 1) await process.receives({ id: receiptOf(life) }, now);
    await until(process.look, ({ stage }) => stage === 'active');
    await process.receives({ id: receiptOf(life) }, now);
    await process.look();
    expect(await process.past()).toEqual(['booked', 'payment-requested', 'paid']);
    expect((await process.record()).state.heldPayments).toEqual([]);
  });

  test('for a package whose workflow has ended starts it again and is held; the decision ends it again', async () => {
    const life = await aLife();
    const process = await begin(life);
    expect(await process.ask('cc-1', { kind: 'cancel', refundId: randomUUID() }, await time.now())).toBe('done');
    await until(() => isEnded(process), Boolean);
    const first = await process.runId();
    await process.receives({ id: receiptOf(life) }, await time.now());
    await until(process.look, ({ todo }) => todo[0]?.what === 'refund-or-revive');
    expect(await process.runId()).not.toBe(first);
    expect((await process.record()).state).toMatchObject({
      stage: 'cancelled',
      heldPayments: [{ why: 'package-cancelled' }],
    });
    const refundId = randomUUID();
    const decision = { kind: 'decide-payment', paymentId: receiptOf(life), decision: 'refund', refundId } as const;
    expect(await process.ask('cc-1', decision, await time.now())).toBe('done');
    expect(await process.ask('finance-1', { kind: 'approve-refund', refundId }, await time.now())).toBe('done');
    await until(() => isEnded(process), Boolean);
    expect((await process.record()).state.refunds).toMatchObject([{ status: 'paid' }]);
  });
});

describe('a provider that is away', () => {
  afterAll(() => away.clear());

  test('FK-08 holds up its own effect and nothing else; pending effects leave when it is back', async () => {
    away.add('sms');
    // An older policy records visits on any day.
    const { record: _record, ...visits } = thePackagePolicy().visits;
    const life = await aLife({ payment: 'later' }, { ...thePackagePolicy(), visits });
    const process = await begin(life);
    const sent = () => process.effects();
    await until(
      () => process.call('cs-1', { ticketId: 'not-paid', outcome: 'no-answer' }, life.state.bookedAt),
      (outcome) => outcome === 'done',
    );
    await until(sent, (effects) => effects.some(({ intent, attempts }) => intent.startsWith('sms-1') && attempts > 1));
    await process.receives({ id: `paymob/${randomUUID()}` }, await time.now());
    await until(process.look, ({ stage }) => stage === 'active');
    for (const { id } of life.state.visits) {
      expect(await process.ask('ops-1', { kind: 'complete-visit', visitId: id }, await time.now())).toBe('done');
    }
    // Everything is over except the text, for which the process stays.
    expect((await process.look()).stage).toBe('finished');
    expect(await isEnded(process)).toBe(false);
    away.delete('sms');
    await time.advanceTo(later(await time.now(), 'PT10M'));
    await until(() => isEnded(process), Boolean);
    expect((await sent()).filter(({ channel }) => channel === 'sms')).toMatchObject([{ status: 'done' }]);
  });

  test('FK-01 a link that could not be texted before it was paid is not texted any more', async () => {
    away.add('sms');
    const life = await aLife();
    const process = await begin(life);
    await until(process.effects, (effects) =>
      effects.some(({ channel, attempts }) => channel === 'sms' && attempts > 1),
    );
    await process.receives({ id: receiptOf(life) }, await time.now());
    await until(process.look, ({ stage }) => stage === 'active');
    await time.advanceTo(later(await time.now(), 'PT10M'));
    away.delete('sms');
    await until(process.effects, (effects) =>
      effects.some(({ channel, status }) => channel === 'sms' && status === 'refused'),
    );
  });

  test('FK-21 a refund in doubt is shown, never repeated, and settled by a person', async () => {
    away.add('refund');
    const life = await aLife();
    life.pays(localNow(life), { id: receiptOf(life), requestId: life.state.paymentRequests[0]?.id ?? null });
    const process = await begin(life);
    const refundId = randomUUID();
    const [now, refunds] = [await time.now(), () => process.effects().then((all) => all.filter(isRefund))];
    expect(await process.ask('cs-1', { kind: 'cancel', refundId }, now)).toBe('done');
    expect(await process.ask('finance-1', { kind: 'approve-refund', refundId }, now)).toBe('done');
    await until(process.look, ({ todo }) => todo[0]?.what === 'settle-refund');
    expect(await refunds()).toMatchObject([{ status: 'unknown', attempts: 1 }]);
    away.delete('refund');
    // Neither time, nor another approval, nor a restarted process sends it again.
    await time.advanceTo(later(await time.now(), 'PT72H'));
    expect(await process.ask('finance-2', { kind: 'approve-refund', refundId }, await time.now())).toBe(
      'refund-decided',
    );
    await client.workflow.getHandle(process.workflowId).terminate();
    await process.receives({ id: receiptOf(life) }, await time.now());
    await until(process.look, ({ todo }) => todo[0]?.what === 'settle-refund');
    expect(await refunds()).toMatchObject([{ status: 'unknown', attempts: 1 }]);
    const settled = { kind: 'settle-refund', refundId, status: 'paid' } as const;
    expect(await process.ask('finance-2', settled, await time.now())).toBe('done');
    expect((await process.record()).state.refunds).toMatchObject([{ status: 'paid' }]);
  });
});

const isRefund = ({ channel }: { channel: string }) => channel === 'refund';
/** The local time in Cairo of a life's last move, for builders that use local time. */
const localNow = ({ state }: Life) =>
  new Date(state.movedAt).toLocaleString('sv-SE', { timeZone: 'Africa/Cairo', hour12: false });

describe('FK-04 tickets without an assignee', () => {
  test('go to who has least, of equally loaded people to who is present, and never to another team', async () => {
    const em = orm().em.fork();
    const present = async (login: string) =>
      rows(
        em,
        sql`insert into presence (login, seen_at) values (${login}, ${await time.now()}::timestamptz + interval '1 hour')
          on conflict (login) do update set seen_at = excluded.seen_at`,
      );
    await present('cs-3');
    await present('cc-1');
    const given = async () => {
      const process = await begin(await aLife({ payment: 'later' }));
      const { state } = await until(process.record, ({ state: { tickets } }) => tickets[0]?.assignee !== null);
      return state.tickets[0]?.assignee;
    };
    const first = await given();
    const others = [await given(), await given()];
    expect([first, new Set(others)]).toEqual(['cs-3', new Set(['cs-1', 'cs-2'])]);
  });

  test('go round evenly also when many are opened in one moment', async () => {
    const taken = ['cases set assignee = null', 'tickets set assigned_to = null, meant_for = null'];
    for (const all of taken) await rows(orm().em.fork(), sql.raw(`update ${all}`));
    const processes = await Promise.all(Array.from({ length: 9 }, () => aLife({ payment: 'later' }).then(begin)));
    const assignees = await Promise.all(
      processes.map(async ({ record }) => {
        const { state } = await until(record, ({ state: { tickets } }) => tickets[0]?.assignee !== null);
        return String(state.tickets[0]?.assignee);
      }),
    );
    const loads = Object.values(Object.groupBy(assignees, (login) => login)).map((all) => all?.length);
    expect(loads).toEqual([3, 3, 3]);
  });
});

test('FK-06 a history that has grown long continues as new: nothing is lost, nothing is done twice', async () => {
  const process = await begin(await aLife({ payment: 'later' }));
  await until(process.record, ({ state: { tickets } }) => tickets[0]?.assignee !== null);
  const first = await process.runId();
  const take = (login: string) =>
    ({
      kind: 'ticket',
      ticketId: 'not-paid',
      command: { kind: 'take', by: { login, roles: ['customer-success'] } },
    }) as const;
  // 14 events each: past the 2000 after which it continues as new, as soon as no effect is pending.
  for (let turn = 0; turn < 160; turn += 1) {
    expect(await process.ask('cs-1', take(turn % 2 === 0 ? 'cs-1' : 'cs-2'), await time.now())).toBe('done');
  }
  await until(process.runId, (runId) => runId !== first);
  const before = await process.record();
  expect(await process.look()).toMatchObject({ stage: 'booked', todo: [{ what: 'call-customer' }] });
  expect(await process.record()).toEqual(before);
  expect((await process.past()).filter((what) => what === 'ticket-opened')).toHaveLength(1);
  const { firstVisitAt } = before.state;
  await time.advanceTo(firstVisitAt);
  await until(process.look, ({ stage }) => stage === 'cancelled');
  expect((await process.effects()).filter(({ channel }) => channel === 'sms')).toMatchObject([
    { intent: 'sms-2/cancelled' },
  ]);
}, 180_000);

describe('a record that has gone another way', () => {
  /** A package whose record says paid, without its workflow's knowledge. */
  async function paidBehindItsBack() {
    const life = await aLife();
    const process = await begin(life);
    await process.look();
    const known = life.moves.length;
    const told = life.pays(localNow(life), {
      id: receiptOf(life),
      requestId: life.state.paymentRequests[0]?.id ?? null,
    });
    const moves = told.moves.slice(known).map((move) => recordedMove(thePackagePolicy(), move));
    await orm()
      .em.fork()
      .transactional((em) => writePackageMoves(em, process.id, moves, null));
    return { life, process };
  }

  test('FK-06 the chase comes to a package that is paid: no ticket, no text, and the validity goes on', async () => {
    const { life, process } = await paidBehindItsBack();
    await time.advanceTo(life.state.firstVisitAt);
    await until(process.look, ({ stage }) => stage === 'active');
    expect(await process.past()).toEqual(['booked', 'payment-requested', 'paid']);
    expect((await process.effects()).filter(({ intent }) => intent.startsWith('sms-'))).toEqual([]);
  });

  test('FK-13 the same money told again is the same money', async () => {
    const { life, process } = await paidBehindItsBack();
    await process.receives({ id: receiptOf(life) }, await time.now());
    await until(process.look, ({ stage }) => stage === 'active');
    expect((await process.record()).state.heldPayments).toEqual([]);
    expect(await process.past()).toEqual(['booked', 'payment-requested', 'paid']);
  });

  test('FK-21 a command is decided on what the record holds', async () => {
    const { process } = await paidBehindItsBack();
    const refundId = randomUUID();
    expect(await process.ask('cc-1', { kind: 'cancel', refundId }, await time.now())).toBe('done');
    expect((await process.record()).state).toMatchObject({ stage: 'cancelled', refunds: [{ id: refundId }] });
    expect(await process.past()).toEqual(['booked', 'payment-requested', 'paid', 'package-cancelled']);
  });
});
