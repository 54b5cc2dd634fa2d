// FK-09, FK-17, FK-20 to FK-23: what people have to do, by which rule and until when, and what a further call changes
// or withdraws.
import { describe, expect, test } from '@jest/globals';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { isCancelledOnItsDay } from '../../../domain/service-package/same-day-tickets.ts';
import type { Visit } from '../../../domain/service-package/state.ts';
import { isAtItsEnd } from '../../../domain/process.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import { unpaidCancelledAt } from '../../../domain/service-package/unpaid-cancellation.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
/** Every rule has its own name here, so that one cannot be mistaken for another. */
const ruled: ServicePackagePolicy = {
  ...policy,
  rules: { ...policy.rules, 'payment-held': 'HELD', 'refund-approved': 'APPROVED', 'refund-settled': 'SETTLED' },
};
const booked = (of = policy) => new Life(aBooking(), cairo('2031-03-03 10:00'), of);
const paid = (of = policy) => booked(of).pays('2031-03-03 11:00');
const cancelled = (of = policy) => paid(of).does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
const approved = (of = policy) =>
  cancelled(of).does('2031-03-04 11:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
const settled = (status: 'paid' | 'unknown' | 'refused', of = policy) =>
  approved(of).settles('2031-03-04 12:00', { refundId: 'r1', attempt: 1, status });
const lost = () => booked().until(cairo('2031-03-09 21:00'));
const onItsDay = () => paid().does('2031-03-10 09:30', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' });

describe('FK-21 FK-23 a refund asks for what it needs, by its rule and within a working day', () => {
  const todo = ({ policy: of, state }: Life) =>
    packageTodo(of, state, cairo('2031-03-04 12:00')).map(({ what, rule, dueAt }) => [
      what,
      rule,
      inCairo(dueAt ?? ''),
    ]);
  const declined = () =>
    cancelled(ruled).does('2031-03-04 11:00', 'finance-1', { kind: 'decline-refund', refundId: 'r1', noteId: 'n1' });

  test.each<[string, Life, string[][]]>([
    ['to approve', cancelled(ruled), [['approve-refund', 'APPROVED', '2031-03-05 10:00']]],
    ['declined', declined(), [['resubmit-refund', 'SETTLED', '2031-03-05 11:00']]],
    ['approved', approved(ruled), []],
    ['refused', settled('refused', ruled), [['retry-refund', 'APPROVED', '2031-03-05 12:00']]],
    ['in doubt', settled('unknown', ruled), [['settle-refund', 'SETTLED', '2031-03-05 12:00']]],
    ['paid', settled('paid', ruled), []],
    [
      'a payment that came too late',
      booked(ruled).pays('2031-03-09 21:30'),
      [
        ['refund-or-revive', 'HELD', '2031-03-10 21:00'],
        ['call-customer', 'FK-06', '2031-03-10 21:00'],
      ],
    ],
  ])('%s', (_, life, expected) => {
    expect(todo(life)).toEqual(expected);
  });

  test('once it is paid nothing is due, in doubt it stays due', () => {
    expect(settled('paid').state.refunds[0]?.dueAt).toBeNull();
    expect(settled('unknown').state.refunds[0]?.dueAt).toBe(cairo('2031-03-05 12:00'));
  });

  test('a provider that is in doubt twice says nothing new', () => {
    const life = settled('unknown');
    const { version } = life.state;
    expect(life.settles('2031-03-04 12:30', { refundId: 'r1', attempt: 1, status: 'unknown' }).state.version).toBe(
      version,
    );
  });

  test('refused, it is declined like one that awaits approval', () => {
    const decline = { kind: 'decline-refund', refundId: 'r1', noteId: 'n1' } as const;
    expect(settled('refused').tries('2031-03-04 12:30', 'finance-1', decline)).toBeNull();
  });

  test('who may not approve hears that, also of one that is decided on', () => {
    const approve = { kind: 'approve-refund', refundId: 'r1' } as const;
    expect(settled('paid').tries('2031-03-04 12:30', 'cs-2', approve)?.code).toBe('not-allowed');
    expect(settled('paid').tries('2031-03-04 12:30', 'finance-2', approve)?.code).toBe('refund-decided');
  });

  test('a payment that is decided on asks for no decision', () => {
    const life = booked().pays('2031-03-11 15:00');
    const decide = { kind: 'decide-payment', paymentId: 'p1', decision: 'refund', refundId: 'r1' } as const;
    life.does('2031-03-11 15:10', 'cs-1', decide);
    const asked = packageTodo(policy, life.state, cairo('2031-03-11 15:10')).map(({ what, subject }) => [
      what,
      subject,
    ]);
    expect(asked).toContainEqual(['approve-refund', 'r1']);
    expect(asked.filter(([, subject]) => subject === 'p1')).toEqual([]);
    expect(life.state.refunds).toMatchObject([{ why: 'held-payment' }]);
  });

  test('a package without a step ahead is not over while somebody has to decide', () => {
    const { money: _, ...older } = policy;
    const life = cancelled(older);
    expect([life.ahead, isAtItsEnd(servicePackage, older, life.state)]).toEqual([[], false]);
  });
});

describe('FK-20 called once more about a visit of its day', () => {
  test('reached then: the text that has not left is taken back, and the call is kept beside the first', () => {
    const life = onItsDay().calls('2031-03-10 10:00', 'cs-1', 'same-day-visit/v1', 'no-answer');
    life.calls('2031-03-10 10:30', 'cs-1', 'same-day-visit/v1', 'answered');
    expect(life.moves.at(-1)?.unsent).toEqual(['sms-5/v1']);
    expect(life.trail.at(-1)).toBe('call-recorded, cs-1, null: {"ticket":"same-day-visit/v1","outcome":"answered"}');
    expect(life.state.tickets[0]?.calls).toMatchObject([
      { step: 'same-day', outcome: 'no-answer' },
      { step: null, outcome: 'answered' },
    ]);
    expect(life.sms).toEqual(['sms-5']);
  });

  test('after the day’s work is over a text is due at once', () => {
    const life = paid().does('2031-03-10 22:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' });
    expect(life.ahead[0]).toBe('2031-03-10 22:00 same-day-text');
  });
});

describe('FK-17 called once more in the grace', () => {
  const expired = () =>
    paid().does('2031-03-04 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v8' }).until(cairo('2031-04-12 10:00'));

  test('reached then: the text that has not left is taken back', () => {
    const life = expired().calls('2031-04-12 11:00', 'cs-1', 'package-expired', 'no-answer');
    life.calls('2031-04-12 12:00', 'cs-1', 'package-expired', 'answered');
    expect([life.moves.at(-1)?.unsent, life.trail.at(-1)]).toEqual([
      ['sms-3/day-1'],
      'call-recorded, cs-1, null: {"ticket":"package-expired","outcome":"answered"}',
    ]);
  });

  test('reached: the ticket waits for its result, and the trail says that there was a call', () => {
    const life = expired().calls('2031-04-12 11:00', 'cs-1', 'package-expired', 'answered');
    expect(life.ticket('package-expired')).toMatchObject({ status: 'resolved' });
    expect(life.trail.at(-1)).toBe('call-recorded, cs-1, null: {"ticket":"package-expired","outcome":"answered"}');
  });

  test('not reached on the last day: the ticket is closed, with the text that says so', () => {
    const life = expired().calls('2031-04-17 10:00', 'cs-1', 'package-expired', 'no-answer');
    expect(life.ticket('package-expired')).toMatchObject({ status: 'closed', result: 'no-answer' });
    expect(life.trail.slice(-2)).toEqual([
      'sms-ordered, careline, FK-17: {"text":"sms-4","intent":"sms-4/day-6"}',
      'sends sms-4/day-6, FK-17',
    ]);
  });

  test('every visit has a date by then: the call is kept and nothing is said', () => {
    const life = expired().does('2031-04-12 10:30', 'cs-1', {
      ...{ kind: 'add-visit', visitId: 'n1' },
      startsAt: cairo('2031-04-20 12:00'),
    } as const);
    const { sms } = life;
    life.calls('2031-04-12 11:00', 'cs-1', 'package-expired', 'no-answer');
    expect([life.sms, life.ticket('package-expired')?.status]).toEqual([sms, 'closed']);
  });
});

