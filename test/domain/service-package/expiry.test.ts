// FK-14 to FK-17, FK-26: a month, two weeks of grace, two calls whose day decides the text, and the end.
import { describe, expect, test } from '@jest/globals';
import { validityFrom } from '../../../domain/service-package/validity.ts';
import { visitsLeft } from '../../../domain/service-package/visits.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';
import { complete, giveBack, plan } from './visit-commands.ts';

const policy = thePackagePolicy();
const TICKET = 'package-expired';

/** Four visits from 10 March 2031, paid; expires at the end of 10 April, grace through 24 April. */
const paid = (changes: Parameters<typeof aBooking>[0] = {}) =>
  new Life(
    aBooking({
      startsAt: ['2031-03-10 12:00', '2031-03-13 12:00', '2031-03-16 12:00', '2031-03-19 12:00'],
      ...changes,
    }),
    cairo('2031-03-03 10:00'),
  ).pays('2031-03-03 10:05');

/** One of four visits was held and three were given back: three have no date. */
const withoutDates = () => {
  const life = paid();
  for (const visitId of ['v2', 'v3', 'v4']) life.does('2031-03-04 10:00', 'cc-1', giveBack(visitId));
  return life.does('2031-03-10 15:00', 'ops-1', complete('v1'));
};
/** The same at the beginning of day 1. */
const expired = () => withoutDates().until(cairo('2031-04-11 00:00'));
const lastSms = (life: Life) => life.moves.findLast(({ sms }) => sms.length > 0)?.sms;

describe('FK-14 one month and two weeks, in whole days', () => {
  test.each([
    ['2031-01-31', '2031-02-28', '2031-03-14'],
    ['2032-01-31', '2032-02-29', '2032-03-14'],
    ['2032-02-29', '2032-03-29', '2032-04-12'],
    ['2031-03-10', '2031-04-10', '2031-04-24'],
    ['2031-12-17', '2032-01-17', '2032-01-31'],
  ])('from %s to %s, grace to %s', (startsOn, expiresOn, graceEndsOn) => {
    expect(validityFrom(policy.validity, startsOn)).toEqual({ startsOn, expiresOn, graceEndsOn });
  });

  test('booked on 31 January: usable to the end of 28 February', () => {
    const life = new Life(aBooking({ startsAt: ['2031-01-31 12:00', '2031-02-10 12:00'] }), cairo('2031-01-20 10:00'));
    life.pays('2031-01-20 10:05');
    life.does('2031-01-20 10:06', 'cc-1', giveBack('v2'));
    expect(life.ahead.filter((step) => !step.endsWith('visit-record'))).toEqual([
      '2031-03-01 00:00 expiry',
      '2031-03-06 00:00 expiry-call',
      '2031-03-15 00:00 deactivation',
    ]);
    expect(life.until(cairo('2031-02-28 23:59:59')).state.stage).toBe('active');
    expect(life.until(cairo('2031-03-01 00:00')).state.stage).toBe('grace');
  });

  test('FK-14 where the clocks skip midnight the day is over at 01:00, where they repeat an hour after the second', () => {
    const startsAt = (first: string, second: string) => ({ startsAt: [`${first} 12:00`, `${second} 12:00`] });
    const spring = new Life(aBooking(startsAt('2026-03-23', '2026-03-30')), cairo('2026-03-20 10:00'));
    spring.pays('2026-03-20 11:00').does('2026-03-20 11:01', 'cc-1', giveBack('v2'));
    expect(spring.until('2026-04-23T21:59:59.999Z').state.stage).toBe('active');
    expect(spring.until('2026-04-23T22:00:00.000Z').state.stage).toBe('grace');
    expect(spring.ticket(TICKET)?.dueAt).toBe('2026-04-24 21:00');
    const autumn = new Life(aBooking(startsAt('2026-09-29', '2026-10-05')), cairo('2026-09-20 10:00'));
    autumn.pays('2026-09-20 11:00');
    expect(autumn.until('2026-10-29T21:59:59.999Z').state.stage).toBe('active');
    expect(autumn.until('2026-10-29T22:00:00.000Z').state.stage).toBe('grace');
  });
});

