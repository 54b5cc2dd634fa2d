// FK-11 to FK-13, FK-21, FK-23: everything that a package's money moves leave behind, in timeline, ledger,
// notifications and effects.
import { expect, test } from '@jest/globals';
import { aBooking, cairo, Life } from './builders.ts';

const BOOKED = '2031-03-03 10:00';
const booked = () => new Life(aBooking(), cairo(BOOKED));
const paid = () => booked().pays('2031-03-03 11:00');
const tooLate = () => booked().pays('2031-03-11 15:00');
const inCash = () => new Life(aBooking({ payment: 'cash', collectAt: cairo('2031-03-09 10:00') }), cairo(BOOKED));
const collected = () => inCash().does('2031-03-04 09:00', 'cc-1', { kind: 'collect-cash', requestId: 'q1' });
const cancelled = (life = paid()) => life.does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
const approved = (life = cancelled()) =>
  life.does('2031-03-04 11:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
const settled = (status: 'paid' | 'unknown' | 'refused') =>
  approved().settles('2031-03-04 11:01', { refundId: 'r1', attempt: 1, status });
const declined = () =>
  cancelled().does('2031-03-04 11:00', 'finance-1', { kind: 'decline-refund', refundId: 'r1', noteId: 'n1' });
const decide = (decision: 'refund' | 'revive') =>
  ({ kind: 'decide-payment', paymentId: 'p1', decision, refundId: 'r1' }) as const;

test.each<[string, () => Life, string[]]>([
  [
    'FK-13 paid',
    () => paid(),
    [
      'paid, paymob, FK-13: {"payment":"p1","method":"card","amountMinor":160000,"startsOn":"2031-03-10","expiresOn":"2031-04-10","graceEndsOn":"2031-04-24"}',
      'posted captured/p1, FK-13',
    ],
  ],
  [
    'FK-11 paid too late: it goes back',
    () => tooLate().does('2031-03-11 15:10', 'cs-1', decide('refund')),
    [
      'payment-held, paymob, null: {"payment":"p1","amountMinor":160000,"currency":"EGP","why":"package-cancelled"}',
      'posted captured-unapplied/p1, null',
      'tells money-waiting p1: customer-care customer-success customer-success-lead',
      'return-decided, cs-1, null: {"payment":"p1","refund":"r1","amountMinor":160000,"currency":"EGP"}',
      'posted return-decided/r1, null',
      'tells money-waiting r1: finance',
    ],
  ],
  [
    'FK-12 paid too late: it revives',
    () => tooLate().does('2031-03-11 15:10', 'cs-1', decide('revive')),
    [
      'revived, cs-1, null: {"payment":"p1","startsOn":"2031-03-13","expiresOn":"2031-04-13","graceEndsOn":"2031-04-27"}',
      'ticket-closed, careline, FK-22: {"ticket":"not-paid","result":"paid"}',
      'posted revival/p1, null',
    ],
  ],
  [
    'FK-23 a payment that waits for a decision',
    () => tooLate().until(cairo('2031-03-12 21:00')),
    [
      'money-overdue, careline, FK-23: {"money":"p1","to":["customer-care","customer-success","customer-success-lead"]}',
      'tells money-overdue p1: customer-care customer-success customer-success-lead',
    ],
  ],
  [
    'FK-21 cancelled',
    () => cancelled(),
    [
      'package-cancelled, cs-1, FK-21: {"paid":true,"visitsLeft":8,"valueMinor":160000,"feeMinor":48000,"refundMinor":112000}',
      'posted cancellation/r1, FK-21',
      'tells money-waiting r1: finance',
    ],
  ],
  [
    'FK-21 the refund approved',
    () => approved(),
    ['refund-approved, finance-1, FK-21: {"refund":"r1","amountMinor":112000,"currency":"EGP"}', 'asks refund/r1/1'],
  ],
  [
    'FK-21 paid back',
    () => settled('paid'),
    ['refund-paid, careline, FK-21: {"refund":"r1"}', 'posted refund-paid/r1, FK-21'],
  ],
  [
    'FK-21 in doubt',
    () => settled('unknown'),
    ['refund-unknown, careline, FK-21: {"refund":"r1"}', 'tells money-waiting r1: finance'],
  ],
  [
    'FK-21 refused by the provider',
    () => settled('refused'),
    ['refund-refused, careline, FK-21: {"refund":"r1"}', 'tells money-waiting r1: finance'],
  ],
  [
    'FK-21 in doubt and settled by a person',
    () =>
      settled('unknown').does('2031-03-04 12:00', 'finance-2', {
        kind: 'settle-refund',
        refundId: 'r1',
        status: 'paid',
      }),
    ['refund-paid, finance-2, FK-21: {"refund":"r1"}', 'posted refund-paid/r1, FK-21'],
  ],
  [
    'FK-21 declined',
    () => declined(),
    [
      'refund-declined, finance-1, FK-21: {"refund":"r1","amountMinor":112000,"currency":"EGP"} n1',
      'tells refund-declined r1: cs-1',
    ],
  ],
  [
    'FK-21 asked for again',
    () => declined().does('2031-03-04 12:00', 'cs-2', { kind: 'resubmit-refund', refundId: 'r1', noteId: null }),
    [
      'refund-resubmitted, cs-2, FK-21: {"refund":"r1","amountMinor":112000,"currency":"EGP"}',
      'tells money-waiting r1: finance',
    ],
  ],
  [
    'FK-21 cash is handed out, no provider is asked',
    () => approved(cancelled(collected())),
    [
      'refund-approved, finance-1, FK-21: {"refund":"r1","amountMinor":112000,"currency":"EGP"}',
      'tells money-waiting r1: finance',
    ],
  ],
  [
    'FK-21 cash handed out',
    () =>
      approved(cancelled(collected())).does('2031-03-04 12:00', 'finance-2', {
        kind: 'hand-out-refund',
        refundId: 'r1',
        noteId: 'n1',
      }),
    [
      'refund-handed-out, finance-2, FK-21: {"refund":"r1","amountMinor":112000,"currency":"EGP"} n1',
      'posted refund-paid/r1, FK-21',
    ],
  ],
  [
    'FK-23 a refund that waits for its approval',
    () => cancelled().until(cairo('2031-03-06 21:00')),
    [
      'money-overdue, careline, FK-23: {"money":"r1","to":["finance","customer-success-lead"]}',
      'tells money-overdue r1: finance customer-success-lead',
    ],
  ],
  [
    'FK-23 cash that waits to be handed out',
    () => approved(cancelled(collected())).until(cairo('2031-03-06 21:00')),
    [
      'money-overdue, careline, FK-23: {"money":"r1","to":["finance","customer-success-lead"]}',
      'tells money-overdue r1: finance customer-success-lead',
    ],
  ],
])('%s', (_, life, expected) => {
  expect(life().trail.slice(-expected.length)).toEqual(expected);
});
