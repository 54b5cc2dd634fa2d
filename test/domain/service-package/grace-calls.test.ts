// FK-15 to FK-17, FK-22: the calls of the grace period go only to customers with visits without a date.
import { describe, expect, test } from '@jest/globals';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';
import { complete, giveBack, plan } from './visit-commands.ts';

const policy = thePackagePolicy();
const TICKET = 'package-expired';
const lastSms = (life: Life) => life.moves.findLast(({ sms }) => sms.length > 0)?.sms;

/** Four visits from 10 March 2031, paid; expires at the end of 10 April, grace through 24 April. */
const paid = (last = '2031-03-19 12:00') => {
  const startsAt = ['2031-03-10 12:00', '2031-03-13 12:00', '2031-03-16 12:00', last];
  return new Life(aBooking({ startsAt }), cairo('2031-03-03 10:00')).pays('2031-03-03 10:05');
};

/** One of four visits held, three without a date, at the beginning of day 1. */
const expired = () => {
  const life = paid();
  for (const visitId of ['v2', 'v3', 'v4']) life.does('2031-03-04 10:00', 'cc-1', giveBack(visitId));
  return life.does('2031-03-10 15:00', 'ops-1', complete('v1')).until(cairo('2031-04-11 00:00'));
};

describe('FK-17 expired with everything scheduled', () => {
  /** Four visits, the last one in the grace period; the others were held. */
  const scheduled = (last = '2031-04-20 12:00') => {
    const life = paid(last);
    for (const visit of ['v1', 'v2', 'v3']) life.does('2031-03-16 15:00', 'ops-1', complete(visit));
    return life.until(cairo('2031-04-11 00:00'));
  };

  test('no ticket, no call and no text; the visit of the grace is held and the package finished', () => {
    const life = scheduled();
    expect([life.state.stage, life.ticket(TICKET)]).toEqual(['grace', undefined]);
    expect(life.ahead).toEqual(['2031-04-20 23:59:59 visit-record', '2031-04-25 01:00 deactivation']);
    life.does('2031-04-20 15:00', 'ops-1', complete('v4'));
    expect([life.state.stage, life.sms, life.ahead]).toEqual(['finished', [], []]);
  });

  test('past visits without a record are no reason to call either', () => {
    const life = paid().until(cairo('2031-04-11 00:00'));
    expect([life.state.stage, life.ticket(TICKET), life.ahead]).toEqual([
      'grace',
      undefined,
      ['2031-04-25 01:00 deactivation'],
    ]);
  });

  test('a visit given back before day 6 is called about on day 6, from its beginning', () => {
    const life = scheduled().does('2031-04-13 10:00', 'cc-1', giveBack('v4'));
    expect([life.ticket(TICKET), life.ahead[0]]).toEqual([undefined, '2031-04-16 00:00 expiry-call']);
    life.until(cairo('2031-04-16 00:00'));
    expect(life.ticket(TICKET)).toEqual({ status: 'open', dueAt: '2031-04-16 21:00', result: null });
    life.calls('2031-04-16 10:00', 'cs-1', TICKET, 'no-answer');
    expect(lastSms(life)).toEqual([{ intent: 'sms-4/day-6', text: 'sms-4', values: { visitsLeft: 1 }, rule: 'FK-17' }]);
    expect(life.violations).toEqual([]);
  });

  test('one given back on day 1 is called about that same day, while its working hours last', () => {
    const life = scheduled().does('2031-04-11 20:59', 'cc-1', giveBack('v4')).until(cairo('2031-04-11 20:59'));
    expect(life.ticket(TICKET)).toMatchObject({ status: 'open', dueAt: '2031-04-11 21:00' });
    const late = scheduled().does('2031-04-11 21:00', 'cc-1', giveBack('v4')).until(cairo('2031-04-11 21:00'));
    expect([late.ticket(TICKET), late.ahead[0]]).toEqual([undefined, '2031-04-16 00:00 expiry-call']);
  });

  test('one given back after day 6 is called about no more', () => {
    const life = scheduled().does('2031-04-17 10:00', 'cc-1', giveBack('v4')).until(cairo('2031-04-17 10:00'));
    expect([life.ticket(TICKET), life.ahead]).toEqual([undefined, ['2031-04-25 01:00 deactivation']]);
    life.until(cairo('2031-04-25 01:00'));
    expect([life.state.forfeited, life.violations]).toEqual([1, []]);
  });

  test('FK-22 a ticket closed as scheduled comes back with the visit that lost its date, and waits for day 6', () => {
    const life = expired().calls('2031-04-11 10:00', 'cs-1', TICKET, 'answered');
    for (const visit of ['v5', 'v6', 'v7']) life.does('2031-04-11 10:01', 'cs-1', plan(visit, '2031-04-20 10:00'));
    life.closes('2031-04-11 10:05', 'cs-1', TICKET, 'scheduled').does('2031-04-13 10:00', 'cc-1', giveBack('v5'));
    expect(life.ticket(TICKET)).toEqual({ status: 'waiting-on-customer', dueAt: '2031-04-16 21:00', result: null });
    expect(life.story.at(-1)).toBe('ticket-reopened');
    life.until(cairo('2031-04-16 00:00')).calls('2031-04-16 10:00', 'cs-1', TICKET, 'no-answer');
    expect(lastSms(life)).toMatchObject([{ intent: 'sms-4/day-6', values: { visitsLeft: 1 } }]);
    expect(life.ticket(TICKET)).toMatchObject({ status: 'closed', result: 'no-answer' });
  });

  test('FK-16 a ticket that waits for the next call is closed with the last visit that gets a date', () => {
    const life = expired().calls('2031-04-11 10:00', 'cs-1', TICKET, 'no-answer');
    for (const visit of ['v5', 'v6']) life.does('2031-04-12 10:01', 'cc-1', plan(visit, '2031-04-20 10:00'));
    expect(life.ticket(TICKET)?.status).toBe('waiting-on-customer');
    life.does('2031-04-12 10:02', 'cc-1', plan('v7', '2031-04-21 10:00'));
    expect(life.ticket(TICKET)).toMatchObject({ status: 'closed', result: 'scheduled' });
    expect([life.sms, life.ahead.filter((step) => step.endsWith('expiry-call'))]).toEqual([['sms-3'], []]);
  });

  test('FK-16 no answer, once everything has a date, sends nothing and closes the ticket', () => {
    const life = expired();
    for (const visit of ['v5', 'v6', 'v7']) life.does('2031-04-11 10:01', 'cc-1', plan(visit, '2031-04-20 10:00'));
    life.calls('2031-04-11 10:10', 'cs-1', TICKET, 'no-answer');
    expect([life.sms, life.ticket(TICKET)?.result]).toEqual([[], 'no-answer']);
  });

  test('FK-16 X counts what has no date, not what is planned in the grace', () => {
    const life = expired().does('2031-04-11 09:30', 'cs-1', plan('v5', '2031-04-20 10:00'));
    life.calls('2031-04-11 10:00', 'cs-1', TICKET, 'no-answer');
    expect(lastSms(life)).toMatchObject([{ intent: 'sms-3/day-1', values: { visitsLeft: 2 } }]);
  });

  test('a package of an older policy is called about all that is left, planned or not, and loses it', () => {
    const { callsFor: _callsFor, ...validity } = policy.validity;
    const { record: _record, ...visits } = policy.visits;
    const life = new Life(aBooking(), cairo('2031-03-03 10:00'), { ...policy, validity, visits });
    life.pays('2031-03-03 10:05').does('2031-03-03 10:10', 'ops-1', complete('v1')).until(cairo('2031-04-11 00:00'));
    life.calls('2031-04-11 10:00', 'cs-1', TICKET, 'no-answer').until(cairo('2031-04-25 01:00'));
    expect(lastSms(life)).toMatchObject([{ values: { visitsLeft: 7 } }]);
    expect(life.state).toMatchObject({ stage: 'deactivated', forfeited: 7, tickets: [{ id: TICKET }] });
    expect(life.does('2031-04-25 10:00', 'ops-1', complete('v2')).state.forfeited).toBe(6);
    expect(life.violations).toEqual([]);
  });
});
