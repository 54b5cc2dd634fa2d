// Every open package says what comes next, when, by which rule and who does it; and its process ends when nothing does.
import { describe, expect, test } from '@jest/globals';
import { mayDo, refusalOfPackageAction } from '../../../domain/service-package/access.ts';
import { violationsOfPackage } from '../../../domain/service-package/invariants.ts';
import { isOver, nextAction } from '../../../domain/service-package/next-action.ts';
import { takeStep } from '../../../domain/service-package/steps.ts';
import type { ServicePackageState } from '../../../domain/service-package/state.ts';
import { aBooking, cairo, inCairo, Life, person, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
const booked = () => new Life(aBooking(), cairo('2031-03-03 10:00'));
const active = () => booked().pays('2031-03-03 10:05');

function next(life: Life) {
  const action = nextAction(policy, life.state);
  return action === null ? null : [action.at === null ? null : inCairo(action.at), action.what, action.by, action.rule];
}

describe('what comes next', () => {
  test.each([
    ['booked', booked, ['2031-03-03 12:00', 'not-paid-ticket', 'careline', 'FK-06']],
    [
      'FK-06 with its ticket',
      () => booked().until(cairo('2031-03-03 12:00')),
      ['2031-03-03 14:00', 'call-customer', 'customer-success', 'FK-06'],
    ],
    [
      'FK-23 overdue it is the lead’s',
      () => booked().until(cairo('2031-03-03 14:00')),
      ['2031-03-03 14:00', 'call-customer', 'customer-success-lead', 'FK-06'],
    ],
    [
      'FK-22 on the last try answered',
      () => booked().until(cairo('2031-03-09 21:00')).calls('2031-03-10 10:00', 'cs-1', 'not-paid', 'answered'),
      ['2031-03-10 21:00', 'enter-result', 'customer-success', 'FK-22'],
    ],
    ['active', active, ['2031-04-11 00:00', 'expiry', 'careline', 'FK-15']],
    [
      'FK-15 in the grace',
      () => active().until(cairo('2031-04-11 00:00')),
      ['2031-04-11 21:00', 'call-customer', 'customer-success', 'FK-15'],
    ],
    [
      'FK-21 a refund',
      () => active().does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' }),
      [null, 'approve-refund', 'finance', 'FK-21'],
    ],
    [
      'FK-21 an approved refund',
      () =>
        active()
          .does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' })
          .does('2031-03-04 11:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' }),
      [null, 'pay-refund', 'careline', 'FK-21'],
    ],
  ] as const)('%s', (_, live, expected) => {
    const life = live();
    expect(next(life)).toEqual(expected);
    expect(isOver(policy, life.state)).toBe(false);
  });

  test('a ticket that somebody has is theirs', () => {
    const life = booked().until(cairo('2031-03-03 12:00'));
    const take = { kind: 'take', by: person('cs-2') } as const;
    life.does('2031-03-03 12:10', 'cs-2', { kind: 'ticket', ticketId: 'not-paid', command: take });
    expect(nextAction(policy, life.state)).toMatchObject({ by: 'cs-2', subject: 'not-paid' });
    const { version } = life.state;
    life.does('2031-03-03 12:11', 'cs-2', { kind: 'ticket', ticketId: 'not-paid', command: take });
    expect(life.state.version).toBe(version);
  });

  test('nothing after the end: no step, no action', () => {
    const ended = booked().until(cairo('2031-03-09 21:00')).calls('2031-03-10 10:00', 'cs-1', 'not-paid', 'no-answer');
    expect([
      next(ended),
      isOver(policy, ended.state),
      takeStep(policy, ended.state, cairo('2031-03-11 10:00')),
    ]).toEqual([null, true, []]);
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
    ['pay-in-sandbox', [...desk, 'ops-1']],
    ['approve-refund', ['finance-1', 'finance-2']],
    ['settle-refund', ['finance-1', 'finance-2']],
  ] as const)('FK-05 %s', (action, allowed) => {
    expect([...everybody, 'nobody'].filter((login) => mayDo(policy, action, person(login)))).toEqual(allowed);
    expect(refusalOfPackageAction(policy, action, person('nobody'))?.code).toBe('not-allowed');
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
    ['two ways to pay', { paymentRequests: [{ id: 'q1', method: 'card', at: '', status: 'open' }] }],
  ] as const)('%s', (_, changes) => {
    expect(wrong(changes as Partial<ServicePackageState>)).not.toEqual([]);
  });

  test('and nothing is wrong with a right one', () => {
    expect(wrong({})).toEqual([]);
  });
});
