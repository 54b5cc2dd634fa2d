// FK-11, FK-22: while a package can be paid its chase goes on, and a result must be true.
import { describe, expect, test } from '@jest/globals';
import { ticketOf } from '../../../domain/service-package/calls.ts';
import { refusalOfCommand } from '../../../domain/service-package/commands.ts';
import { heldPaymentOf } from '../../../domain/service-package/held-payments.ts';
import { packageFactsOf, resultFacts } from '../../../domain/service-package/result-facts.ts';
import { refundOf } from '../../../domain/service-package/refunds.ts';
import { visitOf } from '../../../domain/service-package/visits.ts';
import { bulkPreview } from '../../../domain/ticket/bulk.ts';
import { type TicketType, ticketType } from '../../../domain/ticket/policy.ts';
import { resultsNow } from '../../../domain/ticket/results.ts';
import { aBooking, cairo, Life, person, thePackagePolicy } from './builders.ts';

const booked = (policy = thePackagePolicy()) => new Life(aBooking(), cairo('2031-03-03 10:00'), policy);
const chased = (policy = thePackagePolicy()) => booked(policy).until(cairo('2031-03-03 12:00'));
const lost = () => booked().until(cairo('2031-03-09 21:00'));

const factsOf = ({ policy, state }: Life, now: string, ticketId = 'not-paid') =>
  resultFacts(policy, packageFactsOf(state), ticketId, cairo(now));

/** The results that are offered for closing a ticket. */
function offered(life: Life, now: string, ticketId = 'not-paid') {
  const ticket = ticketOf(life.state, ticketId);
  return resultsNow(ticketType(life.policy.tickets, ticket.type), ticket, factsOf(life, now, ticketId));
}

function triesToClose(life: Life, local: string, login: string, result: string | null, ticketId = 'not-paid') {
  const command = { kind: 'close', by: person(login), result, noteId: null } as const;
  return life.tries(local, login, { kind: 'ticket', ticketId, command })?.code ?? null;
}

describe('FK-11 as long as the package may be paid, its chase goes on', () => {
  test.each([
    ['with a result that is true', 'cs-1', 'not-interested', 'chase-open'],
    ['with one that is not', 'cs-1', 'paid', 'chase-open'],
    ['with none', 'cs-1', null, 'chase-open'],
    ['but who may not close it hears that', 'finance-1', 'not-interested', 'not-allowed'],
    ['with one that there is not', 'cs-1', 'sold', 'chase-open'],
  ])('%s', (_, login, result, code) => {
    expect(triesToClose(chased(), '2031-03-03 12:30', login, result)).toBe(code);
  });

  test('it is offered no result, and many closed at once leave it', () => {
    const life = chased();
    expect(offered(life, '2031-03-03 12:30')).toEqual([]);
    const ticket = { ...ticketOf(life.state, 'not-paid'), facts: factsOf(life, '2031-03-03 12:30') };
    const command = { kind: 'close', by: person('cs-1'), result: 'other', noteId: null } as const;
    expect(bulkPreview(life.policy.tickets, [ticket], command, cairo('2031-03-03 12:30'))).toMatchObject({
      accepted: [],
      refused: [{ ticket: 'not-paid', refusal: { code: 'chase-open' } }],
    });
  });

  test('another ticket of an unpaid package may be closed', () => {
    const life = new Life(aBooking({ payment: 'later', startsAt: ['2031-03-03 14:00'] }), cairo('2031-03-03 10:00'));
    life.does('2031-03-03 10:10', 'cs-1', { kind: 'cancel-visit', visitId: 'v1' });
    expect(offered(life, '2031-03-03 10:20', 'same-day-visit/v1')).toContain('informed');
    expect(triesToClose(life, '2031-03-03 10:20', 'cs-1', 'informed', 'same-day-visit/v1')).toBeNull();
  });

  test('an older policy, which asks nothing of a result, lets it be closed', () => {
    const policy = thePackagePolicy();
    const { resultNeeds: _, ...type } = policy.tickets.types['not-paid'] as TicketType;
    const older = { ...policy, tickets: { ...policy.tickets, types: { ...policy.tickets.types, 'not-paid': type } } };
    expect(offered(chased(older), '2031-03-03 12:30')).toEqual(type.results);
    expect(triesToClose(chased(older), '2031-03-03 12:30', 'cs-1', 'paid')).toBeNull();
  });
});

