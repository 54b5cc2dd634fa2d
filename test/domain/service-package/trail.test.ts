// FK-01 to FK-22: everything that a package's moves leave behind, in timeline, payment requests and SMS.
import { expect, test } from '@jest/globals';
import { aBooking, cairo, Life } from './builders.ts';

const BOOKED = '2031-03-03 10:00';
const booked = () => new Life(aBooking(), cairo(BOOKED));
const paid = () => booked().pays('2031-03-03 11:00');
const inCash = () => new Life(aBooking({ payment: 'cash', collectAt: cairo('2031-03-09 10:00') }), cairo(BOOKED));
const giveBack = (visitId: string) => ({ kind: 'cancel-visit', visitId }) as const;
const held = (visitId: string) => ({ kind: 'complete-visit', visitId }) as const;
const plan = (visitId: string, local: string) => ({ kind: 'add-visit', visitId, startsAt: cairo(local) }) as const;
const onItsDay = () => paid().does('2031-03-10 09:30', 'cc-1', giveBack('v1'));
/** Holds the first visits of a package, each on its day: every third day from 10 March on. */
function led(visits: number, life: Life): Life {
  for (let visit = 1; visit <= visits; visit += 1)
    life.does(`2031-03-${7 + 3 * visit} 15:00`, 'ops-1', held(`v${visit}`));
  return life;
}
/** In its grace period, with two of eight visits left and without a date. The first call is overdue. */
function expired(): Life {
  const life = paid().does('2031-03-04 10:00', 'cc-1', giveBack('v7')).does('2031-03-04 10:00', 'cc-1', giveBack('v8'));
  return led(6, life).until(cairo('2031-04-12 10:00'));
}

