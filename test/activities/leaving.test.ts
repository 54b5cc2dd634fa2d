// A case that is given to a person at the moment when they leave goes back, and so does one that was left with people
// who cannot work.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { endExpiredKeys, sweepHeld, takeBackFromGone } from '../../activities/leaving.ts';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { giveBackHeldBy } from '../../api/people/leaving.ts';
import { rows, sql } from '../../db/sql.ts';
import { endKey, insertApiKey } from '../../db/write/api-keys.ts';
import { lockHolders, enqueueGiveBacks } from '../../db/write/give-backs.ts';
import { loadDemoPeople, updatePerson } from '../../db/write/people.ts';
import { later } from '../../domain/calendar/instant.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { moveOfTicketCommand } from '../../domain/ticket/moves.ts';
import { giveBackEntry } from '../../workflows/leaving/contract.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';
import { keptCases } from '../harness/kept-cases.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { seedRequest, startingState } from '../harness/seeded-request.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

const AT = '2031-03-03T08:00:00.000Z';
const NOW = later(AT, 'PT1M');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(database.orm.em.fork(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const change = (login: string, changed: object) => em().transactional((tx) => updatePerson(tx, login, changed));
const waiting = async () =>
  (
    await rows<{ name: string; of: string }>(
      em(),
      sql`select payload ->> 'name' as name, workflow_id as of from outbox
    where kind = 'update' order by id`,
    )
  ).map(({ name, of }) => `${name} ${of.split('/').at(-1)}`);
const run = <Result>(activity: () => Promise<Result>) => new MockActivityEnvironment().run(activity);

/** The acceptance of a waiting conversation as its workflow decided it, and its writing. */
async function acceptance(login: string) {
  const { id: conversationId, workflowId } = await seedRequest(database.orm, { category: 'order', since: AT });
  const state = await startingState(database.orm, { workflowId });
  const command = { kind: 'accept', by: { login, roles: ['klo'] } } as const;
  const move = moveOfCommand(cdekPolicy(), state, command, NOW);
  if (move === null) throw new Error('nothing has changed');
  const which = { process: 'conversation', caseId: conversationId, program: 'cdek' };
  const record = { ...which, moves: [move], updateId: randomUUID() };
  const { recordMoves } = keptCases(database.orm);
  return { id: conversationId, write: () => run(() => recordMoves(record)) };
}

async function assignment(login: string) {
  const ticket = await aStoredTicket(database.orm, 'outbound-sales-request', AT);
  const command = { kind: 'assign', by: { login: 'careline', roles: [] }, to: { login, roles: [] } } as const;
  const move = moveOfTicketCommand(theTicketPolicy(), ticket, command, NOW);
  if (move === null) throw new Error('nothing has changed');
  const which = { process: 'ticket', caseId: ticket.id, program: 'filkhedma' };
  const record = { ...which, moves: [move], updateId: null };
  const { recordMoves } = keptCases(database.orm);
  return { id: ticket.id, write: () => run(() => recordMoves(record)) };
}

test.each([
  ['a request', 'releaseConversation', 'klo-1', acceptance],
  ['a ticket', 'giveBackTicket', 'cs-1', assignment],
])(
  '%s that is written as theirs after they have left is asked back; of others it is not',
  async (_, name, login, of) => {
    const [kept, lost] = [await of(login.replace('1', '2')), await of(login)];
    await change(login, { active: false });
    await kept.write();
    await lost.write();
    expect((await waiting()).filter((one) => one.startsWith(name))).toEqual([`${name} ${lost.id}`]);
    await change(login, { active: true });
  },
);

test('the change of a right and the move take turns: the work is given back in either order', async () => {
  const [first, second] = [await acceptance('klo-3'), await acceptance('klo-3')];
  await first.write();
  let writing: Promise<unknown> = Promise.resolve();
  await em().transactional(async (tx) => {
    await lockHolders(tx, 'klo-3');
    writing = second.write();
    await untilBlocked(database.orm, 1);
    // What others are given goes on.
    await (await acceptance('klo-2')).write();
    await updatePerson(tx, 'klo-3', { active: false });
    expect(await giveBackHeldBy(tx, 'klo-3', NOW)).toEqual([expect.stringContaining(first.id)]);
  });
  await writing;
  expect((await waiting()).slice(-2)).toEqual([`releaseConversation ${first.id}`, `releaseConversation ${second.id}`]);
});

const parts = () => ({
  ...{ orm: database.orm, clock: { now: () => new Date(NOW) }, logger: pino({ level: 'silent' }), giveBackEntry },
});

test('the sweep finds work that was not given back, once; unknown logins are left alone', async () => {
  // Earlier tests left some people with cases.
  const known = await sweepHeld(parts());
  const [gone, unknown, stays] = [
    await assignment('cs-3'),
    await assignment('somebody-else'),
    await assignment('cs-2'),
  ];
  for (const { write } of [gone, unknown, stays]) await write();
  await change('cs-3', { memberships: [{ program: 'filkhedma', role: 'finance' }] });
  const before = await waiting();
  // Holders are counted even when their give-back is already in the outbox.
  expect([await sweepHeld(parts()), await sweepHeld(parts())]).toEqual([known + 1, known + 1]);
  expect((await waiting()).slice(before.length)).toEqual([`giveBackTicket ${gone.id}`]);
});

test('no login gives nothing back, and a person gives back only once', async () => {
  const before = (await waiting()).length;
  await em().transactional((tx) => takeBackFromGone(tx, [null, 'cs-2', 'cs-2', null], NOW, giveBackEntry));
  const rule = { lostBy: () => [], entry: giveBackEntry };
  expect(await em().transactional((tx) => enqueueGiveBacks(tx, [], NOW, rule))).toEqual([]);
  expect(await waiting()).toHaveLength(before);
});

test('a key whose time has come is ended once: it is audited, and what its app holds goes back', async () => {
  const aKey = async (name: string, expiresAt: string) => {
    const key = { id: randomUUID(), name, keyHash: randomUUID(), program: 'filkhedma', roles: ['customer-success'] };
    await insertApiKey(em(), { ...key, expiresAt, createdBy: 'admin' }, AT);
    return key.id;
  };
  const due = await aKey('due', NOW);
  await aKey('not-yet', later(NOW, 'PT0.001S'));
  const [held, others] = [await assignment('app:filkhedma:due'), await assignment('app:filkhedma:not-yet')];
  for (const { write } of [held, others]) await write();
  await rows(em(), sql`delete from outbox where kind = 'update'`);
  expect([await endExpiredKeys(parts()), await endExpiredKeys(parts())]).toEqual([1, 0]);
  expect(await waiting()).toEqual([`giveBackTicket ${held.id}`]);
  const audited = sql`select actor, action, program, details from audit_entries where action like 'api-key%'`;
  expect(await rows(em(), audited)).toEqual([
    { actor: 'careline', action: 'api-key.expired', program: 'filkhedma', details: { id: due, name: 'due' } },
  ]);
  expect(await rows(em(), sql`select name from api_keys where ended_at = ${NOW}::timestamptz`)).toEqual([
    { name: 'due' },
  ]);
});

test('of two who end a key at once one does', async () => {
  const key = { id: randomUUID(), name: 'twice', keyHash: randomUUID(), program: 'filkhedma', roles: ['finance'] };
  await insertApiKey(em(), { ...key, expiresAt: NOW, createdBy: 'admin' }, AT);
  let ending: Promise<number> = Promise.resolve(0);
  await em().transactional(async (tx) => {
    await lockHolders(tx, 'app:filkhedma:twice');
    ending = endExpiredKeys(parts());
    await untilBlocked(database.orm, 1);
    await endKey(tx, key.id, NOW);
  });
  await ending;
  expect(await rows(em(), sql`select 1 from audit_entries where details ->> 'id' = ${key.id}`)).toEqual([]);
});
