// A recorded ticket, run forward again from its opening.
import { expect, test } from '@jest/globals';
import type { PastEvent } from '../../../domain/moment.ts';
import type { Program } from '../../../domain/program.ts';
import { ticket } from '../../../domain/ticket/process.ts';
import { rerun } from '../../../domain/version-replay.ts';
import { filkhedma } from '../../harness/programs.ts';
import { cairo } from '../service-package/builders.ts';
import { aTicket, theTicketPolicy } from './builders.ts';

// A Monday.
const OPENED = cairo('2031-03-03 10:00');

type Event = [local: string, what: string, by?: string, details?: PastEvent['details']];

function replayed(events: readonly Event[], until: string, program: Program = filkhedma) {
  const past = events.map(([local, what, by = 'cs-1', details = null]) => ({ at: cairo(local), what, by, details }));
  const state = aTicket({ type: 'outbound-sales-request' }, OPENED);
  return rerun(ticket, program, { id: 't', openedAt: OPENED, state, events: past }, cairo(until));
}

const lateAt = (found: ReturnType<typeof replayed>) =>
  found?.happenings.filter(({ kind }) => kind === 'overdue').map(({ at }) => at);

test('FK-04 left alone it turns overdue and goes to the lead, by the hours of each version', () => {
  const found = replayed([], '2031-03-06 12:00');
  expect(found?.happenings.map(({ kind }) => kind)).toEqual(['overdue', 'escalation']);
  const { types, ...policy } = theTicketPolicy();
  const type = types['outbound-sales-request'];
  if (type === undefined) throw new Error('there is no such type');
  const tickets = { ...policy, types: { ...types, 'outbound-sales-request': { ...type, callWithin: 'PT1H' } } };
  expect(lateAt(replayed([], '2031-03-06 12:00', { ...filkhedma, tickets }))).toEqual([cairo('2031-03-03 11:00')]);
  expect(replayed([], '2031-03-03 12:00')).toEqual({ happenings: [], unfit: 0 });
});

test('FK-22 calls and closings come as they came; a second closing is unfit, and what Careline did is left out', () => {
  const closed: Event[] = [
    ['2031-03-03 10:30', 'ticket-assigned', 'careline', { to: 'cs-1' }],
    ['2031-03-03 11:00', 'call-recorded', 'cs-1', { outcome: 'answered' }],
    ['2031-03-03 11:30', 'ticket-closed', 'cs-1', { result: 'other' }],
  ];
  expect(replayed(closed, '2031-03-06 12:00')).toEqual({ happenings: [], unfit: 0 });
  const twice: Event[] = [...closed, ['2031-03-03 12:00', 'ticket-closed', 'cs-1', { result: 'other' }]];
  expect(replayed(twice, '2031-03-06 12:00')?.unfit).toBe(1);
  const byCareline: Event[] = [['2031-03-03 11:00', 'ticket-closed', 'careline', { result: 'other' }]];
  expect(lateAt(replayed(byCareline, '2031-03-06 12:00'))).toHaveLength(1);
});

test('a ticket that waits is late at its new time', () => {
  const until = cairo('2031-03-05 12:00');
  const waits: Event[] = [['2031-03-03 11:00', 'ticket-waits', 'cs-1', { until }]];
  expect(lateAt(replayed(waits, '2031-03-06 12:00'))).toEqual([until]);
});

test('a program without tickets, or without the type, cannot hold it', () => {
  const { tickets, ...without } = filkhedma;
  expect(replayed([], '2031-03-06 12:00', without)).toBeNull();
  if (tickets === undefined) throw new Error('filkhedma has tickets');
  expect(replayed([], '2031-03-06 12:00', { ...filkhedma, tickets: { ...tickets, types: {} } })).toBeNull();
});
