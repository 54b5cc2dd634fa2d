// FK-11: a ticket offers no result while its package's chase is open, nor once it is closed.
import { describe, expect, test } from '@jest/globals';
import { refusalOfTicketCommand } from '../../../domain/ticket/commands.ts';
import { ticketType } from '../../../domain/ticket/policy.ts';
import { NO_FACTS, refusalOfResult, resultsNow } from '../../../domain/ticket/results.ts';
import { cairo, person } from '../service-package/builders.ts';
import { aTicket, theTicketPolicy } from './builders.ts';

const type = ticketType(theTicketPolicy(), 'not-paid');
const chased = { ...NO_FACTS, 'open-chase': true };

describe('FK-11 an open chase', () => {
  test('keeps its ticket open, whatever the result', () => {
    for (const result of ['other', 'nonsense', null]) {
      expect(refusalOfResult(type, { result }, chased)?.code).toBe('chase-open');
    }
    expect(resultsNow(type, aTicket(), chased)).toEqual([]);
  });

  test('keeps none open under a policy from before', () => {
    const { resultNeeds: _, ...older } = type;
    expect(refusalOfResult(older, { result: 'other' }, chased)).toBeNull();
    expect(resultsNow(older, aTicket(), chased)).toEqual(type.results);
  });
});

test('FK-22 a closed ticket has no result to choose any more', () => {
  expect(resultsNow(type, aTicket({ status: 'closed' }), NO_FACTS)).toEqual([]);
});

test('a ticket that waits too long is refused with the latest time; a policy from before lets it wait', () => {
  const { longestWait: _, ...older } = theTicketPolicy();
  const [now, until] = [cairo('2031-03-03 12:00'), cairo('2031-06-01 12:00')];
  const wait = { kind: 'wait', by: person('cs-1'), until } as const;
  expect(refusalOfTicketCommand(theTicketPolicy(), aTicket(), wait, now)).toMatchObject({
    code: 'wait-too-long',
    details: { latest: cairo('2031-05-02 13:00') },
  });
  expect(refusalOfTicketCommand(older, aTicket(), wait, now)).toBeNull();
});
