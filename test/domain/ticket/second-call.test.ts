// A second call on the day of an unanswered one may replace that one, and may reopen a closed ticket.
import { describe, expect, test } from '@jest/globals';
import { answersMissedCall, refusalOfTicketCommand, type TicketCommand } from '../../../domain/ticket/commands.ts';
import type { CallOutcome, RecordedCall, TicketState } from '../../../domain/ticket/state.ts';
import { cairo, person } from '../service-package/builders.ts';
import { aTicket, theTicketPolicy } from './builders.ts';

const policy = theTicketPolicy();
const by = person('cs-1');
const missed: RecordedCall = {
  at: cairo('2031-03-03 12:00'),
  by: 'cs-1',
  outcome: 'no-answer',
  step: 'first-call',
  noteId: null,
};
const beside: RecordedCall = { ...missed, step: null };
const reached: RecordedCall = { ...missed, outcome: 'answered' };

describe('a call that reaches the customer makes up', () => {
  test.each<[string, RecordedCall[], CallOutcome, string, boolean]>([
    ['for one that was due', [missed], 'answered', '2031-03-03 23:59:59.999', true],
    ['for one that was due among others', [beside, missed, reached], 'answered', '2031-03-03 13:00', true],
    ['for none the next day', [missed], 'answered', '2031-03-04 00:00', false],
    ['for none that was not due', [beside], 'answered', '2031-03-03 13:00', false],
    ['for none that was answered', [reached], 'answered', '2031-03-03 13:00', false],
    ['for none where there is none', [], 'answered', '2031-03-03 13:00', false],
    ['for none when it is not answered itself', [missed], 'no-answer', '2031-03-03 13:00', false],
  ])('%s', (_, calls, outcome, at, expected) => {
    expect(answersMissedCall(policy, { calls }, outcome, cairo(at))).toBe(expected);
  });
});

describe('FK-22 a ticket that an unanswered call has closed', () => {
  const closed = aTicket({ status: 'closed', result: 'no-answer', calls: [missed] });
  const answers: TicketCommand = { kind: 'record-call', by, outcome: 'answered', noteId: null };

  test.each<[string, TicketState, TicketCommand, string, string | null]>([
    ['takes the call that reaches the customer', closed, answers, '2031-03-03 13:00', null],
    ['takes none the next day', closed, answers, '2031-03-04 12:00', 'ticket-closed'],
    ['takes no other in vain', closed, { ...answers, outcome: 'no-answer' }, '2031-03-03 13:00', 'ticket-closed'],
    ['takes nothing but a call', closed, { kind: 'take', by }, '2031-03-03 13:00', 'ticket-closed'],
    ['takes none with another result', { ...closed, result: 'other' }, answers, '2031-03-03 13:00', 'ticket-closed'],
  ])('%s', (_, ticket, command, at, code) => {
    expect(refusalOfTicketCommand(policy, ticket, command, cairo(at))?.code ?? null).toBe(code);
  });
});
