// FK-06 to FK-12: calls, SMS 1, the last chance, the cancellation in its order, the last try.
import { describe, expect, test } from '@jest/globals';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';

/** Booked by card on Monday, 3 March 2031, 10:00, for eight visits from Monday the 10th at noon. */
const booked = (at = '2031-03-03 10:00', changes: Parameters<typeof aBooking>[0] = {}) =>
  new Life(aBooking(changes), cairo(at));
const late = (at: string, first: string, payment: 'later' | 'card' = 'later') =>
  booked(at, { payment, startsAt: [first, '2031-03-20 12:00'] });
const CANCELLED = ['package-cancelled', 'visits-cancelled', 'sms-ordered', 'ticket-due-changed'];

describe('FK-06 the ticket', () => {
  test('opens two working hours after booking, due two working hours later', () => {
    expect(booked().until(cairo('2031-03-03 11:59:59')).ticket('not-paid')).toBeUndefined();
    expect(booked().until(cairo('2031-03-03 12:00')).ticket('not-paid')).toMatchObject({
      status: 'open',
      dueAt: '2031-03-03 14:00',
    });
  });

  test('of a booking in the evening opens the next morning', () => {
    expect(booked('2031-03-03 20:00').ahead[0]).toBe('2031-03-04 10:00 not-paid-ticket');
    expect(booked('2031-03-03 22:00').ahead[0]).toBe('2031-03-04 11:00 not-paid-ticket');
  });

  test('never opens when the money came first', () => {
    const life = booked().pays('2031-03-03 11:59').until(cairo('2031-03-05 12:00'));
    expect(life.state.tickets).toEqual([]);
    expect(life.state.stage).toBe('active');
  });
});

test('FK-07 answered: the payments form is filled, and the day before the visit counts', () => {
  const life = booked().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'answered');
  expect(life.ticket('not-paid')).toEqual({ status: 'open', dueAt: '2031-03-09 21:00', result: null });
  const collection = { at: cairo('2031-03-05 17:00'), addressNoteId: null };
  life.does('2031-03-03 13:02', 'cs-1', { kind: 'request-payment', requestId: 'q2', method: 'cash', collection });
  expect(life.state.paymentRequests.map(({ id, status }) => [id, status])).toEqual([
    ['q1', 'expired'],
    ['q2', 'open'],
  ]);
  expect(life.sms).toEqual([]);
  life.does('2031-03-05 17:00', 'cc-2', { kind: 'collect-cash', requestId: 'q2' });
  expect(life.state).toMatchObject({ stage: 'active', payment: { id: 'cash/q2', method: 'cash' } });
  expect(life.ticket('not-paid')).toMatchObject({ status: 'closed', result: 'paid' });
  expect(life.violations).toEqual([]);
});

test('FK-08 no answer: SMS 1 at once, waiting on customer until the end of work of the day before', () => {
  const life = booked().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');
  expect(life.ticket('not-paid')).toEqual({ status: 'waiting-on-customer', dueAt: '2031-03-09 21:00', result: null });
  expect(life.moves.at(-1)?.sms).toEqual([{ intent: 'sms-1/first-call', text: 'sms-1', values: {}, rule: 'FK-08' }]);
  expect(life.until(cairo('2031-03-09 20:59')).sms).toEqual(['sms-1']);
});

