// Tickets in Freshdesk are created once and updated, without a double even when answers are lost.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { EffectAdapter } from '../../activities/effects/adapter.ts';
import { sandboxAdapters } from '../../activities/effects/adapters.ts';
import { helpdeskActivities } from '../../activities/effects/helpdesk.ts';
import { readTicket } from '../../db/read/tickets.ts';
import { rows, sql } from '../../db/sql.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { recordedTicket } from '../../domain/ticket/process.ts';
import { writeTicketMove } from '../../db/write/ticket-moves.ts';
import { moveOfTicketCommand } from '../../domain/ticket/moves.ts';
import type { TicketCommand } from '../../domain/ticket/commands.ts';
import type { TicketMove, TicketState } from '../../domain/ticket/state.ts';
import { turnOverdue } from '../../domain/ticket/timetable.ts';
import { freshdeskClient } from '../../vendors/freshdesk/freshdesk-client.ts';
import { freshdeskTicketAdapter } from '../../vendors/freshdesk/ticket-adapter.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { type MovedClock, movedClock, withRetries } from '../harness/effects.ts';
import { lateFaults } from '../harness/loopback-provider.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';
import * as freshdesk from '../harness/vendors/loopback-freshdesk.ts';

const policy = theTicketPolicy();
const by = { login: 'cs-1', roles: ['customer-success'] };

let database: TestDatabase;
let server: Awaited<ReturnType<typeof freshdesk.startFreshdesk>>;
let clock: MovedClock;

// Each test has its own database, because each help desk counts its tickets from one.
beforeEach(async () => {
  database = await freshDatabase();
  clock = movedClock();
  server = await freshdesk.startFreshdesk({ now });
});
afterEach(async () => {
  await server.close();
  await database.drop();
});

const now = () => clock.now().toISOString();

function toFreshdesk(): EffectAdapter {
  const client = freshdeskClient({ baseUrl: server.url, apiKey: freshdesk.API_KEY });
  return freshdeskTicketAdapter(client, { callTimeoutMs: 10_000 });
}

/** Mirrors a version as the workflow's activity does, with retries until it ends. */
async function mirror({ id, version }: TicketState, helpdesk = toFreshdesk()): Promise<void> {
  const { orm } = database;
  const activities = helpdeskActivities({
    orm,
    ledger: effectLedger(orm),
    clock,
    adapters: { ...sandboxAdapters(), helpdesk },
  });
  const about = { process: 'ticket', caseId: id, program: 'filkhedma', key: id, version };
  await withRetries(clock, () => activities.mirrorTicket(about), 100);
}

async function written(ticket: TicketState, move: TicketMove | null): Promise<TicketState> {
  if (move === null) throw new Error('nothing has changed');
  await database.orm.em
    .fork()
    .transactional((em) => writeTicketMove(em, recordedTicket(theTicketPolicy(), move.state), move, null));
  return move.state;
}

const does = (ticket: TicketState, command: TicketCommand) =>
  written(ticket, moveOfTicketCommand(policy, ticket, command, now()));

const aFollowUp = () => aStoredTicket(database.orm, 'outbound-sales-request', now());

test('FK-04 it is created with its due time and tag, and no more of the customer than name and number', async () => {
  const ticket = await aFollowUp();
  await mirror(ticket);
  await mirror(ticket);
  expect(server.tickets).toHaveLength(1);
  expect(server.tickets[0]?.fields).toMatchObject({
    ...{ name: 'منى', phone: '+201001234567', subject: 'Outbound sales request: منى' },
    ...{ status: 2, due_by: ticket.dueAt, tags: ['Outbound sales request'] },
  });
  const record = await readTicket(database.orm.em.fork(), ticket.id);
  expect(record?.helpdeskRef).toBe('1');
});

test('it is one effect to create it, which names it, and one for each version after that', async () => {
  const ticket = await aFollowUp();
  await mirror(ticket);
  const effects = () =>
    rows<{ intent: string; text: string; details: object }>(
      database.orm.em.fork(),
      sql`select intent, text, details from outbound_effects where case_id = ${ticket.id}::uuid order by place`,
    );
  const [created, ...none] = await effects();
  const text = `Outbound sales request, filkhedma, ${ticket.id}`;
  expect([created, none]).toMatchObject([{ intent: `ticket/${ticket.id}/create`, text, details: { version: 1 } }, []]);
  expect(created?.details).not.toHaveProperty('customFields');
  await mirror(await does(ticket, { kind: 'take', by }));
  expect((await effects())[1]).toMatchObject({
    intent: `ticket/${ticket.id}/v2`,
    text: '',
    details: { ticketId: '1' },
  });
});

