// Tickets without a process, without their workflows.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { readTicket } from '../../db/read/tickets.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { distributionOf } from '../../db/write/ticket-distribution.ts';
import { later } from '../../domain/calendar/instant.ts';
import type { TicketCommand } from '../../domain/ticket/commands.ts';
import { moveOfTicketCommand } from '../../domain/ticket/moves.ts';
import type { Assignment } from '../../domain/distribution.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';
import { keptCases } from '../harness/kept-cases.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { quietly } from '../harness/quiet-activity.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';

const AT = '2031-03-03T08:00:00.000Z';
const NOW = later(AT, 'PT1M');
const policy = theTicketPolicy();
const by = { login: 'cs-1', roles: ['customer-success'] };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const activities = () => keptCases(database.orm);
const process = 'ticket';
const aTicket = () => aStoredTicket(database.orm, 'outbound-sales-request', AT);

function moved(ticket: TicketState, command: TicketCommand) {
  const move = moveOfTicketCommand(policy, ticket, command, NOW);
  if (move === null) throw new Error('nothing has changed');
  return move;
}

const write = (ticket: TicketState, command: TicketCommand, updateId: string | null = null) =>
  quietly(() =>
    activities().recordMoves({
      ...{ process, caseId: ticket.id, program: 'filkhedma', updateId, moves: [moved(ticket, command)] },
    }),
  );

test('a ticket is loaded from its record, with its policy; an unknown ticket is an error', async () => {
  const ticket = await aTicket();
  expect(await activities().loadCase({ process, caseId: ticket.id, program: 'filkhedma' })).toEqual({
    policy,
    state: ticket,
    owed: [],
  });
  const unknown = activities().loadCase({ process, caseId: randomUUID(), program: 'filkhedma' });
  await expect(unknown).rejects.toThrow('there is no ticket');
});

test('a move that is written says nothing, twice the same neither; another is answered with what the record holds', async () => {
  const ticket = await aTicket();
  const updateId = randomUUID();
  const take = { kind: 'take', by } as const;
  expect([await write(ticket, take, updateId), await write(ticket, take)]).toEqual([undefined, undefined]);
  const state = (await readTicket(em(), ticket.id))?.state;
  expect(state).toMatchObject({ version: 2, assignee: 'cs-1' });
  const wait = { kind: 'wait', by, until: '2031-03-05T10:00:00.000Z' } as const;
  expect(await write(ticket, wait)).toEqual({ state, isCarriedOut: false, owed: [] });
  expect(await write(ticket, wait, updateId)).toEqual({ state, isCarriedOut: true, owed: [] });
});

test('what is closed by somebody who has left is not asked back, nor what was not written; what is open is', async () => {
  const assign = { kind: 'assign', by: { login: 'careline', roles: [] }, to: { login: 'cs-2', roles: [] } } as const;
  const [kept, open, closing] = [await aTicket(), await aTicket(), await aTicket()];
  const waiting = async () => {
    const found = await rows<{ of: string }>(em(), sql`select split_part(workflow_id, '/', 3) as of from outbox`);
    await rows(em(), sql`truncate outbox`);
    return found.map(({ of }) => of).toSorted();
  };
  await write(kept, assign);
  await waiting();
  await rows(em(), sql`update people set active = false where login = 'cs-2'`);
  const given = moved(closing, assign).state;
  await write(closing, assign);
  expect(await waiting()).toEqual([kept.id, closing.id].toSorted());
  const close = { kind: 'close', result: 'other', noteId: null } as const;
  await write(given, { ...close, by: { login: 'cs-2', roles: ['customer-success'] } });
  await write(open, { kind: 'take', by });
  await write(open, assign);
  expect(await waiting()).toEqual([]);
});

test('it is meant for who has least of its team, also while others are being handed out', async () => {
  await rows(em(), sql`update people set active = login like 'cs-_' and login <> 'cs-2' where login like 'cs-%'`);
  const team = 'customer-success';
  const choose = (id: string) =>
    activities().chooseAssignees({ process, caseId: id, program: 'filkhedma', tickets: [{ key: id, team }], at: NOW });
  const [first, second] = [await aTicket(), await aTicket()];
  const meant = async ({ id }: TicketState) =>
    row(em(), sql`select meant_for as login from tickets where id = ${id}::uuid`);
  let choosing: Promise<Assignment[]> = Promise.resolve([]);
  await em().transactional(async (tx) => {
    await lockCase(tx, distributionOf('filkhedma', team));
    choosing = choose(first.id);
    await untilBlocked(database.orm, 1);
    expect(await meant(first)).toEqual({ login: null });
  });
  const login = (await choosing)[0]?.login;
  expect([login?.slice(0, 3), await meant(first)]).toEqual(['cs-', { login }]);
  await choose(second.id);
  expect(await meant(second)).not.toEqual({ login: null });
  const tickets = [{ key: second.id, team: 'empty' }];
  const chosen = await activities().chooseAssignees({
    process,
    caseId: second.id,
    program: 'filkhedma',
    tickets,
    at: NOW,
  });
  expect([chosen, await meant(second)]).toEqual([[], { login: expect.stringMatching(/^cs-/) }]);
});

type Distribution = Parameters<ReturnType<typeof activities>['chooseAssignees']>[0];

test('a choice that was asked before this version named no process, and is still made', async () => {
  await rows(em(), sql`update people set active = true where login like 'cs-%'`);
  const { id } = await aTicket();
  const tickets = [{ key: id, team: 'customer-success' }];
  const asked = { caseId: id, program: 'filkhedma', tickets, at: NOW } as unknown as Distribution;
  expect(await activities().chooseAssignees(asked)).toEqual([{ ticket: id, login: expect.stringMatching(/^cs-/) }]);
});

test('an unknown process, a record without a clock and no move at all are errors, and write nothing', async () => {
  const { id: caseId, version } = await aTicket();
  const which = { caseId, program: 'filkhedma' };
  const { loadCase, lookAtRecord, recordMoves } = activities();
  await expect(loadCase({ ...which, process: 'nothing' })).rejects.toThrow('no store for cases of nothing');
  await expect(lookAtRecord({ ...which, process, at: NOW })).rejects.toThrow('ticket has no watched record');
  for (const name of ['ticket', 'conversation']) {
    const nothing = recordMoves({ ...which, process: name, moves: [], updateId: null });
    await expect(nothing).rejects.toThrow('there is no move to write');
  }
  expect((await loadCase({ ...which, process })).state.version).toBe(version);
});
