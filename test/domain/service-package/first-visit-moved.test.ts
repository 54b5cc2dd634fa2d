// FK-06, FK-08, FK-09, FK-11: the chase when the first visit of an unpaid package moves.
import { describe, expect, test } from '@jest/globals';
import { aBooking, cairo, Life, person, weekOfVisits } from './builders.ts';

/** Booked by card on Monday, 3 March 2031, 10:00, for eight visits from Monday the 10th at noon. */
const booked = (startsAt: readonly string[] = weekOfVisits('2031-03-10', 8), at = '2031-03-03 10:00') =>
  new Life(aBooking({ startsAt }), cairo(at));
const one = () => booked(['2031-03-10 12:00']);
const waiting = () => booked().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');
const move = (visitId: string, to: string) => ({ kind: 'reschedule-visit', visitId, startsAt: cairo(to) }) as const;
const cancel = (visitId: string) => ({ kind: 'cancel-visit', visitId }) as const;
const dueChanges = ({ story }: Life) => story.filter((what) => what === 'ticket-due-changed').length;

describe('the first visit moves while nothing is paid', () => {
  test('FK-09 to a later day: the validity moves along, the promised deadline does not', () => {
    const life = waiting().does('2031-03-04 10:00', 'cc-1', cancel('v1'));
    expect(life.state).toMatchObject({ startsOn: '2031-03-13', expiresOn: '2031-04-13' });
    expect(life.ticket('not-paid')).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-03-09 21:00' });
    expect(life.ahead[0]).toBe('2031-03-09 21:00 cancel-unpaid');
  });

  test('FK-09 to an earlier day: the day before moves along, and the ticket with it', () => {
    const life = waiting().does('2031-03-04 10:00', 'cc-1', move('v1', '2031-03-08 12:00'));
    expect(life.ticket('not-paid')).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-03-07 21:00' });
    expect(life.ahead[0]).toBe('2031-03-07 21:00 cancel-unpaid');
  });

  test('FK-11 to where the day before is past: the last chance is two hours before it, not at once', () => {
    const life = waiting().does('2031-03-04 22:00', 'cc-1', move('v1', '2031-03-05 12:00'));
    expect(life.state.stage).toBe('booked');
    expect(life.ahead[0]).toBe('2031-03-05 10:00 cancel-unpaid');
  });

  test.each([
    ['rescheduled by a month', one, move('v1', '2031-04-10 12:00')],
    ['cancelled', booked, cancel('v1')],
    ['moved behind the second', booked, move('v1', '2031-03-30 12:00')],
  ])('FK-06 %s before the first call: that call stays due when it was', (_, begun, command) => {
    const life = begun().until(cairo('2031-03-03 12:00'));
    expect(life.ticket('not-paid')).toMatchObject({ status: 'open', dueAt: '2031-03-03 14:00' });
    life.does('2031-03-03 12:30', 'cc-1', command);
    expect(life.ticket('not-paid')).toMatchObject({ status: 'open', dueAt: '2031-03-03 14:00' });
    expect(dueChanges(life)).toBe(0);
    life.until(cairo('2031-03-03 14:00'));
    expect(life.moves.at(-1)?.notifies).toMatchObject([{ kind: 'ticket-overdue', roles: ['customer-success-lead'] }]);
  });

  test('FK-06 nor does a wait that a person has named move', () => {
    const life = one().until(cairo('2031-03-03 12:00'));
    const wait = { kind: 'wait', by: person('cs-1'), until: cairo('2031-03-05 10:00') } as const;
    life.does('2031-03-03 12:10', 'cs-1', { kind: 'ticket', ticketId: 'not-paid', command: wait });
    life.does('2031-03-03 12:30', 'cc-1', move('v1', '2031-04-10 12:00'));
    expect(life.ticket('not-paid')).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-03-05 10:00' });
  });

  test('FK-06 to before the first call is due: that call is due while it can still help', () => {
    const life = booked(weekOfVisits('2031-03-10', 8), '2031-03-03 20:00').until(cairo('2031-03-04 10:00'));
    expect(life.ticket('not-paid')?.dueAt).toBe('2031-03-04 12:00');
    life.does('2031-03-04 10:30', 'cc-1', move('v1', '2031-03-04 13:00'));
    expect(life.ticket('not-paid')).toMatchObject({ status: 'open', dueAt: '2031-03-04 11:00' });
    expect(life.ahead[0]).toBe('2031-03-04 11:00 cancel-unpaid');
  });

  test('another visit than the first: the ticket is left as it is', () => {
    const life = waiting().does('2031-03-04 10:00', 'cc-1', move('v8', '2031-04-02 12:00'));
    expect([dueChanges(life), life.ticket('not-paid')?.dueAt]).toEqual([0, '2031-03-09 21:00']);
  });

  test('FK-09 to later on its own day: the promised deadline stays, and so does the last call that was made', () => {
    const life = booked(['2031-03-05 18:00', '2031-03-05 20:00', '2031-03-20 12:00'], '2031-03-05 09:00');
    life.calls('2031-03-05 11:10', 'cs-1', 'not-paid', 'answered');
    life.calls('2031-03-05 11:20', 'cs-1', 'not-paid', 'answered');
    life.does('2031-03-05 12:00', 'cc-1', cancel('v1'));
    expect(life.ahead[0]).toBe('2031-03-05 16:00 cancel-unpaid');
    life.calls('2031-03-05 12:10', 'cs-2', 'not-paid', 'no-answer');
    expect(life.state.tickets[0]?.calls.map(({ step }) => step)).toEqual(['first-call', 'last-call', null]);
    expect(life.state.stage).toBe('booked');
  });

  test('every visit cancelled: the last known first visit still ends the chase', () => {
    const life = one();
    life.does('2031-03-03 11:00', 'cc-1', cancel('v1'));
    expect(life.until(cairo('2031-03-09 21:00')).state.stage).toBe('cancelled');
    expect(life.story).not.toContain('visits-cancelled');
    expect(life.sms).toEqual(['sms-2']);
  });
});
