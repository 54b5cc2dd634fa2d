// FK-04, FK-05, FK-09, FK-22, FK-23: permissions, statuses, due times and results of a ticket without a process.
import { describe, expect, test } from '@jest/globals';
import { later } from '../../../domain/calendar/instant.ts';
import { refusalOfOpening, refusalOfTicketAction } from '../../../domain/ticket/access.ts';
import { bulkPreview } from '../../../domain/ticket/bulk.ts';
import { opensAgain, waitsOnCustomer } from '../../../domain/ticket/changes.ts';
import { refusalOfTicketCommand, type TicketCommand } from '../../../domain/ticket/commands.ts';
import { moveOfTicketCommand, openTicket } from '../../../domain/ticket/moves.ts';
import { ticketType } from '../../../domain/ticket/policy.ts';
import { NO_FACTS, refusalOfResult, resultsNow } from '../../../domain/ticket/results.ts';
import { isOverdue, type TicketState } from '../../../domain/ticket/state.ts';
import { ticketTimetable, ticketTodo, turnOverdue } from '../../../domain/ticket/timetable.ts';
import { cairo, inCairo, person } from '../service-package/builders.ts';
import { aTicket, theTicketPolicy } from './builders.ts';

const policy = theTicketPolicy();
const cs1 = person('cs-1');
const record = (outcome: 'answered' | 'no-answer', by = cs1): TicketCommand => ({
  kind: 'record-call',
  by,
  outcome,
  noteId: null,
});
const close = (result: string | null, by = cs1, noteId: string | null = null): TicketCommand => ({
  kind: 'close',
  by,
  result,
  noteId,
});

function moved(ticket: TicketState, command: TicketCommand, at: string) {
  const move = moveOfTicketCommand(policy, ticket, command, cairo(at));
  if (move === null) throw new Error('nothing has moved');
  return move;
}

const refused = (ticket: TicketState, command: TicketCommand, at = '2031-03-03 12:00') =>
  refusalOfTicketCommand(policy, ticket, command, cairo(at))?.code ?? null;

describe('FK-04 a follow-up', () => {
  test('is opened by the desk, due after a working day, unassigned until it is distributed', () => {
    const move = openTicket(
      policy,
      { id: 't1', type: 'outbound-sales-request', at: cairo('2031-03-03 10:00') },
      'cc-1',
    );
    expect(move.state).toMatchObject({ status: 'open', assignee: null, result: null, calls: [], version: 1 });
    expect(inCairo(move.state.dueAt)).toBe('2031-03-04 10:00');
    expect(move.entries).toMatchObject([{ what: 'ticket-opened', by: 'cc-1', rule: 'FK-04' }]);
  });

  test.each(['cc-1', 'cs-1', 'cs-lead'])('FK-05 %s may open it', (login) => {
    expect(refusalOfOpening(policy, 'outbound-sales-request', person(login))).toBeNull();
  });

  test('others may not; no one may open a ticket type of a process or an unknown type', () => {
    for (const login of ['ops-1', 'finance-1', 'stranger']) {
      expect(refusalOfOpening(policy, 'outbound-sales-request', person(login))?.code).toBe('not-allowed');
    }
    expect(refusalOfOpening(policy, 'same-day-visit', cs1)?.code).toBe('not-allowed');
    for (const type of ['nonsense', '__proto__', 'constructor', '']) {
      expect(refusalOfOpening(policy, type, cs1)?.code).toBe('ticket-type-unknown');
      expect(() => ticketType(policy, type)).toThrow(RangeError);
    }
  });
});

describe('FK-09 who works which tickets', () => {
  const may = (type: string, action: 'read' | 'take' | 'assign' | 'record-call' | 'close') =>
    ['cc-1', 'cs-1', 'cs-lead', 'ops-1', 'finance-1', 'stranger'].filter(
      (login) => refusalOfTicketAction(ticketType(policy, type), action, person(login)) === null,
    );

  test.each([
    ['outbound-sales-request', ['cs-1', 'cs-lead']],
    ['not-paid', ['cc-1', 'cs-1', 'cs-lead']],
    ['package-expired', ['cs-1', 'cs-lead']],
    ['same-day-visit', ['cc-1', 'cs-1', 'cs-lead', 'ops-1']],
  ] as const)('%s: %j', (type, workers) => {
    for (const action of ['take', 'record-call', 'close'] as const) expect(may(type, action)).toEqual(workers);
    expect(may(type, 'assign')).toEqual(['cs-1', 'cs-lead']);
    expect(may(type, 'read')).toEqual(['cc-1', 'cs-1', 'cs-lead', 'ops-1', 'finance-1']);
  });
});