test.each<[string, () => Life, string[]]>([
  [
    'FK-01 booked by card',
    () => booked(),
    [
      'booked, cc-1, FK-01: {"visits":8,"priceMinor":160000,"payment":"card"}',
      'payment-requested, cc-1, FK-01: {"request":"q1","method":"card"}',
      'asks payment-request/q1',
    ],
  ],
  [
    'FK-06 booked without a way to pay',
    () => new Life(aBooking({ payment: 'later', startsAt: ['2031-03-05 09:00'] }), cairo(BOOKED)),
    [
      'booked, cc-1, FK-01: {"visits":1,"priceMinor":160000,"payment":"later"}',
      'ticket-opened, careline, FK-06: {"ticket":"not-paid","type":"not-paid","dueAt":"2031-03-03T10:00:00.000Z"}',
    ],
  ],
  [
    'FK-13 asked for in another way',
    () => booked().does('2031-03-03 10:10', 'cc-1', { kind: 'request-payment', requestId: 'q2', method: 'fawry' }),
    ['payment-requested, cc-1, FK-01: {"request":"q2","method":"fawry"}', 'asks expire/q1', 'asks payment-request/q2'],
  ],
  [
    'FK-02 an hour after the collection without money',
    () => inCash().until(cairo('2031-03-09 11:00')),
    [
      'collection-missed, careline, FK-02: {"request":"q1"}',
      'ticket-opened, careline, FK-02: {"ticket":"not-paid","type":"not-paid","dueAt":"2031-03-09T11:00:00.000Z"}',
    ],
  ],
  [
    'FK-02 the courier says no',
    () => inCash().does('2031-03-09 10:10', 'cc-1', { kind: 'not-collected', requestId: 'q1', noteId: 'n1' }),
    [
      'not-collected, cc-1, FK-02: {"request":"q1"} n1',
      'ticket-opened, careline, FK-02: {"ticket":"not-paid","type":"not-paid","dueAt":"2031-03-09T10:10:00.000Z"}',
      'asks expire/q1',
    ],
  ],
  [
    'FK-11 cancelled for want of money',
    () => booked().until(cairo('2031-03-09 21:00')),
    [
      'package-cancelled, careline, FK-11: {"paid":false}',
      'asks expire/q1',
      'visits-cancelled, careline, FK-11: {"visits":["v1","v2","v3","v4","v5","v6","v7","v8"]}',
      'sms-ordered, careline, FK-11: {"text":"sms-2","intent":"sms-2/cancelled"}',
      'sends sms-2/cancelled, FK-11',
      'ticket-due-changed, careline, FK-11: {"ticket":"not-paid","dueAt":"2031-03-10T19:00:00.000Z"}',
    ],
  ],
  [
    'FK-08 called and not reached',
    () => booked().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer'),
    [
      'ticket-opened, careline, FK-06: {"ticket":"not-paid","type":"not-paid","dueAt":"2031-03-03T12:00:00.000Z"}',
      'call-recorded, cs-1, null: {"ticket":"not-paid","outcome":"no-answer"}',
      'sms-ordered, careline, FK-08: {"text":"sms-1","intent":"sms-1/first-call"}',
      'sends sms-1/first-call, FK-08',
    ],
  ],
  [
    'FK-14 a visit given back and planned again',
    () =>
      paid()
        .does('2031-03-04 10:00', 'cc-1', giveBack('v8'))
        .does('2031-03-04 10:05', 'cc-1', plan('n1', '2031-04-01 12:00')),
    [
      'visit-cancelled, cc-1, FK-18: {"visit":"v8","status":"cancelled"}',
      'visit-added, cc-1, FK-14: {"visit":"n1","startsAt":"2031-04-01T10:00:00.000Z"}',
    ],
  ],
  [
    'FK-18 a visit moved',
    () =>
      paid().does('2031-03-04 10:00', 'cc-1', {
        kind: 'reschedule-visit',
        visitId: 'v2',
        startsAt: cairo('2031-03-14 12:00'),
      }),
    [
      'visit-rescheduled, cc-1, FK-18: {"visit":"v2","from":"2031-03-13T10:00:00.000Z","to":"2031-03-14T10:00:00.000Z"}',
    ],
  ],
  [
    'FK-20 a visit cancelled on its day, customer not reached',
    () =>
      onItsDay().calls('2031-03-10 10:00', 'cs-1', 'same-day-visit/v1', 'no-answer').until(cairo('2031-03-10 22:00')),
    [
      'visit-cancelled, cc-1, FK-19: {"visit":"v1","status":"completed"}',
      'ticket-opened, careline, FK-19: {"ticket":"same-day-visit/v1","type":"same-day-visit","dueAt":"2031-03-10T19:00:00.000Z"}',
      'call-recorded, cs-1, null: {"ticket":"same-day-visit/v1","outcome":"no-answer"}',
      'sms-ordered, careline, FK-20: {"text":"sms-5","intent":"sms-5/v1"}',
      'sends sms-5/v1, FK-20',
    ],
  ],
  [
    'FK-19 a record corrected',
    () =>
      paid().does('2031-03-10 15:00', 'ops-1', held('v1')).does('2031-03-10 16:00', 'cs-lead', {
        kind: 'correct-visit',
        visitId: 'v1',
        status: 'cancelled',
        noteId: 'n1',
      }),
    [
      'visit-completed, ops-1, null: {"visit":"v1"}',
      'visit-corrected, cs-lead, null: {"visit":"v1","was":"completed","status":"cancelled"} n1',
    ],
  ],
  [
    'FK-15 expired with visits left',
    () => expired(),
    [
      'expired, careline, FK-15: {"visitsLeft":2}',
      'ticket-opened, careline, FK-15: {"ticket":"package-expired","type":"package-expired","dueAt":"2031-04-11T19:00:00.000Z"}',
      'ticket-overdue, careline, FK-23: {"ticket":"package-expired","dueAt":"2031-04-11T19:00:00.000Z","to":"customer-success-lead"}',
      'tells ticket-overdue package-expired: customer-success-lead',
    ],
  ],
  [
    'FK-17 called and not reached',
    () => expired().calls('2031-04-12 11:00', 'cs-1', 'package-expired', 'no-answer'),
    [
      'call-recorded, cs-1, null: {"ticket":"package-expired","outcome":"no-answer"}',
      'sms-ordered, careline, FK-17: {"text":"sms-3","intent":"sms-3/day-1"}',
      'sends sms-3/day-1, FK-17',
    ],
  ],
  [
    'FK-17 over',
    () => expired().until(cairo('2031-05-01 10:00')),
    [
      'ticket-overdue, careline, FK-23: {"ticket":"package-expired","dueAt":"2031-04-11T19:00:00.000Z","to":"customer-success-lead"}',
      'tells ticket-overdue package-expired: customer-success-lead',
      'ticket-due-changed, careline, FK-17: {"ticket":"package-expired","dueAt":"2031-04-16T19:00:00.000Z"}',
      'ticket-overdue, careline, FK-23: {"ticket":"package-expired","dueAt":"2031-04-16T19:00:00.000Z","to":"customer-success-lead"}',
      'tells ticket-overdue package-expired: customer-success-lead',
      'deactivated, careline, FK-17: {"forfeited":2,"planned":[]}',
    ],
  ],
  ['FK-14 the last visit held', () => led(8, paid()), ['finished, careline, FK-14: -']],
  [
    'FK-22 the last visit held in the grace',
    () =>
      expired()
        .does('2031-04-12 11:00', 'cs-1', plan('n1', '2031-04-13 12:00'))
        .does('2031-04-12 11:01', 'cs-1', plan('n2', '2031-04-14 12:00'))
        .does('2031-04-13 15:00', 'ops-1', held('n1'))
        .does('2031-04-14 15:00', 'ops-1', held('n2')),
    [
      'visit-added, cs-1, FK-14: {"visit":"n2","startsAt":"2031-04-14T10:00:00.000Z"}',
      'visit-completed, ops-1, null: {"visit":"n1"}',
      'visit-completed, ops-1, null: {"visit":"n2"}',
      'finished, careline, FK-14: -',
      'ticket-closed, careline, FK-22: {"ticket":"package-expired","result":"scheduled"}',
    ],
  ],
])('%s', (_, life, expected) => {
  expect(life().trail.slice(-expected.length)).toEqual(expected);
});