describe('FK-09 the day before the order', () => {
  const waiting = () => booked().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');

  test('the whole of that day can be called; a call before it is only kept', () => {
    const early = waiting();
    expect(early.triesToCall('2031-03-03 13:00:01', 'cs-2', 'not-paid', 'no-answer')?.code).toBe(
      'call-already-recorded',
    );
    for (const at of ['2031-03-03 15:00', '2031-03-08 23:58']) early.calls(at, 'cs-2', 'not-paid', 'no-answer');
    expect(early.ticket('not-paid')).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-03-09 21:00' });
    expect([early.state.stage, early.sms]).toEqual(['booked', ['sms-1']]);
    early.calls('2031-03-09 00:00', 'cs-2', 'not-paid', 'no-answer');
    expect(early.state.stage).toBe('cancelled');
    expect(early.state.tickets[0]?.calls.map(({ step }) => step)).toEqual(['first-call', null, null, 'last-call']);
  });

  test('FK-08 reached later on the day of an unanswered call: no text that has not left, and the deadline stays', () => {
    const life = waiting().calls('2031-03-03 13:30', 'cs-2', 'not-paid', 'answered');
    expect(life.moves.at(-1)?.unsent).toEqual(['sms-1/first-call']);
    expect(life.ticket('not-paid')).toEqual({ status: 'resolved', dueAt: '2031-03-09 21:00', result: null });
    expect(packageTodo(life.policy, life.state, cairo('2031-03-03 13:30'))).toMatchObject([{ what: 'call-customer' }]);
    expect(life.until(cairo('2031-03-09 21:00')).state.stage).toBe('cancelled');
  });

  test('FK-08 reached on another day: the call is kept, and the ticket waits as before', () => {
    const life = waiting().calls('2031-03-04 13:30', 'cs-2', 'not-paid', 'answered');
    expect(life.moves.at(-1)?.unsent).toBeUndefined();
    expect(life.ticket('not-paid')).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-03-09 21:00' });
  });

  test('a last call made at the very midnight of that day is made', () => {
    const life = waiting().calls('2031-03-09 00:00', 'cs-1', 'not-paid', 'answered');
    life.calls('2031-03-09 10:00', 'cs-2', 'not-paid', 'no-answer');
    expect([life.state.stage, life.state.tickets[0]?.calls.at(-1)?.step]).toEqual(['booked', null]);
  });

  test('where the day before is closed, it is the last working day before it', () => {
    const policy = thePackagePolicy();
    // The 9th is a Sunday.
    const workingHours = { ...policy.tickets.workingHours, holidays: ['2031-03-09'] };
    const closed = { ...policy, tickets: { ...policy.tickets, workingHours } };
    const life = new Life(aBooking(), cairo('2031-03-03 10:00'), closed);
    life.calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');
    expect(life.ahead[0]).toBe('2031-03-08 21:00 cancel-unpaid');
    life.calls('2031-03-07 23:59:59.999', 'cs-1', 'not-paid', 'no-answer');
    life.calls('2031-03-08 00:00', 'cs-1', 'not-paid', 'answered');
    expect(life.state.tickets[0]?.calls.map(({ step }) => step)).toEqual(['first-call', null, 'last-call']);
  });

  test('FK-09 customer care may take it; operations and finance may not', () => {
    const life = waiting();
    for (const login of ['ops-1', 'finance-1', 'stranger']) {
      expect(life.triesToCall('2031-03-09 10:00', login, 'not-paid', 'answered')?.code).toBe('not-allowed');
    }
    expect(life.triesToCall('2031-03-09 10:00', 'cc-1', 'not-paid', 'answered')).toBeNull();
  });

  test('FK-10 answered and paid: the chase is over', () => {
    const life = waiting().calls('2031-03-09 10:00', 'cs-1', 'not-paid', 'answered').pays('2031-03-09 20:59:59');
    life.until(cairo('2031-03-12 12:00'));
    expect([life.state.stage, life.sms]).toEqual(['active', ['sms-1']]);
    expect(life.ticket('not-paid')).toMatchObject({ status: 'closed', result: 'paid' });
  });

  test('FK-11 answered and unpaid: cancelled at the end of working hours', () => {
    const life = waiting().calls('2031-03-09 10:00', 'cs-1', 'not-paid', 'answered');
    expect(life.triesToCall('2031-03-09 15:00', 'cs-1', 'not-paid', 'no-answer')).toBeNull();
    expect(life.until(cairo('2031-03-09 20:59:59')).state.stage).toBe('booked');
    expect(life.until(cairo('2031-03-09 21:00')).state).toMatchObject({
      stage: 'cancelled',
      cancelledAt: cairo('2031-03-09 21:00'),
    });
  });

  test('FK-11 without a recorded call: cancelled at the end of working hours', () => {
    const life = waiting().until(cairo('2031-03-09 21:00'));
    expect(life.state.stage).toBe('cancelled');
    expect(life.story.slice(-4)).toEqual(CANCELLED);
  });

  test('FK-11 not even the first call was recorded: the ticket is overdue and with the lead, then the package is lost', () => {
    const life = booked().until(cairo('2031-03-03 14:00'));
    expect(life.moves.at(-1)?.notifies).toEqual([
      { kind: 'ticket-overdue', ticket: 'not-paid', roles: ['customer-success-lead'], login: null },
    ]);
    life.until(cairo('2031-03-09 21:00'));
    expect(life.story.filter((what) => what === 'ticket-overdue')).toHaveLength(1);
    expect([life.state.stage, life.sms]).toEqual(['cancelled', ['sms-2']]);
  });
});

