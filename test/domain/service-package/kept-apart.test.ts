// FK-02, FK-11, FK-20 to FK-23: a change to one of several visits, tickets or requests leaves the others as they are.
import { describe, expect, test } from '@jest/globals';
import { aBooking, cairo, Life } from './builders.ts';

const booked = (changes: Parameters<typeof aBooking>[0] = {}) => new Life(aBooking(changes), cairo('2031-03-03 10:00'));
const decide = (paymentId: string, refundId: string) =>
  ({ kind: 'decide-payment', paymentId, decision: 'refund', refundId }) as const;

describe('two payments that came too late', () => {
  const held = () => booked().pays('2031-03-11 15:00').pays('2031-03-11 16:00', { id: 'p2' });
  const decided = () =>
    held().does('2031-03-11 17:00', 'cs-1', decide('p1', 'r1')).does('2031-03-11 18:00', 'cs-1', decide('p2', 'r2'));
  const refunds = ({ state }: Life) => state.refunds.map(({ id, status }) => `${id} ${status}`);

  test('FK-23 each is told of when its own time is over', () => {
    const escalated = ({ state }: Life) => state.heldPayments.map(({ escalatedAt }) => escalatedAt);
    const first = cairo('2031-03-12 15:00');
    expect(escalated(held().until(first))).toEqual([first, null]);
    expect(escalated(held().until(cairo('2031-03-12 16:00')))).toEqual([first, cairo('2031-03-12 16:00')]);
    const told = held()
      .until(cairo('2031-03-12 16:00'))
      .trail.filter((line) => line.startsWith('tells money-overdue'));
    expect(told.map((line) => line.slice(0, 22))).toEqual(['tells money-overdue p1', 'tells money-overdue p2']);
  });

  test('FK-21 the second refund is approved and paid, the first waits', () => {
    const life = decided().does('2031-03-11 19:00', 'finance-1', { kind: 'approve-refund', refundId: 'r2' });
    expect([refunds(life), life.trail.at(-1)]).toEqual([['r1 awaiting-approval', 'r2 approved'], 'asks refund/r2/1']);
    life.settles('2031-03-11 19:01', { refundId: 'r2', attempt: 1, status: 'paid' });
    expect(refunds(life)).toEqual(['r1 awaiting-approval', 'r2 paid']);
  });

  test('FK-21 the second is prepared by another person, who may approve the first', () => {
    const life = held().does('2031-03-11 17:00', 'cs-1', decide('p1', 'r1'));
    life.does('2031-03-11 18:00', 'cs-2', decide('p2', 'r2'));
    expect(life.state.refunds.map(({ payment, preparedBy }) => [payment, preparedBy])).toEqual([
      ['p1', 'cs-1'],
      ['p2', 'cs-2'],
    ]);
  });

  test('FK-23 a refund that waits tells finance, a payment that waits the desk', () => {
    const life = held().does('2031-03-11 17:00', 'cs-1', decide('p2', 'r2')).until(cairo('2031-03-12 17:00'));
    expect(life.trail.filter((line) => line.startsWith('tells money-overdue'))).toEqual([
      'tells money-overdue p1: customer-care customer-success customer-success-lead',
      'tells money-overdue r2: finance customer-success-lead',
    ]);
  });

  test('FK-21 what was paid in cash is handed out, what was paid by card is not', () => {
    const cash = { id: 'p2', requestId: null, method: 'cash', by: 'cc-1' } as const;
    const life = booked().pays('2031-03-11 15:00').pays('2031-03-11 16:00', cash);
    life.does('2031-03-11 17:00', 'cs-1', decide('p1', 'r1')).does('2031-03-11 18:00', 'cs-1', decide('p2', 'r2'));
    for (const refundId of ['r1', 'r2'])
      life.does('2031-03-11 19:00', 'finance-1', { kind: 'approve-refund', refundId });
    expect(refunds(life)).toEqual(['r1 approved', 'r2 to-hand-out']);
  });
});

test('FK-02 the courier came back without the money of one request: another that has ended stays as it was', () => {
  const life = booked();
  const collection = { at: cairo('2031-03-09 10:00'), addressNoteId: null };
  life.does('2031-03-03 10:05', 'cc-1', { kind: 'request-payment', requestId: 'q2', method: 'cash', collection });
  const missed = cairo('2031-03-09 11:00');
  expect(life.until(missed).state.paymentRequests.map(({ id, missedAt }) => [id, missedAt])).toEqual([
    ['q1', undefined],
    ['q2', missed],
  ]);
  life.does('2031-03-09 11:30', 'cc-1', { kind: 'not-collected', requestId: 'q2', noteId: null });
  expect(life.state.paymentRequests.map(({ status, missedAt }) => [status, missedAt])).toEqual([
    ['expired', undefined],
    ['expired', cairo('2031-03-09 11:30')],
  ]);
});