describe('FK-22 the status machine', () => {
  test('the customer does not answer: waiting on customer, due at the end of the next day’s work, and again', () => {
    const first = moved(aTicket(), record('no-answer'), '2031-03-03 12:00').state;
    expect([first.status, inCairo(first.dueAt)]).toEqual(['waiting-on-customer', '2031-03-04 21:00']);
    const second = moved(first, record('no-answer'), '2031-03-04 12:00').state;
    expect([second.status, inCairo(second.dueAt), second.calls.length]).toEqual([
      'waiting-on-customer',
      '2031-03-05 21:00',
      2,
    ]);
  });

  test('answered: resolved, the result due the same day, or the next morning when the day is over', () => {
    const day = moved(aTicket(), record('answered'), '2031-03-03 12:00').state;
    expect([day.status, inCairo(day.dueAt)]).toEqual(['resolved', '2031-03-03 21:00']);
    const night = moved(aTicket(), record('answered'), '2031-03-03 22:00').state;
    expect(inCairo(night.dueAt)).toBe('2031-03-04 10:00');
  });

  test.each([
    // At the closing instant no working time is left, so an hour of work later is on the next day.
    ['2031-03-03 20:59:59.999', '2031-03-03 21:00'],
    ['2031-03-03 21:00', '2031-03-04 10:00'],
    ['2031-03-03 23:59:59.999', '2031-03-04 10:00'],
    ['2031-03-04 00:00', '2031-03-04 21:00'],
    ['2031-03-04 09:00', '2031-03-04 21:00'],
  ])('FK-22 answered at %s: the result is due %s', (at, due) => {
    const { state: ticket } = moved(aTicket(), record('answered'), at);
    expect([ticket.status, inCairo(ticket.dueAt)]).toEqual(['resolved', due]);
  });

  test.each([
    ['2031-03-03 21:00', '2031-03-04 21:00'],
    ['2031-03-03 23:59:59.999', '2031-03-04 21:00'],
    ['2031-03-04 00:00', '2031-03-05 21:00'],
  ])('not answered at %s: called again until %s', (at, due) => {
    expect(inCairo(moved(aTicket(), record('no-answer'), at).state.dueAt)).toBe(due);
  });

  test('FK-22 closed with one of its results, and with nothing else', () => {
    for (const result of [null, '', 'nonsense', 'Paid'])
      expect(refused(aTicket(), close(result))).toBe('result-required');
    for (const result of ['not-interested', 'no-answer', 'other']) {
      expect(refused(aTicket(), close(result))).toBeNull();
    }
    const move = moved(aTicket(), close('other', cs1, 'n1'), '2031-03-03 12:00');
    expect(move.state).toMatchObject({ status: 'closed', result: 'other', closedAt: cairo('2031-03-03 12:00') });
    expect(move.entries).toMatchObject([{ what: 'ticket-closed', by: 'cs-1', rule: 'FK-22', noteId: 'n1' }]);
    expect(move.next).toEqual([]);
  });

  test('FK-22 a result must be true: money, a planned visit, a booking that is named', () => {
    const closing = (type: string, result: string, facts = NO_FACTS, caseId: string | null = null) => {
      const command = { ...close(result), caseId } as TicketCommand;
      return refusalOfTicketCommand(policy, aTicket({ type }), command, cairo('2031-03-03 12:00'), facts)?.code ?? null;
    };
    expect(closing('not-paid', 'paid')).toBe('result-untrue');
    expect(closing('not-paid', 'paid', { ...NO_FACTS, payment: true })).toBeNull();
    expect(closing('package-expired', 'scheduled')).toBe('result-untrue');
    expect(closing('package-expired', 'scheduled', { ...NO_FACTS, 'planned-visit': true })).toBeNull();
    expect(closing('outbound-sales-request', 'booked')).toBe('result-untrue');
    expect(closing('outbound-sales-request', 'booked', NO_FACTS, 'a-package')).toBeNull();
    expect(closing('outbound-sales-request', 'paid')).toBe('result-required');
    expect(resultsNow(ticketType(policy, 'not-paid'), aTicket(), NO_FACTS)).toEqual([
      ...['booked', 'cancelled', 'not-interested', 'no-answer', 'other'],
    ]);
  });

  test('FK-22 a result that is not true says what it needs; a type of an older policy needs nothing', () => {
    const type = ticketType(policy, 'not-paid');
    expect(refusalOfResult(type, { result: 'paid' }, NO_FACTS)).toMatchObject({
      code: 'result-untrue',
      details: { result: 'paid', needs: 'payment' },
    });
    const { resultNeeds: _, ...older } = type;
    expect(refusalOfResult(older, { result: 'paid' }, NO_FACTS)).toBeNull();
    expect(resultsNow(older, aTicket(), NO_FACTS)).toEqual(type.results);
  });

  test('closed is the end', () => {
    const closed = moved(aTicket(), close('other'), '2031-03-03 12:00').state;
    const wishes: TicketCommand[] = [
      record('answered'),
      close('paid'),
      { kind: 'take', by: cs1 },
      { kind: 'wait', by: cs1, until: cairo('2031-03-09 12:00') },
    ];
    for (const wish of wishes) expect(refused(closed, wish)).toBe('ticket-closed');
    expect(isOverdue(closed, cairo('2031-09-09 12:00'))).toBe(false);
    expect(ticketTodo(policy, closed, cairo('2031-09-09 12:00'))).toEqual([]);
  });

  test('a call recorded by two people within a minute is one call', () => {
    const once = moved(aTicket(), record('no-answer'), '2031-03-03 12:00').state;
    expect(refused(once, record('no-answer', person('cs-2')), '2031-03-03 12:00:59')).toBe('call-already-recorded');
    expect(refused(once, record('no-answer', person('cs-2')), '2031-03-03 12:01')).toBeNull();
    expect(refused(once, record('answered', person('cs-2')), '2031-03-03 12:00:59')).toBeNull();
  });

  test('a call that was not due is kept and changes nothing, unless it reaches the customer', () => {
    const once = moved(aTicket(), record('no-answer'), '2031-03-03 12:00').state;
    const again = moved(once, record('no-answer'), '2031-03-03 15:00').state;
    expect([again.status, again.dueAt, again.calls.length]).toEqual(['waiting-on-customer', once.dueAt, 2]);
    const reached = moved(again, record('answered'), '2031-03-03 16:00').state;
    expect(reached.status).toBe('resolved');
    const after = moved(reached, record('no-answer'), '2031-03-03 17:00').state;
    expect([after.status, after.dueAt]).toEqual(['resolved', reached.dueAt]);
    const nextDay = moved(once, record('no-answer'), '2031-03-04 10:00').state;
    expect(inCairo(nextDay.dueAt)).toBe('2031-03-05 21:00');
  });

  test('it waits until a time ahead, which a person names', () => {
    const until = cairo('2031-03-06 12:00');
    expect(refused(aTicket(), { kind: 'wait', by: cs1, until: cairo('2031-03-03 12:00') })).toBe('due-in-past');
    expect(refused(aTicket(), { kind: 'wait', by: cs1, until: cairo('2031-05-02 13:00') })).toBeNull();
    expect(refused(aTicket(), { kind: 'wait', by: cs1, until: cairo('2031-05-02 13:00:01') })).toBe('wait-too-long');
    const { state: ticket } = moved(aTicket(), { kind: 'wait', by: cs1, until }, '2031-03-03 12:00');
    expect([ticket.status, ticket.dueAt]).toEqual(['waiting-on-customer', until]);
  });

  test('every change is one version on, plain data, and does not touch what was before', () => {
    const before = Object.freeze(aTicket());
    for (const wish of [record('answered'), record('no-answer'), close('other'), { kind: 'take', by: cs1 } as const]) {
      const { state: ticket } = moved(before, wish, '2031-03-03 12:00');
      expect(ticket.version).toBeGreaterThan(before.version);
      expect(JSON.parse(JSON.stringify(ticket))).toEqual(ticket);
    }
  });
});