describe('FK-11 cancelled', () => {
  const life = () =>
    booked()
      .calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer')
      .calls('2031-03-09 10:00', 'cs-1', 'not-paid', 'no-answer');

  test('FK-11 at once when the customer does not answer: package, visits, SMS 2, ticket, each a move of its own and each once', () => {
    const { moves, state, story } = life();
    expect(story.slice(-5)).toEqual(['call-recorded', ...CANCELLED]);
    const [called, lost, visits, sms, ticket] = moves.slice(-5);
    expect(called?.state.stage).toBe('booked');
    expect([lost?.state.stage, lost?.sms, lost?.payments.map(({ kind }) => kind)]).toEqual([
      'cancelled',
      [],
      ['expire'],
    ]);
    expect(lost?.state.visits.every(({ status }) => status === 'planned')).toBe(true);
    expect(visits?.state.visits.every(({ status }) => status === 'cancelled')).toBe(true);
    expect(sms?.sms.map(({ intent }) => intent)).toEqual(['sms-2/cancelled']);
    expect(ticket?.tickets).toMatchObject([{ id: 'not-paid', status: 'open' }]);
    expect(moves.slice(-5).every(({ at }) => at === cairo('2031-03-09 10:00'))).toBe(true);
    expect(state).toMatchObject({ stage: 'cancelled', payment: null, refunds: [] });
  });

  test('FK-11 the ticket is due the next day', () => {
    expect(life().ticket('not-paid')).toEqual({ status: 'open', dueAt: '2031-03-10 21:00', result: null });
  });

  test('FK-11 whatever comes after, SMS 2 is sent once', () => {
    const ended = life().until(cairo('2031-03-30 12:00'));
    expect(ended.sms).toEqual(['sms-1', 'sms-2']);
    expect(ended.violations).toEqual([]);
  });

  test('FK-12 the next day is the last call; no answer closes the ticket', () => {
    const ended = life();
    ended.calls('2031-03-09 23:58', 'cs-1', 'not-paid', 'no-answer');
    expect(ended.ticket('not-paid')).toMatchObject({ status: 'open', dueAt: '2031-03-10 21:00' });
    ended.calls('2031-03-10 09:30', 'cs-2', 'not-paid', 'no-answer');
    expect(ended.ticket('not-paid')).toMatchObject({ status: 'closed', result: 'no-answer' });
    expect(ended.triesToCall('2031-03-10 09:40', 'cs-2', 'not-paid', 'no-answer')?.code).toBe('ticket-closed');
    expect(ended.ahead).toEqual([]);
    // The customer calls back.
    ended.calls('2031-03-10 11:00', 'cs-2', 'not-paid', 'answered');
    expect(ended.ticket('not-paid')).toEqual({ status: 'resolved', dueAt: '2031-03-10 21:00', result: null });
  });

  test('FK-12 the next day begins at midnight', () => {
    const ended = life();
    for (const at of ['2031-03-09 12:00', '2031-03-09 23:58:59.999']) ended.calls(at, 'cs-1', 'not-paid', 'no-answer');
    expect(ended.ticket('not-paid')?.status).toBe('open');
    ended.calls('2031-03-10 00:00', 'cs-1', 'not-paid', 'no-answer');
    expect(ended.ticket('not-paid')?.status).toBe('closed');
    expect(ended.state.tickets[0]?.calls.map(({ step }) => step).slice(-3)).toEqual([null, null, 'final-call']);
  });

  test('FK-12 FK-22 answered: the agent closes it with a result', () => {
    const ended = life().calls('2031-03-10 09:30', 'cs-2', 'not-paid', 'answered');
    expect(ended.ticket('not-paid')).toMatchObject({ status: 'resolved', dueAt: '2031-03-10 21:00' });
    expect(ended.triesToCall('2031-03-10 09:30:59', 'cs-2', 'not-paid', 'answered')?.code).toBe(
      'call-already-recorded',
    );
    expect(() => ended.closes('2031-03-10 09:55', 'cs-2', 'not-paid', null)).toThrow('result-required');
    expect(() => ended.closes('2031-03-10 09:55', 'cs-2', 'not-paid', 'whatever')).toThrow('result-required');
    ended.closes('2031-03-10 09:55', 'cs-2', 'not-paid', 'not-interested');
    expect(ended.ticket('not-paid')).toMatchObject({ status: 'closed', result: 'not-interested' });
  });

  test('FK-23 no call on the next day: overdue, to the lead, and open until a call', () => {
    const ended = life().until(cairo('2031-03-20 12:00'));
    expect(ended.moves.at(-1)?.notifies).toMatchObject([{ roles: ['customer-success-lead'] }]);
    expect(ended.ticket('not-paid')?.status).toBe('open');
  });
});