describe('FK-15 expired with visits left', () => {
  test('the ticket is there from the beginning of day 1, due at its end of working hours', () => {
    const life = expired();
    expect(life.state.stage).toBe('grace');
    expect(life.ticket(TICKET)).toEqual({ status: 'open', dueAt: '2031-04-11 21:00', result: null });
    expect(life.sms).toEqual([]);
  });

  test('no visit left, no expiry: it is finished', () => {
    const life = paid();
    for (const visit of ['v1', 'v2', 'v3', 'v4']) life.does('2031-03-20 15:00', 'ops-1', complete(visit));
    expect(life.state.stage).toBe('finished');
    expect(life.until(cairo('2031-05-30 12:00')).ticket(TICKET)).toBeUndefined();
    expect(life.violations).toEqual([]);
  });

  test('answered: what is left is to enter the result, until the end of working hours', () => {
    const life = expired().calls('2031-04-11 10:00', 'cs-1', TICKET, 'answered');
    expect(life.ticket(TICKET)).toMatchObject({ status: 'resolved', dueAt: '2031-04-11 21:00' });
    expect(life.sms).toEqual([]);
  });

  test('FK-15 FK-22 answered and scheduled, the ticket is closed and no second call is asked for', () => {
    const life = new Life(aBooking({ startsAt: ['2031-03-10 12:00', '2031-03-13 12:00'] }), cairo('2031-03-03 10:00'));
    life.pays('2031-03-03 10:05').does('2031-03-04 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v2' });
    life.does('2031-03-10 15:00', 'ops-1', complete('v1')).calls('2031-04-11 10:00', 'cs-1', TICKET, 'answered');
    life.does('2031-04-11 10:10', 'cs-1', plan('v3', '2031-04-24 20:00'));
    life.closes('2031-04-11 10:11', 'cs-1', TICKET, 'scheduled');
    // In the night to 25 April 2031 Cairo has no midnight.
    expect(life.ahead).toEqual(['2031-04-24 23:59:59 visit-record', '2031-04-25 01:00 deactivation']);
    life.does('2031-04-24 22:00', 'ops-1', complete('v3'));
    expect(life.state).toMatchObject({ stage: 'finished', forfeited: 0 });
    expect([life.sms, life.ahead, life.violations]).toEqual([[], [], []]);
  });

  test('FK-22 used up while the ticket is open: it is closed as scheduled', () => {
    const life = expired();
    for (const visit of ['v5', 'v6', 'v7']) life.does('2031-04-11 10:00', 'cs-1', plan(visit, '2031-04-12 10:00'));
    for (const visit of ['v5', 'v6', 'v7']) life.does('2031-04-12 15:00', 'ops-1', complete(visit));
    expect([life.state.stage, life.ticket(TICKET)?.result]).toEqual(['finished', 'scheduled']);
  });
});