describe('FK-04 transfer', () => {
  test('taken by who works it, given by the team and its lead to one of them, who is told', () => {
    const taken = moved(aTicket(), { kind: 'take', by: cs1 }, '2031-03-03 11:00');
    expect([taken.state.assignee, taken.notifies]).toEqual(['cs-1', []]);
    const given = moved(taken.state, { kind: 'assign', by: person('cs-lead'), to: person('cs-2') }, '2031-03-03 12:00');
    expect(given.state.assignee).toBe('cs-2');
    expect(given.notifies).toEqual([{ kind: 'ticket-assigned', ticket: 't1', roles: [], login: 'cs-2' }]);
    expect(given.entries).toMatchObject([{ details: { from: 'cs-1', to: 'cs-2' } }]);
    expect(given.state.dueAt).toBe(aTicket().dueAt);
  });

  test('not to somebody who does not work such tickets, nor by one who only helps', () => {
    expect(refused(aTicket(), { kind: 'assign', by: cs1, to: person('finance-1') })).toBe('person-unknown');
    expect(refused(aTicket(), { kind: 'assign', by: cs1, to: person('stranger') })).toBe('person-unknown');
    const notPaid = aTicket({ type: 'not-paid' });
    expect(refused(notPaid, { kind: 'assign', by: person('cc-1'), to: cs1 })).toBe('not-allowed');
    expect(refused(notPaid, { kind: 'assign', by: cs1, to: person('cc-1') })).toBeNull();
  });

  test('to who has it already: nothing happens', () => {
    const mine = aTicket({ assignee: 'cs-1' });
    expect(moveOfTicketCommand(policy, mine, { kind: 'take', by: cs1 }, cairo('2031-03-03 12:00'))).toBeNull();
  });
});