describe('FK-11 booked so late that the day before is past', () => {
  test.each([
    // Until 21:00 of the day before, that day still has time for a short call.
    ['2031-03-03 20:59', '2031-03-04 14:00', '2031-03-03 21:00'],
    ['2031-03-03 21:00', '2031-03-04 14:00', '2031-03-04 12:00'],
    ['2031-03-03 22:30', '2031-03-04 09:00', '2031-03-04 07:00'],
    ['2031-03-04 09:00', '2031-03-04 18:00', '2031-03-04 16:00'],
    // Less than two hours before the visit: until it begins (FK-13).
    ['2031-03-04 17:00', '2031-03-04 18:00', '2031-03-04 18:00'],
    ['2031-03-04 16:00', '2031-03-04 18:00', '2031-03-04 18:00'],
  ])('booked %s for %s: lost at %s', (at, first, lost) => {
    expect(late(at, first).ahead.find((step) => step.endsWith('cancel-unpaid'))).toBe(`${lost} cancel-unpaid`);
  });

  test('FK-06 the first call is due at the latest when the package is lost', () => {
    const dueAt = (at: string) => late(at, '2031-03-04 18:00').ticket('not-paid')?.dueAt;
    expect([dueAt('2031-03-04 13:59'), dueAt('2031-03-04 14:00')]).toEqual(['2031-03-04 15:59', '2031-03-04 16:00']);
    expect([dueAt('2031-03-04 14:01'), dueAt('2031-03-04 15:00')]).toEqual(['2031-03-04 16:00', '2031-03-04 16:00']);
  });

  test('FK-08 two calls on the same day: the first is answered with SMS 1, the second with the cancellation', () => {
    const life = late('2031-03-04 09:00', '2031-03-04 18:00').calls(
      '2031-03-04 09:30',
      'cs-1',
      'not-paid',
      'no-answer',
    );
    expect(life.ticket('not-paid')).toEqual({ status: 'waiting-on-customer', dueAt: '2031-03-04 16:00', result: null });
    expect(life.triesToCall('2031-03-04 09:30:59', 'cs-2', 'not-paid', 'no-answer')?.code).toBe(
      'call-already-recorded',
    );
    life.calls('2031-03-04 15:00', 'cs-1', 'not-paid', 'no-answer');
    expect([life.state.stage, life.sms]).toEqual(['cancelled', ['sms-1', 'sms-2']]);
    expect(life.ticket('not-paid')).toMatchObject({ status: 'open', dueAt: '2031-03-05 21:00' });
  });

  test('FK-11 with no time for a ticket before: it is opened for the last call', () => {
    const life = late('2031-03-04 16:30', '2031-03-04 18:00', 'card').until(cairo('2031-03-04 18:00'));
    expect(life.story.slice(-4)).toEqual([...CANCELLED.slice(0, 3), 'ticket-opened']);
    expect(life.ticket('not-paid')).toMatchObject({ status: 'open', dueAt: '2031-03-05 21:00' });
  });
});

test('FK-11 over the night that has no midnight: cancelled at 21:00 of 23 April 2026', () => {
  const life = booked('2026-04-20 10:00', { startsAt: ['2026-04-24 12:00', '2026-05-02 12:00'] });
  life.calls('2026-04-20 13:00', 'cs-1', 'not-paid', 'no-answer').until(cairo('2026-04-24 12:00'));
  expect(inCairo(life.state.cancelledAt ?? '')).toBe('2026-04-23 21:00');
  expect(life.ticket('not-paid')?.dueAt).toBe('2026-04-24 21:00');
});

test('a system that was down cancels late, once, and the last call is the day after that', () => {
  const life = booked().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');
  life.until(cairo('2031-03-10 08:00'), cairo('2031-03-10 08:00'));
  expect(life.sms).toEqual(['sms-1', 'sms-2']);
  expect(life.ticket('not-paid')?.dueAt).toBe('2031-03-11 21:00');
});

test('the settings are the policy’s: two days before, four hours, three days after', () => {
  const policy = thePackagePolicy();
  const chase = { ...policy.chase, lastCallDaysBefore: 2, ticketAfter: 'PT4H', finalCallDaysAfter: 3 };
  const life = new Life(aBooking(), cairo('2031-03-03 10:00'), { ...policy, chase });
  expect(life.ahead).toEqual(['2031-03-03 14:00 not-paid-ticket', '2031-03-08 21:00 cancel-unpaid']);
  expect(life.until(cairo('2031-03-08 21:00')).ticket('not-paid')?.dueAt).toBe('2031-03-11 21:00');
});
