// FK-11, FK-13: a payment that bought nothing is refunded in full, or revives the cancelled package.
import { describe, expect, test } from '@jest/globals';
import { money } from '../../../domain/money.ts';
import { canRevive } from '../../../domain/service-package/held-payments.ts';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import { visitsLeft } from '../../../domain/service-package/visits.ts';
import { aBooking, cairo, Life } from './builders.ts';

const booked = (changes: Parameters<typeof aBooking>[0] = {}) => new Life(aBooking(changes), cairo('2031-03-03 10:00'));
const stages = ({ state }: Life) => [state.stage, state.visits.filter(({ status }) => status === 'planned').length];
const decide = (decision: 'refund' | 'revive', paymentId = 'p1', refundId = 'r1') =>
  ({ kind: 'decide-payment', paymentId, decision, refundId }) as const;

describe('a payment for a cancelled package', () => {
  const tooLate = () => booked().pays('2031-03-11 15:00');

  test('is refunded in full by the agent’s choice, approved by a second person', () => {
    const life = tooLate().does('2031-03-11 15:10', 'cs-1', decide('refund'));
    expect(life.state.refunds).toMatchObject([
      { id: 'r1', payment: 'p1', amount: money(160_000, 'EGP'), status: 'awaiting-approval', preparedBy: 'cs-1' },
    ]);
    life.does('2031-03-11 16:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
    life.settles('2031-03-11 16:01', { refundId: 'r1', attempt: 1, status: 'paid' });
    expect([life.balance('provider'), life.balance('unapplied'), life.balance('refund-payable')]).toEqual([0, 0, 0]);
    expect(life.state.stage).toBe('cancelled');
    expect(life.violations).toEqual([]);
  });

  test('or revives it: visits that still lie ahead are planned again, the others are on the balance', () => {
    const life = tooLate().does('2031-03-11 15:10', 'cs-1', decide('revive'));
    // The visit of 10 March is past; the first of those ahead is on the 13th.
    expect(stages(life)).toEqual(['active', 7]);
    expect(life.state).toMatchObject({ startsOn: '2031-03-13', expiresOn: '2031-04-13', graceEndsOn: '2031-04-27' });
    expect(visitsLeft(life.state)).toBe(8);
    expect(life.ticket('not-paid')).toMatchObject({ status: 'closed', result: 'paid' });
    expect([life.balance('unapplied'), life.balance('prepaid')]).toEqual([0, -160_000]);
    const again = { kind: 'add-visit', visitId: 'v9', startsAt: cairo('2031-04-20 12:00') } as const;
    expect(life.tries('2031-03-12 10:00', 'cc-1', again)).toBeNull();
    expect(life.until(cairo('2031-05-30 12:00')).state.stage).toBe('deactivated');
    expect(life.violations).toEqual([]);
  });

  test('so late that every visit is past: it begins on the day of the revival', () => {
    const life = booked().pays('2031-06-02 15:00').does('2031-06-03 10:00', 'cs-1', decide('revive'));
    expect(stages(life)).toEqual(['active', 0]);
    expect(life.state).toMatchObject({ startsOn: '2031-06-03', expiresOn: '2031-07-03' });
  });

  test('a visit that the customer had cancelled before stays cancelled', () => {
    const life = booked().does('2031-03-04 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v8' });
    life.pays('2031-03-09 22:00').does('2031-03-09 22:10', 'cs-1', decide('revive'));
    expect(stages(life)).toEqual(['active', 7]);
    expect(life.state.visits.find(({ id }) => id === 'v8')?.status).toBe('cancelled');
  });

  test('is decided on once', () => {
    const life = tooLate().does('2031-03-11 15:10', 'cs-1', decide('refund'));
    for (const decision of ['refund', 'revive'] as const) {
      expect(life.tries('2031-03-11 15:11', 'cs-2', decide(decision))?.code).toBe('payment-decided');
    }
  });

  test('a second one cannot revive what the first has revived', () => {
    const life = tooLate().pays('2031-03-11 15:05', { id: 'p2' }).does('2031-03-11 15:10', 'cs-1', decide('revive'));
    expect(life.tries('2031-03-11 15:11', 'cs-1', decide('revive', 'p2', 'r2'))?.code).toBe('revival-impossible');
    expect(packageTodo(life.policy, life.state, life.state.movedAt)).toContainEqual(
      expect.objectContaining({ what: 'refund-payment', subject: 'p2' }),
    );
    life.does('2031-03-11 15:12', 'cs-1', decide('refund', 'p2', 'r2'));
    expect(life.violations).toEqual([]);
  });

  test('only the desk decides', () => {
    for (const login of ['ops-1', 'finance-1', 'stranger']) {
      expect(tooLate().tries('2031-03-11 15:10', login, decide('refund'))?.code).toBe('not-allowed');
    }
  });

  test('after a cancellation with refund, money can only go back', () => {
    const life = booked().pays('2031-03-03 10:05');
    life.does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' }).pays('2031-03-04 11:00', { id: 'p2' });
    expect(life.state.heldPayments).toMatchObject([{ id: 'p2', why: 'already-paid' }]);
    expect(life.tries('2031-03-04 11:01', 'cc-1', decide('revive', 'p2', 'r2'))?.code).toBe('revival-impossible');
  });

  test('FK-21 a second one revives no package whose first payment is being refunded', () => {
    const life = tooLate().pays('2031-03-11 15:05', { id: 'p2' }).does('2031-03-11 15:10', 'cs-1', decide('revive'));
    life.does('2031-03-11 16:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
    expect(life.state.heldPayments).toMatchObject([
      { id: 'p1', decision: 'revive' },
      { id: 'p2', why: 'package-cancelled', decision: null },
    ]);
    const revive = decide('revive', 'p2', 'r2');
    expect(life.tries('2031-03-11 16:01', 'cs-1', revive)?.code).toBe('revival-impossible');
    life.does('2031-03-11 17:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
    life.settles('2031-03-11 17:01', { refundId: 'r1', attempt: 1, status: 'paid' });
    expect(life.tries('2031-03-11 17:02', 'cs-1', revive)?.code).toBe('revival-impossible');
    expect(packageTodo(life.policy, life.state, life.state.movedAt)).toContainEqual(
      expect.objectContaining({ what: 'refund-payment', subject: 'p2' }),
    );
    life.does('2031-03-11 17:03', 'cs-1', decide('refund', 'p2', 'r2'));
    expect([life.balance('unapplied'), life.state.stage]).toEqual([0, 'cancelled']);
    expect(life.violations).toEqual([]);
  });

  test('is no longer a choice once it is decided on, whatever was decided', () => {
    for (const decision of ['refund', 'revive'] as const) {
      const { state } = tooLate().does('2031-03-11 15:10', 'cs-1', decide(decision));
      expect(state.heldPayments.map((held) => canRevive(state, held))).toEqual([false]);
    }
  });

  test('a visit that begins at the very moment of the revival is on the balance', () => {
    const at = (local: string) => stages(tooLate().does(local, 'cs-1', decide('revive')));
    expect(at('2031-03-13 11:59:59.999')).toEqual(['active', 7]);
    expect(at('2031-03-13 12:00')).toEqual(['active', 6]);
  });

  test.each([
    ['of another amount', () => booked().pays('2031-03-11 15:00', { amount: money(1_000, 'EGP') })],
    ['of the price in another currency', () => booked().pays('2031-03-11 15:00', { amount: money(160_000, 'USD') })],
    ['when every visit was lost before', lostAndPaid],
  ])('FK-11 %s revives nothing and goes back as it came', (_, late) => {
    const life = late();
    const [held] = life.state.heldPayments;
    expect(life.tries('2031-03-11 15:10', 'cs-1', decide('revive'))?.code).toBe('revival-impossible');
    expect(packageTodo(life.policy, life.state, life.state.movedAt)).toContainEqual(
      expect.objectContaining({ what: 'refund-payment', subject: 'p1' }),
    );
    life.does('2031-03-11 15:11', 'cs-1', decide('refund'));
    expect(life.state).toMatchObject({ stage: 'cancelled', payment: null, refunds: [{ amount: held?.amount }] });
    expect(life.violations).toEqual([]);
  });
});

/** The only visit is cancelled on its day, then the unpaid package, and then the money arrives. */
function lostAndPaid(): Life {
  const life = new Life(aBooking({ startsAt: ['2031-03-10 12:00'] }), cairo('2031-03-10 08:00'));
  life.does('2031-03-10 09:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' });
  return life.does('2031-03-10 09:10', 'cc-1', { kind: 'cancel', refundId: 'r0' }).pays('2031-03-10 09:15');
}