describe('FK-23 overdue', () => {
  const dueAt = aTicket().dueAt;

  test('from its due time on, to the lead, once', () => {
    expect(isOverdue(aTicket(), cairo('2031-03-04 09:59:59'))).toBe(false);
    expect(isOverdue(aTicket(), dueAt)).toBe(true);
    const move = turnOverdue(policy, aTicket({ assignee: 'cs-1' }), dueAt);
    expect(move.state).toMatchObject({ assignee: 'cs-1', escalatedAt: dueAt, status: 'open' });
    expect(move.notifies).toEqual([
      { kind: 'ticket-overdue', ticket: 't1', roles: ['customer-success-lead'], login: 'cs-1' },
    ]);
    expect(move.next).toEqual([]);
    expect(ticketTodo(policy, move.state, dueAt)).toMatchObject([{ by: ['customer-success-lead'], overdue: true }]);
  });

  test('with a new due time it can be overdue again', () => {
    const late = turnOverdue(policy, aTicket(), dueAt).state;
    const again = moved(late, record('no-answer'), '2031-03-04 12:00').state;
    expect(ticketTimetable(policy, again)).toEqual([
      { at: cairo('2031-03-05 21:00'), what: 'ticket-overdue', rule: 'FK-23' },
    ]);
  });

  test('the due time that it had already is no new promise', () => {
    const overdue = turnOverdue(policy, aTicket(), dueAt).state;
    for (const changed of [opensAgain, waitsOnCustomer]) {
      expect(changed(overdue, later(dueAt, 'PT1M'), dueAt)).toMatchObject({ dueAt, escalatedAt: dueAt });
      expect(changed(overdue, later(dueAt, 'PT1M'), later(dueAt, 'PT0.001S')).escalatedAt).toBeNull();
    }
  });

  test('assigning it to somebody else does not make it young again', () => {
    const late = turnOverdue(policy, aTicket(), dueAt).state;
    expect(moved(late, { kind: 'take', by: cs1 }, '2031-03-04 12:00').state.escalatedAt).toBe(dueAt);
  });
});

test('FK-23 a bulk action says before what it would do', () => {
  const open = aTicket({ id: 'a' });
  const closed = aTicket({ id: 'b', status: 'closed' });
  const notPaid = aTicket({ id: 'c', type: 'not-paid' });
  const by = person('cc-1');
  const preview = bulkPreview(
    policy,
    [open, closed, notPaid, open],
    { kind: 'close', by, result: 'other', noteId: null },
    open.openedAt,
  );
  expect(preview.accepted).toEqual(['c']);
  expect(preview.refused.map(({ ticket, refusal }) => [ticket, refusal.code])).toEqual([
    ['a', 'not-allowed'],
    ['b', 'not-allowed'],
  ]);
  const all = bulkPreview(policy, [open, closed], { kind: 'assign', by: cs1, to: person('cs-2') }, open.openedAt);
  expect(all).toMatchObject({ accepted: ['a'], refused: [{ ticket: 'b', refusal: { code: 'ticket-closed' } }] });
});
