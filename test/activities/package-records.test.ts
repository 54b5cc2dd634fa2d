import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { distributionOf } from '../../db/write/ticket-distribution.ts';
import { aBooking, cairo, Life, person, thePackagePolicy } from '../domain/service-package/builders.ts';
import { keptCases } from '../harness/kept-cases.ts';
import { quietly } from '../harness/quiet-activity.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';
import { packageNow } from '../harness/vendors/bought-package.ts';
import { recordingAdapters } from '../harness/recording-adapters.ts';

const program = 'filkhedma';
const NOW = cairo('2031-03-03 11:00');
const policy = thePackagePolicy();

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', NOW);
});
beforeEach(() => rows(em(), sql`truncate outbox`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const activities = () => keptCases(database.orm, recordingAdapters().adapters);
const process = 'service-package';
const waitingUpdates = () => rows(em(), sql`select 1 from outbox where kind = 'update'`);

/** A booked package, its life, and a function that writes what is decided on it. */
async function aPackage() {
  const { life, requestId } = aLifeToStore();
  const packageId = await storeLife(database.orm, life);
  let known = life.moves.length;
  return {
    ...{ life, packageId, requestId },
    write: async (updateId: string | null = null) => {
      const moves = life.moves.slice(known);
      known = life.moves.length;
      return activities().recordMoves({ process, caseId: packageId, program, moves, updateId });
    },
    again: (from: number, updateId: string | null = null) =>
      activities().recordMoves({ process, caseId: packageId, program, moves: life.moves.slice(from), updateId }),
    now: () => packageNow(database.orm, packageId),
    sms: async () =>
      rows<{ intent: string; status: string }>(
        em(),
        sql`select intent, status from outbound_effects where case_id = ${packageId}::uuid and channel = 'sms' order by place`,
      ),
  };
}

/** A package that is paid later: it begins with a ticket. */
async function withTicket() {
  const visits = [{ id: randomUUID(), startsAt: cairo('2031-03-10 12:00') }];
  const life = new Life(aBooking({ visits, payment: 'later', requestId: randomUUID() }), cairo('2031-03-03 10:00'));
  const packageId = await storeLife(database.orm, life);
  const [ticket] = life.state.tickets;
  if (ticket === undefined) throw new Error('there is no ticket');
  return { life, packageId, ticket };
}

test('a package is loaded from its record, with its policy and its pending effects', async () => {
  const { life, packageId, requestId } = await aPackage();
  const loaded = await activities().loadCase({ process, caseId: packageId, program });
  expect([loaded.policy, loaded.state]).toEqual([policy, JSON.parse(JSON.stringify(life.state))]);
  expect(loaded.owed).toMatchObject([{ channel: 'payment', order: { kind: 'request', requestId } }]);
  await expect(activities().loadCase({ process, caseId: randomUUID(), program })).rejects.toThrow('there is no');
});

test('moves are written together with the SMS that they order, which wait in the ledger', async () => {
  const { life, write, now, sms } = await aPackage();
  life.until(cairo('2031-03-10 12:00'));
  expect(life.state.stage).toBe('cancelled');
  expect(await write()).toBeUndefined();
  expect((await now()).state).toMatchObject({ stage: 'cancelled', version: life.state.version });
  const ordered = life.moves.flatMap((move) => move.sms.map(({ intent }) => intent));
  expect(ordered.length).toBeGreaterThan(0);
  expect(await sms()).toEqual(ordered.map((intent) => ({ intent, status: 'planned' })));
});

test('a listener of a package hears of its moves; an empty list of moves is an error, and so is an unknown package', async () => {
  const { life, write, packageId } = await aPackage();
  const heard = () =>
    rows(
      em(),
      sql`select kind, program from live_events where case_id = ${packageId}::uuid and kind = 'service-package'`,
    );
  const before = (await heard()).length;
  life.until(cairo('2031-03-03 14:00'));
  const written = life.moves.length;
  await write();
  expect((await heard()).slice(before)).not.toEqual([]);
  expect((await heard()).every((one) => (one as { program: string }).program === program)).toBe(true);
  const record = (id: string, moves: typeof life.moves) =>
    activities().recordMoves({ process, caseId: id, program, moves, updateId: null });
  await expect(record(packageId, [])).rejects.toThrow('no move to write');
  await expect(record(randomUUID(), life.moves.slice(written - 1))).rejects.toThrow('there is no policy');
});

test('what is written again changes nothing; another move is answered with the record and its pending effects', async () => {
  const { life, write, again, packageId, requestId, sms } = await aPackage();
  const [booked, updateId] = [life.moves.length, randomUUID()];
  life.pays('2031-03-03 11:00', { id: `paymob/${requestId}`, requestId });
  await write(updateId);
  expect(await again(booked)).toBeUndefined();
  const other = new Life(
    aBooking({ visits: life.state.visits.map(({ id, startsAt }) => ({ id, startsAt })), requestId }),
    cairo('2031-03-03 10:00'),
  );
  other.does('2031-03-03 11:30', 'cs-1', { kind: 'cancel', refundId: randomUUID() });
  const moves = other.moves.slice(1);
  const holds = { state: { stage: life.state.stage, version: life.state.version }, owed: [] };
  const otherwise = (as: string | null) =>
    quietly(() => activities().recordMoves({ process, caseId: packageId, program, moves, updateId: as }));
  expect(await otherwise(null)).toMatchObject({ ...holds, isCarriedOut: false });
  expect(await otherwise(updateId)).toMatchObject({ ...holds, isCarriedOut: true });
  expect((await sms()).map(({ intent }) => intent)).toEqual(
    life.moves.flatMap((move) => move.sms.map(({ intent }) => intent)),
  );
});

test('a ticket that is given to somebody who has left is asked back once it is written, open and not taken by another since', async () => {
  await rows(em(), sql`update people set active = false where login = 'cs-3'`);
  const give = async (...to: string[]) => {
    const { life, packageId, ticket } = await withTicket();
    const known = life.moves.length;
    for (const [place, login] of to.entries()) {
      const command = { kind: 'assign', by: person('cs-lead'), to: person(login, 'customer-success') } as const;
      life.does(`2031-03-03 11:0${place}`, 'cs-lead', { kind: 'ticket', ticketId: ticket.id, command });
    }
    const write = () =>
      activities().recordMoves({ process, caseId: packageId, program, moves: life.moves.slice(known), updateId: null });
    await write();
    return { life, write, packageId };
  };
  await give('cs-1');
  await give('cs-3', 'cs-1');
  expect(await waitingUpdates()).toEqual([]);
  const { write } = await give('cs-1', 'cs-2', 'cs-3');
  // Since the last of the moves.
  const waiting = sql`select created_at = ${cairo('2031-03-03 11:02')}::timestamptz as "isThen" from outbox where kind = 'update'`;
  expect(await rows(em(), waiting)).toEqual([{ isThen: true }]);
  await rows(em(), sql`truncate outbox`);
  await write();
  expect(await waitingUpdates()).toEqual([]);
  // One that is closed is nothing to be given back.
  const { life, packageId, ticket } = await withTicket();
  const known = life.moves.length;
  const command = { kind: 'assign', by: person('cs-lead'), to: person('cs-3', 'customer-success') } as const;
  life.does('2031-03-03 11:00', 'cs-lead', { kind: 'ticket', ticketId: ticket.id, command });
  life.does('2031-03-03 11:01', 'cs-1', { kind: 'cancel', refundId: randomUUID() });
  expect(life.state.tickets).toMatchObject([{ status: 'closed', assignee: 'cs-3' }]);
  await activities().recordMoves({
    process,
    caseId: packageId,
    program,
    moves: life.moves.slice(known),
    updateId: null,
  });
  expect(await waitingUpdates()).toEqual([]);
});

test('tickets are handed out team by team, each to who has least of it, and seen by others at the same moment', async () => {
  await rows(em(), sql`update people set active = true`);
  const { packageId, ticket } = await withTicket();
  const keys = (await rows<{ key: string }>(em(), sql`select key from cases where owner_id = ${packageId}::uuid`)).map(
    ({ key }) => key,
  );
  expect(keys).toEqual([ticket.id]);
  const choose = (tickets: { key: string; team: string }[]) =>
    activities().chooseAssignees({ process: 'service-package', caseId: packageId, program, tickets, at: NOW });
  const mine = { key: ticket.id, team: 'customer-success' };
  let choosing: Promise<unknown> = Promise.resolve();
  await em().transactional(async (tx) => {
    await lockCase(tx, distributionOf(program, 'customer-success'));
    choosing = choose([mine]);
    await untilBlocked(database.orm, 1);
  });
  const [given] = (await choosing) as { ticket: string; login: string }[];
  expect(given).toMatchObject({ ticket: ticket.id, login: expect.stringMatching(/^cs-\d$/) });
  expect(
    await rows(
      em(),
      sql`select meant_for as login from tickets join cases using (id) where owner_id = ${packageId}::uuid`,
    ),
  ).toEqual([{ login: given?.login }]);
  const wanted = [mine, { key: 'o1', team: 'operations' }, { key: 's2', team: 'customer-success' }];
  const all = await choose(wanted);
  expect(all.map((one) => one.ticket)).toEqual([ticket.id, 's2', 'o1']);
  expect(new Set(all.slice(0, 2).map(({ login }) => login)).size).toBe(2);
  expect(all.at(-1)?.login).toMatch(/^ops-/);
  expect(await choose([])).toEqual([]);
});
