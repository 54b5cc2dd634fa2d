// To whom a request of a queue that gives its requests may go, and for whom it is meant. Without workflows.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { tellOfArrival } from '../../api/routes/conversations/arrivals.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { readTeamOfQueue } from '../../db/read/team.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { notePresence } from '../../db/write/presence.ts';
import { distributionOf } from '../../db/write/ticket-distribution.ts';
import type { Actor } from '../../domain/access/actor.ts';
import { later } from '../../domain/calendar/instant.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import type { Assignment } from '../../domain/distribution.ts';
import { untilBlocked } from '../harness/blocked.ts';
import type { Clock } from '../../platform/clock.ts';
import { presenceLog } from '../../api/people/presence.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { keptCases } from '../harness/kept-cases.ts';
import { quietly } from '../harness/quiet-activity.ts';
import { seedRequest, startingState } from '../harness/seeded-request.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

const AT = '2031-03-03T08:00:00.000Z';
const NOW = later(AT, 'PT1M');
const cdek = { process: 'conversation', program: 'cdek' };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const aRequest = () => seedRequest(database.orm, { category: 'order', since: AT });
const choose = (caseId: string, except?: string): Promise<Assignment[]> => {
  const work = { key: 'klo', team: 'klo', presentOnly: true as const, ...(except === undefined ? {} : { except }) };
  return keptCases(database.orm).chooseAssignees({ ...cdek, caseId, tickets: [work], at: NOW });
};
const meant = (id: string) => row(em(), sql`select meant_for as login from conversations where id = ${id}::uuid`);
const arrive = (login: string) => em().transactional((tx) => tellOfArrival(tx, login, NOW));
const told = async () =>
  (await rows<{ key: string }>(em(), sql`select key from outbox where key like 'arrived/%' order by id`)).map(
    ({ key }) => key,
  );
/** The request in the record, with these parts of its state. */
const withState = (id: string, state: object) =>
  rows(em(), sql`update cases set state = state || ${JSON.stringify(state)}::jsonb where id = ${id}::uuid`);
const team = async () => {
  const people = await readTeamOfQueue(em(), { program: 'cdek', team: 'klo', at: NOW });
  return Object.fromEntries(people.map(({ login, ...rest }) => [login, rest]));
};

async function accept({ id, workflowId }: { id: string; workflowId: string }, login: string): Promise<void> {
  const state = await startingState(database.orm, { workflowId });
  const move = moveOfCommand(cdekPolicy(), state, { kind: 'accept', by: { login, roles: ['klo'] } }, NOW);
  if (move === null) throw new Error('nothing has changed');
  await quietly(() => keptCases(database.orm).recordMoves({ ...cdek, caseId: id, updateId: null, moves: [move] }));
}

test('only people at work get it; one that is meant for a person counts as theirs until it has moved', async () => {
  const [first, second] = [await aRequest(), await aRequest()];
  expect(await choose(first.id)).toEqual([]);
  expect(await meant(first.id)).toEqual({ login: null });
  for (const login of ['klo-2', 'klo-3']) await notePresence(em(), login, AT);
  let choosing: Promise<Assignment[]> = Promise.resolve([]);
  await em().transactional(async (tx) => {
    await lockCase(tx, distributionOf('cdek', 'klo'));
    choosing = choose(first.id);
    await untilBlocked(database.orm, 1);
  });
  expect(await choosing).toEqual([{ ticket: 'klo', login: 'klo-2' }]);
  expect(await meant(first.id)).toEqual({ login: 'klo-2' });
  expect(await choose(second.id)).toEqual([{ ticket: 'klo', login: 'klo-3' }]);
  expect(await team()).toMatchObject({
    'klo-1': { present: false, held: 0, lastGivenAt: null },
    'klo-2': { present: true, held: 1, lastGivenAt: null },
    'klo-3': { present: true, held: 1 },
  });
  await accept(first, 'klo-3');
  expect(await meant(first.id)).toEqual({ login: null });
  expect(await team()).toMatchObject({ 'klo-2': { held: 0 }, 'klo-3': { held: 2, lastGivenAt: NOW } });
  expect(await choose(second.id, 'klo-2')).toEqual([{ ticket: 'klo', login: 'klo-3' }]);
});

test('a person comes to work once, after five minutes without a request', async () => {
  expect(await notePresence(em(), 'klo-1', NOW)).toBe(true);
  expect(await notePresence(em(), 'klo-1', later(NOW, 'PT4M59S'))).toBe(false);
  expect(await notePresence(em(), 'klo-1', later(NOW, 'PT9M59S'))).toBe(true);
  expect(await notePresence(em(), 'klo-1', NOW)).toBe(false);
});

test('an arrival that could not be told is noted again by the next request', async () => {
  const clock = { now: () => new Date(later(NOW, 'PT1H')) };
  const told: string[] = [];
  const actor = { kind: 'staff', login: 'klo-3', admin: false } as Actor;
  let isAway = true;
  const seen = presenceLog(clock as Clock, async (_, login) => {
    if (isAway) throw new Error('the database went away');
    told.push(login);
  });
  await expect(seen(em(), actor)).rejects.toThrow('went away');
  isAway = false;
  await seen(em(), actor);
  await seen(em(), actor);
  expect(told).toEqual(['klo-3']);
});

test('requests that wait for someone of their queue are told, each once', async () => {
  const { id } = await aRequest();
  await arrive('klo-1');
  expect(await told()).toEqual([]);
  const giving = JSON.stringify({ choosing: false, told: true });
  await rows(em(), sql`update cases set state = jsonb_set(state, '{giving}', ${giving}::jsonb) where id = ${id}::uuid`);
  for (const login of ['support-1', 'director', 'admin', 'klo-1', 'klo-2']) await arrive(login);
  expect(await told()).toEqual([`arrived/${id}/1`]);
});

test('a request for which a person is being chosen is told, because the choice may have missed who comes', async () => {
  const { id } = await aRequest();
  await withState(id, { giving: { choosing: true, told: false } });
  let arriving: Promise<void> = Promise.resolve();
  // A choice that is being made is over, or has seen the person.
  await em().transactional(async (tx) => {
    await lockCase(tx, distributionOf('cdek', 'klo'));
    arriving = arrive('klo-1');
    await untilBlocked(database.orm, 1);
  });
  await arriving;
  expect((await told()).at(-1)).toBe(`arrived/${id}/1`);
  const sent = sql`select payload -> 'input' as input from outbox where key = ${`arrived/${id}/1`}`;
  expect(await row(em(), sent)).toEqual({ input: { at: NOW, version: 1 } });
});

test('a person who comes back is not told of what they have returned', async () => {
  const { id } = await aRequest();
  await withState(id, { giving: { choosing: false, told: true }, returnedBy: 'klo-1' });
  await arrive('klo-1');
  expect(await told()).not.toContain(`arrived/${id}/1`);
  await arrive('klo-2');
  expect(await told()).toContain(`arrived/${id}/1`);
});