describe('FK-16 FK-17 unreachable', () => {
  test('SMS 3 on day 1, SMS 4 on day 6 with the ticket closed, deactivated at the end of day 14', () => {
    const life = expired().calls('2031-04-11 10:00', 'cs-1', TICKET, 'no-answer');
    expect(lastSms(life)).toEqual([{ intent: 'sms-3/day-1', text: 'sms-3', values: { visitsLeft: 3 }, rule: 'FK-17' }]);
    expect(life.ticket(TICKET)).toEqual({ status: 'waiting-on-customer', dueAt: '2031-04-16 21:00', result: null });
    life.until(cairo('2031-04-16 00:00'));
    expect(life.ticket(TICKET)).toMatchObject({ status: 'open', dueAt: '2031-04-16 21:00' });
    life.calls('2031-04-16 11:00', 'cs-2', TICKET, 'no-answer');
    expect(lastSms(life)).toEqual([{ intent: 'sms-4/day-6', text: 'sms-4', values: { visitsLeft: 3 }, rule: 'FK-17' }]);
    expect(life.ticket(TICKET)).toMatchObject({ status: 'closed', result: 'no-answer' });
    expect(life.until(cairo('2031-04-24 23:59:59')).state.stage).toBe('grace');
    life.until(cairo('2031-04-25 00:00'));
    expect(life.state).toMatchObject({ stage: 'deactivated', forfeited: 3 });
    expect(visitsLeft(life.state)).toBe(0);
    expect(life.state.visits.map(({ status }) => status)).toEqual(['completed', 'cancelled', 'cancelled', 'cancelled']);
    expect([life.ahead, life.violations, life.sms]).toEqual([[], [], ['sms-3', 'sms-4']]);
  });

  test('FK-17 forfeited are visits without a date; a past one stays planned and can be recorded afterwards', () => {
    const life = paid();
    for (const visitId of ['v2', 'v3', 'v4']) life.does('2031-03-04 10:00', 'cc-1', giveBack(visitId));
    life.until(cairo('2031-04-25 00:00'));
    expect(life.state).toMatchObject({
      stage: 'deactivated',
      forfeited: 3,
      visits: [{ status: 'planned' }, {}, {}, {}],
    });
    const end = life.moves.flatMap(({ entries }) => entries).find(({ what }) => what === 'deactivated');
    expect(end).toMatchObject({ rule: 'FK-17', details: { forfeited: 3, planned: [] } });
    expect(life.violations).toEqual([]);
    life.does('2031-04-26 10:00', 'ops-1', complete('v1'));
    expect(life.state).toMatchObject({
      stage: 'deactivated',
      forfeited: 3,
      visits: [{ status: 'completed' }, {}, {}, {}],
    });
    expect([life.violations, life.ahead]).toEqual([[], []]);
  });

  test('FK-17 each day’s call is recorded once', () => {
    const life = expired().calls('2031-04-11 10:00', 'cs-1', TICKET, 'no-answer');
    expect(life.triesToCall('2031-04-11 10:00:30', 'cs-2', TICKET, 'no-answer')?.code).toBe('call-already-recorded');
    for (const at of ['2031-04-11 18:00', '2031-04-13 10:00', '2031-04-15 23:58']) {
      life.calls(at, 'cs-2', TICKET, 'no-answer');
      expect([life.sms, life.ticket(TICKET)?.status]).toEqual([['sms-3'], 'waiting-on-customer']);
    }
    life.calls('2031-04-16 00:00', 'cs-2', TICKET, 'no-answer');
    expect(life.sms).toEqual(['sms-3', 'sms-4']);
    expect(life.state.tickets[0]?.calls.map(({ step }) => step)).toEqual(['day-1', null, null, null, 'day-6']);
  });

  test('FK-16 reached later on the day: resolved, and the text is not sent where it has not left', () => {
    const life = expired().calls('2031-04-16 10:00', 'cs-1', TICKET, 'no-answer');
    expect(life.ticket(TICKET)).toMatchObject({ status: 'closed', result: 'no-answer' });
    life.calls('2031-04-16 18:00', 'cs-1', TICKET, 'answered');
    expect(life.ticket(TICKET)).toEqual({ status: 'resolved', dueAt: '2031-04-16 21:00', result: null });
    expect(life.moves.at(-1)?.unsent).toEqual(['sms-4/day-6']);
    const late = expired().calls('2031-04-16 10:00', 'cs-1', TICKET, 'no-answer');
    expect(late.triesToCall('2031-04-17 09:00', 'cs-1', TICKET, 'answered')?.code).toBe('ticket-closed');
  });

  test.each([
    ['2031-04-11 00:00', 'sms-3'],
    ['2031-04-11 22:00', 'sms-3'],
    ['2031-04-15 23:59:59', 'sms-3'],
    ['2031-04-16 00:00', 'sms-4'],
    ['2031-04-16 22:00', 'sms-4'],
    ['2031-04-24 23:59:59', 'sms-4'],
  ])('FK-17 the day decides the text, not the count: first no answer at %s, %s', (at, text) => {
    expect(expired().calls(at, 'cs-1', TICKET, 'no-answer').sms).toEqual([text]);
  });

  test('FK-17 no call recorded: no SMS, overdue, to the lead on both days; the package ends all the same', () => {
    const life = expired().until(cairo('2031-05-30 12:00'));
    const overdue = life.moves.flatMap(({ entries }) => entries.filter(({ what }) => what === 'ticket-overdue'));
    expect(overdue.map(({ at }) => inCairo(at))).toEqual(['2031-04-11 21:00', '2031-04-16 21:00']);
    expect([life.sms, life.state.stage, life.ticket(TICKET)?.status]).toEqual([[], 'deactivated', 'open']);
  });

  test('FK-26 after the end nothing is sent any more: a call is kept, and closes the ticket', () => {
    const life = expired().until(cairo('2031-04-26 10:00')).calls('2031-04-26 11:00', 'cs-lead', TICKET, 'no-answer');
    expect([life.sms, life.ticket(TICKET)?.result, life.ahead]).toEqual([[], 'no-answer', []]);
  });

  test('answered on day 1 and never closed: the call of day 6 is asked for again', () => {
    const life = expired().calls('2031-04-11 10:00', 'cs-1', TICKET, 'answered').until(cairo('2031-04-16 00:00'));
    expect(life.ticket(TICKET)).toMatchObject({ status: 'open', dueAt: '2031-04-16 21:00' });
  });
});

test('a system that was down from day 1 to day 8 catches up without texts, in the order of the steps', () => {
  const up = cairo('2031-04-18 10:00');
  const life = withoutDates().until(cairo('2031-04-10 12:00')).until(up, up);
  expect(life.story.slice(-5)).toEqual([
    ...['expired', 'ticket-opened', 'ticket-overdue'],
    ...['ticket-due-changed', 'ticket-overdue'],
  ]);
  expect(life.sms).toEqual([]);
  expect(life.calls('2031-04-18 10:05', 'cs-1', TICKET, 'no-answer').sms).toEqual(['sms-4']);
});

test('FK-14 a visit held in the grace and reported after its end counts as held; the last one finishes the package', () => {
  const life = paid().until(cairo('2031-04-25 09:00')).does('2031-04-25 09:30', 'ops-1', complete('v4'));
  expect(life.state).toMatchObject({ stage: 'deactivated', forfeited: 0 });
  expect(life.state.visits.at(-1)?.status).toBe('completed');
  for (const visit of ['v1', 'v2', 'v3']) life.does('2031-04-25 09:31', 'ops-1', complete(visit));
  expect([life.state.stage, life.ahead, life.violations]).toEqual(['finished', [], []]);
});
