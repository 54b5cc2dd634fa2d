// FK-04, FK-09: the ticket of a person who leaves, or loses the role for such tickets, goes to a colleague.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordedTicket } from '../../domain/ticket/process.ts';
import { writeTicketMove } from '../../db/write/ticket-moves.ts';
import { moveOfTicketCommand } from '../../domain/ticket/moves.ts';
import { aBooking, Life } from '../domain/service-package/builders.ts';
import { type Answer, type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { MONDAY } from '../harness/packages.ts';
import { storeLife } from '../harness/stored-life.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';
import { until } from '../harness/until.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';

let line: Careline;
let lead: Caller;
let admin: Caller;

beforeAll(async () => {
  line = await startCareline(MONDAY);
  lead = await line.staff('cs-lead');
  admin = await line.staff('admin');
});
afterAll(() => line.stop());

const change = async (login: string, payload: object) =>
  expect((await admin.patch(`/v1/people/${login}`, payload)).status).toBe(200);
const inTeam = (role = 'customer-success') => ({ memberships: [{ program: 'filkhedma', role }] });
const back = (login: string) => change(login, { active: true, ...inTeam() });

async function followUp(login: string): Promise<string> {
  const body = { type: 'outbound-sales-request', customer: { name: 'منى', phone: '0100 123 4567' } };
  const opened = await (await line.staff('cc-1')).post('/v1/programs/filkhedma/tickets', body);
  return given(opened.body.id, login);
}

/** The ticket of a chase, which its package runs. */
async function chase(login: string): Promise<string> {
  const visits = [{ id: randomUUID(), startsAt: '2031-03-05T06:00:00.000Z' }];
  const life = new Life(aBooking({ visits, payment: 'later', requestId: randomUUID() }), MONDAY);
  const { body } = await lead.get(`/v1/service-packages/${await storeLife(line.database.orm, life)}`);
  return given(body.tickets[0], login);
}

async function given(id: string, login: string): Promise<string> {
  const answer = await lead.post(`/v1/tickets/${id}/assign`, { login });
  expect([answer.status, answer.body.assignee]).toEqual([200, login]);
  return `/v1/tickets/${id}`;
}

const assigneeOf = async (path: string) => (await lead.get(path)).body.assignee;
const pastOf = async (path: string): Promise<Answer['body'][]> => (await lead.get(`${path}/timeline`)).body.past;
const pathOf = async (path: string) => {
  const { caseId } = (await lead.get(path)).body;
  return caseId === null ? path : `/v1/service-packages/${caseId}`;
};
const ownEntries = async (path: string) =>
  (await pastOf(await pathOf(path))).filter(({ what }) => ['ticket-given-back', 'ticket-assigned'].includes(what));

/** Like `until`, and also runs the relay. */
function eventually<Seen>(look: () => Promise<Seen>, fits: (seen: Seen) => boolean): Promise<Seen> {
  return until(async () => {
    await line.relay();
    return look();
  }, fits);
}

describe.each([
  ['a ticket of no process', followUp],
  ['a ticket of a package', chase],
])('%s', (_, ticketOf) => {
  test('of a deactivated person goes to another member of the team; next and todo do not name the person who left; the lead is notified', async () => {
    const path = await ticketOf('cs-2');
    await change('cs-2', { active: false });
    const assignee = await eventually(
      () => assigneeOf(path),
      (found) => found !== null && found !== 'cs-2',
    );
    const { body } = await lead.get(path);
    expect(['cs-1', 'cs-3']).toContain(assignee);
    expect(JSON.stringify([body.nextAction, body.next, body.todo])).not.toContain('cs-2');
    const [given, assigned] = (await ownEntries(path)).slice(-2);
    expect(given).toMatchObject({
      what: 'ticket-given-back',
      by: 'careline',
      details: { from: 'cs-2', because: 'left', how: 'deactivated' },
    });
    expect(assigned).toMatchObject({ what: 'ticket-assigned', by: 'careline', details: { from: null, to: assignee } });
    const { items } = (await lead.get('/v1/notifications?limit=200')).body;
    expect(items.map(({ kind }: Answer['body']) => kind)).toContain('ticket-given-back');
    const { length } = await ownEntries(path);
    await change('cs-2', { active: false });
    await line.advance(line.now());
    expect(await ownEntries(path)).toHaveLength(length);
    await back('cs-2');
  });

  test('stays with a person whose new role takes such tickets, and leaves a person whose role does not', async () => {
    const path = await ticketOf('cs-3');
    await change('cs-3', { ...inTeam('customer-success-lead'), name: 'سلمى' });
    await line.advance(line.now());
    expect(await assigneeOf(path)).toBe('cs-3');
    await change('cs-3', inTeam('finance'));
    await eventually(
      () => assigneeOf(path),
      (found) => found !== null && found !== 'cs-3',
    );
    expect((await ownEntries(path)).at(-2)).toMatchObject({ details: { from: 'cs-3', how: 'roles' } });
    await back('cs-3');
  });

  test('stays unassigned if the team is empty', async () => {
    const path = await ticketOf('cs-1');
    for (const login of ['cs-2', 'cs-3', 'cs-1']) await change(login, { active: false });
    await eventually(
      () => ownEntries(path),
      (entries) => entries.at(-1)?.what === 'ticket-given-back' && entries.at(-1).details.from === 'cs-1',
    );
    expect((await lead.get(path)).body).toMatchObject({
      assignee: null,
      todo: [{ by: ['customer-success'] }],
    });
    for (const login of ['cs-1', 'cs-2', 'cs-3']) await back(login);
  });
});

test('a ticket whose workflow Temporal has forgotten is given back by a new run', async () => {
  const ticket = await aStoredTicket(line.database.orm, 'outbound-sales-request', line.now());
  const command = { kind: 'assign', by: { login: 'cs-lead', roles: [] }, to: { login: 'cs-2', roles: [] } } as const;
  const move = moveOfTicketCommand(theTicketPolicy(), ticket, command, line.now());
  if (move === null) throw new Error('nothing has changed');
  await line.database.orm.em
    .fork()
    .transactional((em) => writeTicketMove(em, recordedTicket(theTicketPolicy(), move.state), move, null));
  await change('cs-2', { active: false });
  await eventually(
    () => assigneeOf(`/v1/tickets/${ticket.id}`),
    (found) => found !== null && found !== 'cs-2',
  );
  await back('cs-2');
});

test('what goes back is said before, by process: for a deactivation, for a change of roles, for none', async () => {
  const [ticket] = [await followUp('cs-2')];
  const { conversationId } = await line.waitingCustomer('order');
  expect((await (await line.staff('klo-5')).post(`/v1/conversations/${conversationId}/accept`)).status).toBe(200);
  const preview = async (login: string, payload: object) =>
    (await admin.post(`/v1/people/${login}/preview`, payload)).body;
  const one = (process: string, id: string) => [{ process, count: 1, ids: [id] }];
  const ticketId = ticket.split('/').at(-1) ?? '';
  const tickets = [expect.objectContaining({ process: 'ticket', ids: expect.arrayContaining([ticketId]) })];
  expect(await preview('cs-2', { active: false })).toEqual({ holds: tickets, givesBack: tickets });
  expect((await preview('cs-2', inTeam('customer-success-lead'))).givesBack).toEqual([]);
  expect((await preview('cs-2', inTeam('finance'))).givesBack).toEqual(tickets);
  expect((await preview('cs-2', { name: 'Another' })).givesBack).toEqual([]);
  const requests = one('conversation', conversationId);
  expect(await preview('klo-5', { memberships: [] })).toEqual({ holds: requests, givesBack: requests });
  expect(await assigneeOf(ticket)).toBe('cs-2');
});