describe('FK-22 a result says what is true', () => {
  test.each([
    ['paid', 'result-untrue'],
    [null, 'result-required'],
    ['cancelled', null],
  ])('of a package that was lost unpaid: %s', (result, code) => {
    expect(triesToClose(lost(), '2031-03-10 10:00', 'cs-1', result)).toBe(code);
  });

  test('of a package that was lost unpaid, and once it is closed: what is offered', () => {
    const life = lost();
    const now = '2031-03-10 10:00';
    expect(offered(life, now)).toEqual(['booked', 'cancelled', 'not-interested', 'no-answer', 'other']);
    expect(triesToClose(life, now, 'cs-1', 'other')).toBeNull();
    expect(offered(life, now)).toEqual([]);
  });

  test('paid is what is paid, and its chase is over', () => {
    const at = '2031-03-03 12:00';
    expect(factsOf(booked(), at)).toEqual({ payment: false, 'planned-visit': true, 'open-chase': true });
    const paid = booked().pays('2031-03-03 11:00');
    expect(factsOf(paid, at)).toEqual({ payment: true, 'planned-visit': true, 'open-chase': false });
  });

  test('a planned visit is one ahead: not the one that begins now', () => {
    const life = booked();
    const planned = (local: string) => factsOf(life, local)['planned-visit'];
    // The first begins on the 10th at noon, the last on the 31st.
    expect(['2031-03-10 12:00', '2031-03-31 11:59:59', '2031-03-31 12:00'].map(planned)).toEqual([true, true, false]);
  });
});

describe('FK-12 once the ticket of the last call is closed no payment is asked for', () => {
  const ask = { kind: 'request-payment', requestId: 'q2', method: 'card' } as const;

  test('the request ends with the ticket', () => {
    const life = lost().does('2031-03-10 09:31', 'cs-1', ask);
    expect(triesToClose(life, '2031-03-10 09:40', 'cs-1', 'not-interested')).toBeNull();
    expect(life.trail.slice(-2)).toEqual([expect.stringContaining('ticket-closed, cs-1'), 'asks expire/q2']);
    expect(life.state.paymentRequests.at(-1)).toMatchObject({ id: 'q2', status: 'expired' });
  });

  test('a note or a wait of the ticket ends none', () => {
    const life = lost().does('2031-03-10 09:31', 'cs-1', ask);
    const wait = { kind: 'wait', by: person('cs-1'), until: cairo('2031-03-10 15:00') } as const;
    life.does('2031-03-10 09:40', 'cs-1', { kind: 'ticket', ticketId: 'not-paid', command: wait });
    expect(life.state.paymentRequests.at(-1)).toMatchObject({ id: 'q2', status: 'open' });
  });

  test('without a payment request there is nothing to end', () => {
    const life = lost();
    const moves = life.moves.length;
    triesToClose(life, '2031-03-10 09:40', 'cs-1', 'not-interested');
    expect(life.moves).toHaveLength(moves + 1);
  });
});

test('what a package does not have is no refusal but an error of the caller', () => {
  const { policy, state } = booked();
  const asked = (command: 'not-collected' | 'collect-cash') => () =>
    refusalOfCommand(
      policy,
      state,
      { kind: command, requestId: 'q9', noteId: null, by: person('cc-1') },
      cairo('2031-03-03 10:01'),
    );
  for (const lookUp of [
    () => ticketOf(state, 'not-paid'),
    () => visitOf(state, 'v9'),
    () => refundOf(state, 'r9'),
    () => heldPaymentOf(state, 'p9'),
    asked('not-collected'),
    asked('collect-cash'),
  ])
    expect(lookUp).toThrow(RangeError);
});
