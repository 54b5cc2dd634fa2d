// The complete move after each command on a ticket without a process: state, timeline, notifications, next steps.
import { describe, expect, test } from '@jest/globals';
import {
  mayAssignTickets,
  refusalOfTicketAction,
  ticketAccess,
  ticketRelations,
} from '../../../domain/ticket/access.ts';
import { goesToLead, opensAgain } from '../../../domain/ticket/changes.ts';
import { refusalOfTicketCommand, type TicketCommand } from '../../../domain/ticket/commands.ts';
import { moveOfTicketCommand, openTicket } from '../../../domain/ticket/moves.ts';
import { teamsOf, ticketType } from '../../../domain/ticket/policy.ts';
import { ticketTodo, turnOverdue } from '../../../domain/ticket/timetable.ts';
import { cairo, person } from '../service-package/builders.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { aTicket, theTicketPolicy } from './builders.ts';

const policy = theTicketPolicy();
const at = cairo('2031-03-03 12:00');
const cs1 = person('cs-1');
const before = Object.freeze(aTicket());
const day = cairo('2031-03-03 21:00');
const overdueAt = ({ id, dueAt }: Pick<TicketState, 'id' | 'dueAt'>) => [
  { at: dueAt, what: 'ticket-overdue', rule: 'FK-23', subject: id },
];

describe('given back', () => {
  const mine = aTicket({ assignee: 'cs-1' });
  const gone = { login: 'cs-1', roles: [] };
  const leaves = { kind: 'give-back', by: gone, because: 'left', how: 'roles' } as const;

  test('it is unassigned, the timeline says why, the lead is notified, and the team has to do it', () => {
    expect(refusalOfTicketCommand(policy, mine, leaves, at)).toBeNull();
    const move = moveOfTicketCommand(policy, mine, leaves, at);
    const ticket = { ...mine, assignee: null, version: 2, movedAt: at };
    const details = { ticket: 't1', from: 'cs-1', because: 'left', how: 'roles' };
    expect(move).toEqual({
      state: ticket,
      at,
      entries: [{ at, what: 'ticket-given-back', by: 'careline', rule: 'FK-04', details }],
      notifies: [{ kind: 'ticket-given-back', ticket: 't1', roles: ['customer-success-lead'], login: null }],
      next: overdueAt(ticket),
    });
    expect(ticketTodo(policy, ticket, at)).toMatchObject([{ by: ['customer-success'] }]);
  });

  test.each([
    ['unassigned', { assignee: null }, 'not-assignee'],
    ['somebody else has it by now', { assignee: 'cs-2' }, 'not-assignee'],
    ['it is closed', { assignee: 'cs-1', status: 'closed' as const }, 'ticket-closed'],
  ])('it stays as it is where %s', (_, fields, code) => {
    expect(refusalOfTicketCommand(policy, aTicket(fields), leaves, at)?.code).toBe(code);
  });
});