test('a ticket that there is not is an error', async () => {
  const unknown = { ...(await aFollowUp()), id: '00000000-0000-4000-8000-000000000000' };
  await expect(mirror(unknown)).rejects.toThrow('there is no ticket');
});

test('FK-22 status, due time and result follow; what has been overtaken is told with its successor', async () => {
  const opened = await aFollowUp();
  await mirror(opened);
  const waits = await does(opened, { kind: 'wait', by, until: '2031-03-05T10:00:00.000Z' });
  await mirror(waits);
  // FK-08: the due time goes into a field of ours too, because Freshdesk's own clock is stopped.
  const waiting = { cf_careline_due: '2031-03-05T10:00:00.000Z' };
  expect(server.tickets[0]).toMatchObject({ status: 6, due_by: opened.dueAt, custom_fields: waiting });
  const late = await written(waits, turnOverdue(policy, waits, now()));
  await mirror(late);
  expect(server.tickets[0]?.tags).toEqual(['Outbound sales request', 'overdue']);
  const called = await does(late, { kind: 'record-call', by, outcome: 'answered', noteId: null });
  const closed = await does(called, { kind: 'close', by, result: 'other', noteId: null });
  const asked = server.asked.length;
  await mirror(called);
  expect(server.asked).toHaveLength(asked);
  await mirror(closed);
  expect(server.tickets[0]).toMatchObject({
    ...{ status: 5, tags: ['Outbound sales request'] },
    custom_fields: { cf_careline_result: 'other' },
  });
  const again = server.asked.length;
  await mirror(closed);
  expect(server.asked).toHaveLength(again);
});

test('FK-24 a ticket that is mirrored late is created as it is by then', async () => {
  const opened = await aFollowUp();
  const taken = await does(opened, { kind: 'take', by });
  const closed = await does(taken, { kind: 'close', by, result: 'other', noteId: null });
  for (const ticket of [opened, taken, closed]) await mirror(ticket);
  expect(server.tickets).toHaveLength(1);
  expect(server.tickets[0]).toMatchObject({ status: 5, custom_fields: { cf_careline_result: 'other' } });
});

test('FK-04 a ticket that is mirrored after its due time is there all the same', async () => {
  const opened = await aFollowUp();
  clock.move(30 * 86_400_000);
  await mirror(opened);
  const late = await written(opened, turnOverdue(policy, opened, now()));
  await mirror(late);
  expect(server.tickets).toMatchObject([
    { status: 2, tags: ['Outbound sales request', 'overdue'], custom_fields: { cf_careline_due: opened.dueAt } },
  ]);
});

test('FK-04 a creation with an unknown outcome: one more, flagged in the help desk, and never a third', async () => {
  const opened = await aFollowUp();
  server.isBlind = true;
  server.upcoming.push('answer-lost', 'answer-lost', 'answer-lost');
  await mirror(opened);
  const flag = 'careline-possible-duplicate';
  expect(server.tickets.map(({ tags }) => tags.includes(flag))).toEqual([false, true]);
  const effects = await rows(
    database.orm.em.fork(),
    sql`select status, resends from outbound_effects where case_id = ${opened.id}::uuid`,
  );
  expect(effects).toEqual([{ status: 'unknown', resends: 1 }]);
});

test.each(lateFaults)('FK-04 answer %s: one ticket, in its last state', async (fault) => {
  const opened = await aFollowUp();
  server.upcoming.push(fault);
  await mirror(opened);
  const closed = await does(opened, { kind: 'close', by, result: 'other', noteId: null });
  server.upcoming.push(fault);
  await mirror(closed);
  expect(server.tickets).toHaveLength(1);
  expect(server.tickets[0]).toMatchObject({ status: 5, custom_fields: { cf_careline_result: 'other' } });
});

test('a help desk that says no for good holds nothing up; the ledger says why', async () => {
  const ticket = await aFollowUp();
  const saysNo: EffectAdapter = {
    ...toFreshdesk(),
    send: async () => ({ kind: 'refused', code: 'freshdesk-invalid_value' }),
  };
  await mirror(ticket, saysNo);
  await mirror(await does(ticket, { kind: 'take', by }), saysNo);
  const found = await rows(
    database.orm.em.fork(),
    sql`select intent, status, code from outbound_effects where case_id = ${ticket.id}::uuid`,
  );
  expect(found).toEqual([{ intent: `ticket/${ticket.id}/create`, status: 'refused', code: 'freshdesk-invalid_value' }]);
});