describe('FK-19 a visit that its customer used up by cancelling it on its day', () => {
  const visit = ({ state }: Life, id = 'v1') => state.visits.find((one) => one.id === id) as Visit;
  const is = (life: Life, id?: string) => isCancelledOnItsDay(policy, life.state, visit(life, id));
  const held = (life: Life) => life.does('2031-03-10 15:00', 'ops-1', { kind: 'complete-visit', visitId: 'v1' });
  const withPackage = () => paid().does('2031-03-10 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });

  test.each<[string, boolean, boolean]>([
    ['cancelled on its day', is(onItsDay()), true],
    ['another one of that package', is(onItsDay(), 'v2'), false],
    ['cancelled with its package on its day', is(withPackage()), true],
    ['another one of that package, given back', is(withPackage(), 'v2'), false],
    ['held', is(held(paid())), false],
    [
      'corrected since: returned',
      is(
        onItsDay().does('2031-03-10 10:00', 'cs-lead', {
          ...{ kind: 'correct-visit', visitId: 'v1', status: 'cancelled', noteId: null },
        } as const),
      ),
      false,
    ],
  ])('%s', (_, said, expected) => {
    expect(said).toBe(expected);
  });
});

test('FK-12 when a package was lost unpaid, and of no other package', () => {
  const at = ({ state }: Life) => unpaidCancelledAt(state);
  expect([booked(), paid(), cancelled(), lost()].map(at)).toEqual([null, null, null, cairo('2031-03-09 21:00')]);
});
