// Tickets as rows, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { instantOf, row, rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { insertContact } from '../../db/write/contacts.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { keepPolicy } from '../../db/write/policies.ts';
import { distributionOf, keepMeantFor } from '../../db/write/ticket-distribution.ts';
import { notifyAboutTickets, type TicketOwner, writeHelpdeskRef, writeTickets } from '../../db/write/tickets.ts';
import { later } from '../../domain/calendar/instant.ts';
import type { TicketNotify, TicketState } from '../../domain/ticket/state.ts';
import { recordedTicket } from '../../domain/ticket/process.ts';
import { aTicket, theTicketPolicy } from '../domain/ticket/builders.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { putCase } from '../harness/case-facts.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const AT = '2031-03-03T08:00:00.000Z';
const LATER = later(AT, 'PT10M');
const LAST = later(AT, 'PT20M');

let database: TestDatabase;
let owner: TicketOwner;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
beforeEach(async () => {
  await rows(em(), sql`truncate live_events, notifications`);
  const contact = { id: randomUUID(), program: 'filkhedma', name: 'منى', phone: '+201001234567', address: null };
  await insertContact(em(), contact, AT);
  const policyDigest = await keepPolicy(em(), { version: 'test' });
  const whose = { caseId: randomUUID(), process: 'service-package', program: 'filkhedma' } as const;
  owner = { ...whose, contactId: contact.id, policyDigest };
  await putCase(em(), owner);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const write = (tickets: readonly TicketState[], at = AT) =>
  writeTickets(
    em(),
    owner,
    tickets.map((ticket) => ({ id: randomUUID(), ...recordedTicket(theTicketPolicy(), ticket) })),
    at,
  );

/** A ticket of the case under its key, and what it becomes. */
const keyed = (id: string, changes: Partial<TicketState> = {}) => aTicket({ id, ...changes });
const next = (ticket: TicketState, changes: Partial<TicketState>): TicketState => ({
  ...{ ...ticket, ...changes, version: ticket.version + 1 },
});

async function rowOf(id: string | undefined) {
  const found = await row<{ assignedAt: string | null; dueAt: string }>(
    em(),
    sql`select key, type, stage as status, version, assignee, result, assigned_at as "assignedAt", due_at as "dueAt", state
      from tickets join cases using (id) where id = ${id}::uuid`,
  );
  return found && { ...found, assignedAt: instantOf(found.assignedAt), dueAt: instantOf(found.dueAt) };
}

describe('tickets', () => {
  test('are written under their case, each with its key, its team and what lists ask for', async () => {
    const [one, other] = [keyed('not-paid', { assignee: 'cs-1' }), keyed('package-expired')];
    const ids = await write([one, other]);
    expect([...ids.keys()].toSorted()).toEqual(['not-paid', 'package-expired']);
    const { type, status, version, dueAt } = one;
    const same = { type, status, version, dueAt, result: null };
    expect(await rowOf(ids.get('not-paid'))).toEqual({
      ...{ ...same, key: 'not-paid', assignee: 'cs-1', assignedAt: AT, state: one },
    });
    expect(await rowOf(ids.get('package-expired'))).toEqual({
      ...{ ...same, key: 'package-expired', assignee: null, assignedAt: null, state: other },
    });
    const kept = sql`select distinct k.program, owner_id as "caseId", contact_id as "contactId", policy_digest as "policyDigest",
      process, queue as team, lead, scopes from tickets join cases k using (id) where owner_id = ${owner.caseId}::uuid`;
    expect(await rows(em(), kept)).toEqual([
      { ...owner, process: 'ticket', team: 'customer-success', lead: 'customer-success-lead', scopes: ['program'] },
    ]);
  });

  test('move on under the id that they have; when they were given changes with who has them', async () => {
    const opened = keyed('not-paid');
    const [id] = [...(await write([opened])).values()];
    const given = next(opened, { assignee: 'cs-1' });
    expect([...(await write([given], LATER)).values()]).toEqual([id]);
    expect(await rowOf(id)).toMatchObject({ version: 2, assignee: 'cs-1', assignedAt: LATER, state: given });
    const put = next(given, { dueAt: LAST });
    await write([put], LAST);
    expect(await rowOf(id)).toMatchObject({ version: 3, dueAt: LAST, assignedAt: LATER });
    const passed = next(put, { assignee: 'cs-2' });
    await write([passed], LAST);
    expect(await rowOf(id)).toMatchObject({ assignee: 'cs-2', assignedAt: LAST });
    await write([next(passed, { assignee: null })], LAST);
    expect(await rowOf(id)).toMatchObject({ assignee: null, assignedAt: null });
  });

  test('do not go back a version, nor is one written over that is as far', async () => {
    const opened = keyed('not-paid');
    const taken = next(opened, { assignee: 'cs-1' });
    const [id] = [...(await write([taken])).values()];
    for (const late of [opened, { ...taken, assignee: 'cs-2' }]) {
      await expect(write([keyed(`new-${late.version}`), late])).rejects.toThrow('has moved meanwhile');
    }
    expect(await rowOf(id)).toMatchObject({ version: 2, assignee: 'cs-1' });
  });

  test('are live each by its own id; no ticket is no event', async () => {
    expect(await write([])).toEqual(new Map());
    const ids = await write([keyed('not-paid'), keyed('package-expired')]);
    const live = await rows(em(), sql`select kind, program, case_id as "caseId" from live_events order by case_id`);
    const expected = [...ids.values()].toSorted().map((caseId) => ({ kind: 'ticket', program: 'filkhedma', caseId }));
    expect(live).toEqual(expected);
  });

  test('that are closed have no notifications any more; other tickets keep theirs', async () => {
    const [one, other] = [keyed('not-paid'), keyed('package-expired')];
    const ids = await write([one, other]);
    const overdue = { kind: 'ticket-overdue', roles: ['customer-success-lead'], login: null } as const;
    const notifies = [one, other].map(({ id }) => ({ ...overdue, ticket: id }));
    await rows(em(), sql`update tickets set escalated_at = ${AT}::timestamptz`);
    await notifyAboutTickets(em(), owner, notifies, { ids }, AT);
    await write([next(one, { status: 'closed', result: 'paid', closedAt: LATER })], LATER);
    const left = await rows(em(), sql`select case_id as id from notifications`);
    expect(left).toEqual([{ id: ids.get('package-expired') }]);
  });

  test('keep the number under which the help desk knew them first', async () => {
    const ids = await write([keyed('not-paid'), keyed('package-expired')]);
    const id = ids.get('not-paid') ?? '';
    for (const ref of ['17', '18']) await writeHelpdeskRef(em(), id, { ref });
    const refs = sql`select key, helpdesk_ref as ref from tickets join cases using (id) where owner_id = ${owner.caseId}::uuid order by key`;
    expect(await rows(em(), refs)).toEqual([
      { key: 'not-paid', ref: '17' },
      { key: 'package-expired', ref: null },
    ]);
  });
});

describe('people who are notified', () => {
  const told = () =>
    rows(
      em(),
      sql`select login, kind, process, case_id as "caseId", roles, details from notifications order by kind, login`,
    );

  test('of a ticket opens the ticket, by role or by name', async () => {
    const ids = await write([keyed('not-paid')]);
    const notifies: TicketNotify[] = [
      { kind: 'ticket-overdue', ticket: 'not-paid', roles: ['customer-success-lead'], login: null },
      { kind: 'ticket-assigned', ticket: 'not-paid', roles: [], login: 'cs-1' },
    ];
    await notifyAboutTickets(em(), owner, notifies, { ids }, AT);
    const about = {
      process: 'ticket',
      caseId: ids.get('not-paid'),
      details: { ticket: 'not-paid', case: owner.caseId },
    };
    expect(await told()).toEqual([
      { login: 'cs-1', kind: 'ticket-assigned', roles: null, ...about },
      { login: 'cs-lead', kind: 'ticket-overdue', roles: ['customer-success-lead'], ...about },
    ]);
  });

  test('of money opens the case, and reads how much it is', async () => {
    const notify = { kind: 'money-waiting', ticket: 'payment', roles: ['finance'], login: null } as const;
    const amounts = new Map([['payment', { amountMinor: 160_000, currency: 'EGP' }]]);
    await notifyAboutTickets(em(), owner, [notify], { ids: new Map(), amounts }, AT);
    const details = { ticket: 'payment', case: owner.caseId, amountMinor: 160_000, currency: 'EGP' };
    const about = { process: 'service-package', caseId: owner.caseId, kind: 'money-waiting', details };
    expect(await told()).toContainEqual({ login: 'finance-1', roles: ['finance'], ...about });
  });
});

describe('FK-04: the distribution', () => {
  const meantFor = async () =>
    (
      await rows<{ meant: string | null }>(
        em(),
        sql`select meant_for as meant from tickets join cases using (id) where owner_id = ${owner.caseId}::uuid order by key`,
      )
    ).map(({ meant }) => meant);

  test('keeps for whom tickets of a case are meant, but for those that somebody has', async () => {
    const other = { ...owner, caseId: randomUUID() };
    await putCase(em(), other);
    await writeTickets(em(), other, [{ id: randomUUID(), ...recordedTicket(theTicketPolicy(), keyed('a')) }], AT);
    await write([keyed('a'), keyed('b', { assignee: 'cs-3' }), keyed('c')]);
    await keepMeantFor(em(), owner.caseId, []);
    expect(await meantFor()).toEqual([null, null, null]);
    const login = 'cs-1';
    await keepMeantFor(em(), owner.caseId, [
      { ticket: 'a', login },
      { ticket: 'b', login },
    ]);
    expect(await meantFor()).toEqual(['cs-1', null, null]);
    expect(await rows(em(), sql`select 1 from tickets where meant_for is not null`)).toHaveLength(1);
  });

  test('of one team waits for the one before it; that of another team or program does not', async () => {
    const tx = em();
    await tx.begin();
    await lockCase(tx, distributionOf('filkhedma', 'operations'));
    const distribute = (program: string, team: string) =>
      em().transactional((other) => lockCase(other, distributionOf(program, team)));
    await Promise.all([distribute('filkhedma', 'customer-success'), distribute('vet', 'operations')]);
    let isDone = false;
    const same = distribute('filkhedma', 'operations').then(() => (isDone = true));
    await untilBlocked(database.orm, 1);
    expect(isDone).toBe(false);
    await tx.commit();
    await same;
  });
});