describe('one change', () => {
  const until = cairo('2031-03-06 12:00');
  const call = { at, by: 'cs-1', step: null, noteId: 'n1' };
  const record = (outcome: 'answered' | 'no-answer') =>
    ({ kind: 'record-call', by: cs1, outcome, noteId: 'n1' }) as const;

  test.each([
    [
      'taken',
      { kind: 'take', by: cs1 },
      { assignee: 'cs-1' },
      { what: 'ticket-assigned', rule: 'FK-04', details: { ticket: 't1', from: null, to: 'cs-1' } },
    ],
    [
      'put off',
      { kind: 'wait', by: cs1, until },
      { status: 'waiting-on-customer', dueAt: until },
      { what: 'ticket-waits', rule: 'FK-08', details: { ticket: 't1', until } },
    ],
    [
      'called, and answered',
      record('answered'),
      { status: 'resolved', dueAt: day, calls: [{ ...call, outcome: 'answered' }] },
      { what: 'call-recorded', rule: null, details: { ticket: 't1', outcome: 'answered' }, noteId: 'n1' },
    ],
    [
      'called in vain',
      record('no-answer'),
      {
        status: 'waiting-on-customer',
        dueAt: cairo('2031-03-04 21:00'),
        calls: [{ ...call, outcome: 'no-answer' }],
      },
      { what: 'call-recorded', rule: null, details: { ticket: 't1', outcome: 'no-answer' }, noteId: 'n1' },
    ],
    [
      'closed',
      { kind: 'close', by: cs1, result: 'other', noteId: null },
      { status: 'closed', result: 'other', closedAt: at },
      { what: 'ticket-closed', rule: 'FK-22', details: { ticket: 't1', result: 'other' } },
    ],
  ] satisfies [string, TicketCommand, object, object][])('%s', (_, command, fields, entry) => {
    expect(refusalOfTicketCommand(policy, before, command, at)).toBeNull();
    const move = moveOfTicketCommand(policy, before, command, at);
    const ticket = { ...before, ...fields, version: 2, movedAt: at };
    expect(move).toEqual({
      state: ticket,
      at,
      entries: [{ at, by: 'cs-1', ...entry }],
      notifies: [],
      next: ticket.status === 'closed' ? [] : overdueAt(ticket),
    });
  });

  test('a second call is kept behind the first', () => {
    const first = moveOfTicketCommand(policy, before, record('no-answer'), at)?.state ?? before;
    const later = cairo('2031-03-04 12:00');
    const second = moveOfTicketCommand(policy, first, record('answered'), later)?.state;
    expect(second?.calls.map((one) => [one.at, one.outcome])).toEqual([
      [at, 'no-answer'],
      [later, 'answered'],
    ]);
  });

  test('reached at the very end of working hours: the result is due in the next hour of work', () => {
    const evening = moveOfTicketCommand(policy, before, record('answered'), day)?.state;
    expect(evening?.dueAt).toBe(cairo('2031-03-04 10:00'));
  });
});

describe('FK-04 opened', () => {
  const opening = { id: 't9', type: 'outbound-sales-request', at };
  const state = {
    id: 't9',
    version: 1,
    movedAt: at,
    type: 'outbound-sales-request',
    status: 'open',
    openedAt: at,
    dueAt: cairo('2031-03-04 12:00'),
    assignee: null,
    result: null,
    closedAt: null,
    calls: [],
    escalatedAt: null,
  };
  const details = { ticket: 't9', type: 'outbound-sales-request' };
  const begun = { at, what: 'ticket-opened', by: 'cc-1', rule: 'FK-04', details };

  test('and given to no one', () => {
    expect(openTicket(policy, opening, 'cc-1')).toEqual({
      state,
      at,
      entries: [begun],
      notifies: [],
      next: overdueAt(state),
    });
  });

  test('and given to somebody at once, who is told, with a note', () => {
    const given = { ticket: 't9', from: null, to: 'cs-2' };
    expect(openTicket(policy, opening, 'cc-1', { assignee: 'cs-2', noteId: 'n1' })).toEqual({
      state: { ...state, version: 2, assignee: 'cs-2' },
      at,
      entries: [
        { ...begun, noteId: 'n1' },
        { at, what: 'ticket-assigned', by: 'careline', rule: 'FK-04', details: given },
      ],
      notifies: [{ kind: 'ticket-assigned', ticket: 't9', roles: [], login: 'cs-2' }],
      next: overdueAt(state),
    });
  });

  test('with the due time of its process', () => {
    expect(openTicket(policy, { ...opening, dueAt: day }, 'cc-1').state.dueAt).toBe(day);
  });
});

describe('FK-23 overdue', () => {
  test('is told to the lead and to who has it, and is in the timeline', () => {
    const details = { ticket: 't1', dueAt: before.dueAt, to: 'customer-success-lead' };
    expect(turnOverdue(policy, before, before.dueAt)).toEqual({
      state: { ...before, version: 2, movedAt: before.dueAt, escalatedAt: before.dueAt },
      at: before.dueAt,
      entries: [{ at: before.dueAt, what: 'ticket-overdue', by: 'careline', rule: 'FK-23', details }],
      notifies: [{ kind: 'ticket-overdue', ticket: 't1', roles: ['customer-success-lead'], login: null }],
      next: [],
    });
  });

  test('is forgotten with another due time, and not with the same one', () => {
    const late = goesToLead(before, at);
    expect(opensAgain(late, at, day)).toMatchObject({ status: 'open', dueAt: day, escalatedAt: null });
    expect(opensAgain(late, at, late.dueAt).escalatedAt).toBe(at);
  });
});

