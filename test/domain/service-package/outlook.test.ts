// Every open package says what happens next, when and by which rule, and what people have to do.
import { describe, expect, test } from '@jest/globals';
import { mayDo, refusalOfPackageAction } from '../../../domain/service-package/access.ts';
import { violationsOfPackage } from '../../../domain/service-package/invariants.ts';
import { packageNext } from '../../../domain/service-package/next.ts';
import { takeStep } from '../../../domain/service-package/steps.ts';
import type { ServicePackageState } from '../../../domain/service-package/state.ts';
import { isAtItsEnd } from '../../../domain/process.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import { announced, nextAnnouncement } from '../../../domain/timetable.ts';
import { aBooking, cairo, inCairo, Life, person, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
const booked = () => new Life(aBooking(), cairo('2031-03-03 10:00'));
const active = () => booked().pays('2031-03-03 10:05');

function next(life: Life): string[] {
  return packageNext(policy, life.state).map(({ at, what, rule }) => `${inCairo(at)} ${what} ${rule}`);
}

/** The outlook at an instant, as people read it. */
function read(life: Life, at: string): string[] {
  const steps = announced(packageNext(policy, life.state), cairo(at));
  return steps.map((step) => `${inCairo(step.at)} ${step.what} ${step.rule}`);
}

function todo(life: Life, at: string) {
  return packageTodo(policy, life.state, cairo(at)).map(({ what, by, dueAt, overdue, rule }) => [
    dueAt === null ? null : inCairo(dueAt),
    ...[what, by, overdue, rule],
  ]);
}

describe('next: what happens if no one acts', () => {
  test('FK-06 FK-11 FK-23 booked, with what follows from it to the end', () => {
    expect(next(booked())).toEqual([
      '2031-03-03 12:00 not-paid-ticket FK-06',
      '2031-03-03 14:00 ticket-overdue FK-23',
      '2031-03-09 21:00 cancel-unpaid FK-11',
      '2031-03-10 21:00 ticket-overdue FK-23',
    ]);
  });

  test('FK-15 FK-17 active: the first step is the expiry', () => {
    const life = active().does('2031-03-03 10:06', 'cc-1', { kind: 'cancel-visit', visitId: 'v8' });
    expect(read(life, '2031-03-09 23:59:59')).toEqual([
      '2031-04-11 00:00 expiry FK-15',
      '2031-04-11 21:00 ticket-overdue FK-23',
      '2031-04-16 00:00 expiry-call FK-17',
      '2031-04-16 21:00 ticket-overdue FK-23',
      '2031-04-25 01:00 deactivation FK-17',
    ]);
  });

  test('FK-23 from the beginning of its day on a visit’s record is announced, and what follows from it', () => {
    const life = active().until(cairo('2031-03-10 00:00'));
    expect(read(life, '2031-03-10 00:00')).toEqual([
      '2031-03-10 23:59:59 visit-record FK-23',
      '2031-03-11 12:00 ticket-overdue FK-23',
      '2031-04-11 00:00 expiry FK-15',
      '2031-04-25 01:00 deactivation FK-17',
    ]);
    life.until(cairo('2031-03-10 23:59:59'));
    expect(read(life, '2031-03-10 23:59:59').slice(0, 2)).toEqual([
      '2031-03-11 12:00 ticket-overdue FK-23',
      '2031-04-11 00:00 expiry FK-15',
    ]);
  });

  test('FK-23 the next announcement is the beginning of the next visit’s day; none where no visit is planned', () => {
    const following = (at: string) => {
      const from = nextAnnouncement(packageNext(policy, active().state), cairo(at));
      return from === null ? null : inCairo(from);
    };
    expect(following('2031-03-09 23:59:59')).toBe('2031-03-10 00:00');
    expect(following('2031-03-10 00:00')).toBe('2031-03-13 00:00');
    expect(nextAnnouncement(packageNext(policy, booked().state), cairo('2031-03-09 12:00'))).toBeNull();
  });

  test('FK-17 with every visit planned no call of the grace is announced', () => {
    expect(read(active(), '2031-03-09 12:00')).toEqual([
      '2031-04-11 00:00 expiry FK-15',
      '2031-04-25 01:00 deactivation FK-17',
    ]);
  });

  test('FK-08 FK-11 a call that the cancellation takes away does not turn overdue before it', () => {
    const life = booked().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');
    expect(next(life)).toEqual(['2031-03-09 21:00 cancel-unpaid FK-11', '2031-03-10 21:00 ticket-overdue FK-23']);
  });

  test('FK-20 the text of a visit that falls with its unpaid package is not announced', () => {
    const booking = aBooking({ payment: 'later', startsAt: ['2031-03-03 14:00'] });
    const life = new Life(booking, cairo('2031-03-03 10:00'));
    life.does('2031-03-03 10:10', 'cs-1', { kind: 'cancel-visit', visitId: 'v1' });
    expect(next(life).filter((step) => step.includes('same-day-text'))).toEqual([]);
  });

  test('a step that is being taken late is due now, never in the past', () => {
    const now = cairo('2031-03-03 12:05');
    const [first] = announced(packageNext(policy, booked().state), now);
    expect(first).toEqual({ at: now, what: 'not-paid-ticket', rule: 'FK-06', by: 'careline', subject: null });
  });

  test('nothing after the end', () => {
    const ended = booked().until(cairo('2031-03-09 21:00')).calls('2031-03-10 10:00', 'cs-1', 'not-paid', 'no-answer');
    const at = cairo('2031-03-11 10:00');
    expect([
      next(ended),
      packageTodo(policy, ended.state, at),
      isAtItsEnd(servicePackage, policy, ended.state),
    ]).toEqual([[], [], true]);
    expect(takeStep(policy, ended.state, at)).toEqual([]);
  });
});

describe('todo: what people have to do', () => {
  test.each([
    ['nothing when booked', booked, '2031-03-03 10:00', []],
    [
      'FK-06 a call of the team',
      () => booked().until(cairo('2031-03-03 12:00')),
      '2031-03-03 12:00',
      [['2031-03-03 14:00', 'call-customer', ['customer-success'], false, 'FK-06']],
    ],
    [
      'FK-23 overdue it is the lead’s',
      () => booked().until(cairo('2031-03-03 14:00')),
      '2031-03-03 14:00',
      [['2031-03-03 14:00', 'call-customer', ['customer-success-lead'], true, 'FK-06']],
    ],
    [
      'FK-22 the result of the last try',
      () => booked().until(cairo('2031-03-09 21:00')).calls('2031-03-10 10:00', 'cs-1', 'not-paid', 'answered'),
      '2031-03-10 10:00',
      [['2031-03-10 21:00', 'enter-result', ['customer-success'], false, 'FK-22']],
    ],
    ['nothing when active', active, '2031-03-03 10:05', []],
    [
      'FK-15 a call in the grace',
      () => {
        const life = active();
        for (const { id: visitId } of life.state.visits)
          life.does('2031-03-03 10:06', 'cc-1', { kind: 'cancel-visit', visitId });
        return life.until(cairo('2031-04-11 00:00'));
      },
      '2031-04-11 00:00',
      [['2031-04-11 21:00', 'call-customer', ['customer-success'], false, 'FK-15']],
    ],
    [
      'FK-23 the record of a visit',
      () => active().until(cairo('2031-03-10 23:59:59')),
      '2031-03-11 11:59:59',
      [['2031-03-11 12:00', 'record-visit', ['operations'], false, 'FK-23']],
    ],
    [
      'FK-23 a record that is overdue is the lead’s',
      () => active().until(cairo('2031-03-11 12:00')),
      '2031-03-11 12:00',
      [['2031-03-11 12:00', 'record-visit', ['customer-success-lead'], true, 'FK-23']],
    ],
    [
      'FK-21 a refund',
      () => active().does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' }),
      '2031-03-04 10:00',
      [['2031-03-05 10:00', 'approve-refund', ['finance'], false, 'FK-21']],
    ],
  ] as const)('%s', (_, live, at, expected) => {
    const life = live();
    expect(todo(life, at)).toEqual(expected);
    expect(isAtItsEnd(servicePackage, policy, life.state)).toBe(false);
  });

  test('FK-21 an approved refund has no task for a person and is not over', () => {
    const life = active()
      .does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' })
      .does('2031-03-04 11:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
    expect([todo(life, '2031-03-04 11:00'), isAtItsEnd(servicePackage, policy, life.state)]).toEqual([[], false]);
  });

  test('FK-11 FK-23 an overdue call and the loss that it leads to are both said', () => {
    const life = booked().until(cairo('2031-03-09 20:59:59'));
    expect(next(life)[0]).toBe('2031-03-09 21:00 cancel-unpaid FK-11');
    expect(todo(life, '2031-03-09 20:59:59')).toEqual([
      ['2031-03-03 14:00', 'call-customer', ['customer-success-lead'], true, 'FK-06'],
    ]);
  });

  test('a ticket that somebody has is theirs', () => {
    const life = booked().until(cairo('2031-03-03 12:00'));
    const take = { kind: 'take', by: person('cs-2') } as const;
    life.does('2031-03-03 12:10', 'cs-2', { kind: 'ticket', ticketId: 'not-paid', command: take });
    expect(packageTodo(policy, life.state, cairo('2031-03-03 12:10'))).toMatchObject([
      { by: 'cs-2', subject: 'not-paid' },
    ]);
    const { version } = life.state;
    life.does('2031-03-03 12:11', 'cs-2', { kind: 'ticket', ticketId: 'not-paid', command: take });
    expect(life.state.version).toBe(version);
  });
});

describe('issue 4, section 5: who may do what', () => {
  const desk = ['cc-1', 'cc-2', 'cs-1', 'cs-2', 'cs-lead'];
  const everybody = [...desk, 'ops-1', 'finance-1', 'finance-2'];

  test.each([
    ['read', everybody],
    ['book', desk],
    ['request-payment', desk],
    ['collect-cash', desk],
    ['decide-payment', desk],
    ['change-visits', desk],
    ['cancel', desk],
    ['complete-visit', [...desk, 'ops-1']],
    ['correct-visit', ['cs-lead']],
    ['pay-in-sandbox', [...desk, 'ops-1']],
    ['approve-refund', ['finance-1', 'finance-2']],
    ['settle-refund', ['finance-1', 'finance-2']],
  ] as const)('FK-05 %s', (action, allowed) => {
    expect([...everybody, 'stranger'].filter((login) => mayDo(policy, action, person(login)))).toEqual(allowed);
    expect(refusalOfPackageAction(policy, action, person('stranger'))?.code).toBe('not-allowed');
  });
});

describe('what is wrong with a package is seen', () => {
  const wrong = (changes: Partial<ServicePackageState>) => violationsOfPackage({ ...active().state, ...changes }, []);

  test.each([
    ['visits out of nothing', { bought: 7 }],
    ['forfeited too much', { forfeited: 9 }],
    ['active and unpaid', { payment: null }],
    ['paid and only booked', { stage: 'booked' }],
    ['ended with visits', { stage: 'finished' }],
    ['lost with visits ahead', { stage: 'deactivated', deactivatedAt: cairo('2031-03-09 00:00') }],
    [
      'lost with visits without a date',
      { stage: 'deactivated', deactivatedAt: cairo('2031-04-25 01:00'), visits: [], bought: 8 },
    ],
    ['two ways to pay', { paymentRequests: [{ id: 'q1', method: 'card', at: '', status: 'open' }] }],
  ] as const)('%s', (_, changes) => {
    expect(wrong(changes as Partial<ServicePackageState>)).not.toEqual([]);
  });

  test('and nothing is wrong with a right one', () => {
    expect(wrong({})).toEqual([]);
  });
});