describe('tickets of several types', () => {
  /** The first visit is cancelled on its day, before the chase has begun. */
  const twoTickets = () =>
    booked({ startsAt: ['2031-03-03 16:00', '2031-03-13 12:00'] }).does('2031-03-03 10:10', 'cc-1', {
      kind: 'cancel-visit',
      visitId: 'v1',
    });
  const statuses = ({ state }: Life) => state.tickets.map(({ id, status, result }) => `${id} ${status} ${result}`);

  test('FK-07 the money closes the ticket of the chase', () => {
    const life = twoTickets().until(cairo('2031-03-03 12:00'));
    expect(statuses(life)).toEqual(['same-day-visit/v1 open null', 'not-paid open null']);
    expect(statuses(life.pays('2031-03-03 12:30'))).toEqual(['same-day-visit/v1 open null', 'not-paid closed paid']);
  });

  test('FK-20 the record of another visit leaves the ticket of this one open', () => {
    const life = booked({ startsAt: ['2031-03-10 12:00', '2031-03-10 16:00', '2031-03-13 12:00'] });
    life.pays('2031-03-03 11:00');
    for (const visitId of ['v1', 'v2']) life.does('2031-03-10 09:30', 'cc-1', { kind: 'cancel-visit', visitId });
    const correction = { kind: 'correct-visit', visitId: 'v2', status: 'cancelled', noteId: null } as const;
    life.does('2031-03-10 10:00', 'cs-lead', correction);
    expect(statuses(life)).toEqual(['same-day-visit/v1 open null', 'same-day-visit/v2 closed cancelled']);
  });

  test('FK-23 the record of one visit closes its own ticket', () => {
    const life = booked({ startsAt: ['2031-03-10 12:00', '2031-03-11 12:00', '2031-03-13 12:00'] });
    life.pays('2031-03-03 11:00').until(cairo('2031-03-12 00:00'));
    life.does('2031-03-12 10:00', 'ops-1', { kind: 'complete-visit', visitId: 'v2' });
    expect(statuses(life)).toEqual(['visit-record/v1 open null', 'visit-record/v2 closed recorded']);
  });

  test('FK-22 the last visit closes the ticket of the grace, not one of another type', () => {
    const life = booked({ startsAt: ['2031-03-10 12:00', '2031-03-13 12:00'] }).pays('2031-03-03 11:00');
    life.does('2031-03-05 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v2' });
    life.does('2031-03-10 09:30', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' }).until(cairo('2031-04-12 10:00'));
    life.does('2031-04-12 11:00', 'cs-1', { kind: 'add-visit', visitId: 'n1', startsAt: cairo('2031-04-13 12:00') });
    life.does('2031-04-13 15:00', 'ops-1', { kind: 'complete-visit', visitId: 'n1' });
    expect(life.state.stage).toBe('finished');
    expect(statuses(life)).toEqual(['same-day-visit/v1 open null', 'package-expired closed scheduled']);
  });
});

describe('cash at the door is known by its door', () => {
  const door = { method: 'cash', by: 'cc-1', requestId: 'q1' } as const;
  const inCash = () =>
    booked({ payment: 'cash', collectAt: cairo('2031-03-09 10:00') }).pays('2031-03-09 10:00', { ...door, id: 'q1' });

  test.each<[string, Parameters<Life['pays']>[1], number]>([
    ['told of once more under another name', { ...door, id: 'paymob/7' }, 0],
    ['of another door', { ...door, id: 'paymob/7', requestId: 'q2' }, 1],
    ['by card', { ...door, id: 'paymob/7', method: 'card' }, 1],
    ['of another amount', { ...door, id: 'paymob/7', amount: { amountMinor: 1, currency: 'EGP' } }, 1],
  ])('%s', (_, receipt, held) => {
    expect(inCash().pays('2031-03-09 10:30', receipt).state.heldPayments).toHaveLength(held);
  });

  test('a card paid before is another payment than the cash', () => {
    const life = booked()
      .pays('2031-03-03 11:00')
      .pays('2031-03-03 11:05', { ...door, id: 'q1' });
    expect(life.state.heldPayments).toMatchObject([{ id: 'q1', why: 'already-paid' }]);
  });
});