describe('what people have to do', () => {
  test.each([
    ['the team calls', {}, 'call-customer', 'FK-04', ['customer-success']],
    ['the one who has it calls', { assignee: 'cs-1' }, 'call-customer', 'FK-04', 'cs-1'],
    ['the lead sees to it', { assignee: 'cs-1', escalatedAt: at }, 'call-customer', 'FK-04', ['customer-success-lead']],
    ['the result is entered', { status: 'resolved' }, 'enter-result', 'FK-22', ['customer-success']],
  ] as const)('%s', (_, changes, what, rule, by) => {
    const ticket = aTicket(changes);
    const now = ticket.dueAt;
    expect(ticketTodo(policy, ticket, now)).toEqual([
      { what, by, dueAt: ticket.dueAt, overdue: true, rule, subject: ticket.id },
    ]);
  });

  test('a result without a rule of its own is entered by the rule of its type', () => {
    const lax = { ...policy, rules: { ...policy.rules, closed: null, overdue: null } };
    const { rule } = ticketType(policy, before.type);
    expect(ticketTodo(lax, aTicket({ status: 'resolved' }), at)).toMatchObject([{ rule }]);
    expect(openTicket(lax, { id: 't1', type: before.type, at }, 'cc-1').next).toMatchObject([{ rule }]);
  });
});

describe('FK-09 the table of access', () => {
  test('who only helps takes, notes, waits, calls and closes, and does not give away', () => {
    const type = ticketType(policy, 'not-paid');
    const may = Object.keys(ticketAccess).filter(
      (action) => refusalOfTicketAction(type, action as keyof typeof ticketAccess, person('cc-1')) === null,
    );
    expect(may.toSorted()).toEqual(['close', 'note', 'read', 'record-call', 'set-fields', 'take', 'wait']);
  });

  test('others of the program read, and a team and its lead do everything', () => {
    const type = ticketType(policy, 'outbound-sales-request');
    const may = (login: string) =>
      Object.keys(ticketAccess).filter(
        (action) => refusalOfTicketAction(type, action as keyof typeof ticketAccess, person(login)) === null,
      );
    expect(may('finance-1')).toEqual(['read']);
    expect(may('stranger')).toEqual([]);
    for (const login of ['cs-1', 'cs-lead']) expect(may(login)).toEqual(Object.keys(ticketAccess));
  });

  test('who holds no role has nothing to do with a ticket', () => {
    expect(ticketRelations(ticketType(policy, 'not-paid'), person('stranger'))).toEqual([]);
  });

  test('to give away tickets of one team is enough to be shown its people', () => {
    const foreign = { ...ticketType(policy, 'not-paid'), team: 'operations', lead: 'operations-lead' };
    const two = { ...policy, types: { ...policy.types, foreign } };
    expect(mayAssignTickets(two, cs1)).toBe(true);
    expect(mayAssignTickets(two, person('ops-1'))).toBe(true);
  });

  test('people are listed for those who may give tickets to them', () => {
    const may = ['cc-1', 'cs-1', 'cs-lead', 'ops-1', 'finance-1'].filter((login) =>
      mayAssignTickets(policy, person(login)),
    );
    expect(may).toEqual(['cs-1', 'cs-lead', 'ops-1']);
  });

  test('each team is there once, with its lead', () => {
    expect(teamsOf(policy)).toEqual([
      { team: 'customer-success', lead: 'customer-success-lead' },
      { team: 'operations', lead: 'customer-success-lead' },
      { team: 'customer-success-lead', lead: 'customer-success-lead' },
    ]);
  });
});
