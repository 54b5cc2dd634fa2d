// Outdated notifications are withdrawn, only for this case and these people, and open streams hear of it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { rows, sql } from '../../db/sql.ts';
import { LIVE_CHANNEL } from '../../db/write/live-events.ts';
import { withdrawLost, withdrawOf, withdrawOfTickets } from '../../db/write/notifications-withdrawn.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';
import { until } from '../harness/until.ts';

const AT = '2031-03-03T08:00:00.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
beforeEach(() => rows(em(), sql`truncate notifications, live_events`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();

type Entry = { login: string; kind: string; roles?: string[]; program?: string };

/** Entries about a case, as people received them. */
async function tell(caseId: string, process: string, ...entries: Entry[]): Promise<void> {
  for (const { login, kind, roles = null, program = 'filkhedma' } of entries) {
    await rows(
      em(),
      sql`insert into notifications (login, at, kind, program, process, case_id, roles)
        values (${login}, ${AT}::timestamptz, ${kind}, ${program}, ${process}, ${caseId}::uuid, ${roles}::text[])`,
    );
  }
}

const kept = async () =>
  (await rows<{ login: string }>(em(), sql`select login from notifications order by login`)).map(({ login }) => login);
const heard = () =>
  rows<{ program: string; told: { process: string; logins: string[] } }>(
    em(),
    sql`select kind, program, case_id as "caseId", told from live_events where kind = 'withdrawn' order by case_id`,
  );

test('what is not still so goes, of this case alone, and is told once for all whose it was', async () => {
  const [caseId, other] = [randomUUID(), randomUUID()];
  await tell(caseId, 'conversation', { login: 'b', kind: 'new' }, { login: 'a', kind: 'new' });
  await tell(other, 'conversation', { login: 'c', kind: 'new' });
  await withdrawOf(em(), caseId, [], AT);
  expect(await kept()).toEqual(['c']);
  const told = { process: 'conversation', logins: ['a', 'b'] };
  expect(await heard()).toEqual([{ kind: 'withdrawn', program: 'filkhedma', caseId, told }]);
  await withdrawOf(em(), caseId, [], AT);
  expect(await heard()).toHaveLength(1);
});

test('what is still so stays: of a kind, by one of some roles, to one person; each of several alone', async () => {
  const caseId = randomUUID();
  await tell(
    caseId,
    'conversation',
    { login: 'any-kind', kind: 'reply-escalated' },
    { login: 'by-role', kind: 'new', roles: ['klo', 'support'] },
    { login: 'other-role', kind: 'new', roles: ['support'] },
    { login: 'no-role', kind: 'new' },
    { login: 'mine', kind: 'assigned-to-you' },
    { login: 'not-mine', kind: 'assigned-to-you' },
    { login: 'other-kind', kind: 'overdue', roles: ['klo'] },
  );
  const still = [
    { kinds: ['reply-escalated'] },
    { kinds: ['new'], roles: ['klo'] },
    { kinds: ['assigned-to-you'], login: 'mine' },
  ];
  await withdrawOf(em(), caseId, still, AT);
  expect(await kept()).toEqual(['any-kind', 'by-role', 'mine']);
  await withdrawOf(em(), caseId, still.slice(1), AT);
  expect(await kept()).toEqual(['by-role', 'mine']);
});

test('a listener is woken only where something was taken back', async () => {
  const listener = await openConnection(database.url);
  let calls = 0;
  listener.on('notification', () => (calls += 1));
  await listener.query(`listen ${LIVE_CHANNEL}`);
  const caseId = randomUUID();
  await withdrawOf(em(), caseId, [], AT);
  await listener.query('select 1');
  expect(calls).toBe(0);
  await tell(caseId, 'ticket', { login: 'a', kind: 'ticket-assigned' });
  await withdrawOf(em(), caseId, [], AT);
  await until(() => calls === 1);
});

test('of tickets: nothing of a closed one stays, of others what is so', async () => {
  const aTicket = () => aStoredTicket(database.orm, 'outbound-sales-request', AT);
  const [open, closed, untouched] = [await aTicket(), await aTicket(), await aTicket()];
  await rows(em(), sql`update cases set assignee = 'mine' where id = ${open.id}::uuid`);
  await rows(em(), sql`update cases set stage = 'closed', open = false where id = ${closed.id}::uuid`);
  for (const { id } of [open, closed, untouched]) {
    await tell(
      id,
      'ticket',
      { login: 'mine', kind: 'ticket-assigned' },
      { login: 'not-mine', kind: 'ticket-assigned' },
      { login: 'late', kind: 'ticket-overdue' },
      { login: 'other', kind: 'ticket-opened' },
    );
  }
  const of = async (id: string) =>
    (
      await rows<{ login: string }>(
        em(),
        sql`select login from notifications where case_id = ${id}::uuid order by login`,
      )
    ).map(({ login }) => login);
  await withdrawOfTickets(em(), [open.id, closed.id], AT);
  expect(await of(open.id)).toEqual(['mine', 'other']);
  expect(await of(closed.id)).toEqual([]);
  expect(await of(untouched.id)).toHaveLength(4);
  expect((await heard()).map(({ told }) => told.logins.length).toSorted((one, other) => one - other)).toEqual([2, 4]);
  await rows(em(), sql`update tickets set escalated_at = ${AT}::timestamptz where id = ${untouched.id}::uuid`);
  await withdrawOfTickets(em(), [untouched.id], AT);
  expect(await of(untouched.id)).toEqual(['late', 'other']);
});

test('a person who loses a role loses its notifications; a person who leaves loses all; others lose none', async () => {
  const entries = async () => {
    await rows(em(), sql`truncate notifications`);
    for (const login of ['cs-1', 'cs-2']) {
      await tell(randomUUID(), 'ticket', { login, kind: 'ticket-overdue', roles: ['customer-success', 'operations'] });
      await tell(randomUUID(), 'ticket', { login, kind: 'ticket-overdue', roles: ['operations'] });
      await tell(randomUUID(), 'ticket', { login, kind: 'ticket-assigned' });
      await tell(randomUUID(), 'conversation', { login, kind: 'new', program: 'cdek' });
    }
  };
  const of = async (login: string) =>
    (
      await rows<{ what: string }>(
        em(),
        sql`select concat_ws(' ', kind, array_to_string(roles, '+')) as what from notifications where login = ${login} order by id`,
      )
    ).map(({ what }) => what);
  await entries();
  await withdrawLost(em(), 'cs-1', AT);
  expect(await of('cs-1')).toEqual(['ticket-overdue customer-success+operations', 'ticket-assigned']);
  expect(await of('cs-2')).toHaveLength(4);
  await entries();
  await rows(em(), sql`update people set active = false where login = 'cs-1'`);
  await withdrawLost(em(), 'cs-1', AT);
  expect([await of('cs-1'), (await of('cs-2')).length]).toEqual([[], 4]);
});
