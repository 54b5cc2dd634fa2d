// FK-21: preview, fee and refund, the second person, an uncertain refund.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { violationsOfCancellation } from '../../../domain/ledger/invariants.ts';
import { money } from '../../../domain/money.ts';
import { cancellationAmounts, previewCancellation } from '../../../domain/service-package/cancellation.ts';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';
import { record } from './visit-commands.ts';

const policy = thePackagePolicy();
const paid = (price = 160_000) =>
  new Life(aBooking({ price: money(price, 'EGP') }), cairo('2031-03-03 10:00')).pays('2031-03-03 10:05');
const cancel = { kind: 'cancel', refundId: 'r1' } as const;
const approve = { kind: 'approve-refund', refundId: 'r1' } as const;

/** Three of eight visits held; five are left. */
function afterThree(price?: number): Life {
  const life = paid(price);
  for (const visitId of ['v1', 'v2', 'v3']) life.does('2031-03-17 10:00', 'ops-1', { kind: 'complete-visit', visitId });
  return life;
}

const amounts = (price: number, left: number, bought: number) => {
  const { value, fee, refund } = cancellationAmounts(policy.cancellation.refund, money(price, 'EGP'), left, bought);
  return [value, fee, refund].map(({ amountMinor }) => amountMinor);
};

describe('FK-21 value, fee and refund in piastres', () => {
  test.each([
    [160_000, 5, 8, [100_000, 30_000, 70_000]],
    [160_000, 8, 8, [160_000, 48_000, 112_000]],
    [100_000, 1, 3, [33_333, 10_000, 23_333]],
    [100_000, 2, 3, [66_667, 20_000, 46_667]],
    [1, 1, 2, [1, 1, 0]],
    [1, 1, 1, [1, 0, 1]],
    [5, 1, 10, [1, 1, 0]],
    [15, 1, 2, [8, 3, 5]],
    // 5.25 and 7.5: the refund is not seven tenths of the rounded value.
    [15, 2, 4, [8, 3, 5]],
    [99_999, 7, 9, [77_777, 23_333, 54_444]],
    [0, 3, 3, [0, 0, 0]],
    [160_000, 0, 8, [0, 0, 0]],
    [9_007_199_254_740_991, 1, 1, [9_007_199_254_740_991, 2_702_159_776_422_297, 6_305_039_478_318_694]],
  ])('%d for %d of %d', (price, left, bought, expected) => {
    expect(amounts(price, left, bought)).toEqual(expected);
  });

  test('fee + refund = value, none negative, the refund seven tenths but for its rounding: for every price and count', () => {
    const prices = fc.oneof(fc.nat({ max: 1_000 }), fc.nat({ max: 100_000_000 }), fc.maxSafeNat());
    fc.assert(
      fc.property(prices, fc.integer({ min: 1, max: 40 }), fc.nat({ max: 40 }), (price, bought, some) => {
        const left = some % (bought + 1);
        const { value, fee, refund } = cancellationAmounts(
          policy.cancellation.refund,
          money(price, 'EGP'),
          left,
          bought,
        );
        expect(violationsOfCancellation({ value, fee, refund })).toEqual([]);
        const [below, exact] = [20n * BigInt(bought), 14n * BigInt(price) * BigInt(left)];
        const off = BigInt(refund.amountMinor) * below - exact;
        expect(off <= below / 2n && off > -below / 2n).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('FK-21 the preview', () => {
  test('says what the confirmation does', () => {
    const life = afterThree();
    expect(previewCancellation(policy, life.state, cairo('2031-03-18 10:00'))).toEqual({
      visits: ['v4', 'v5', 'v6', 'v7', 'v8'].map((id) => expect.objectContaining({ id, becomes: 'returned' })),
      visitsLeft: 5,
      value: money(100_000, 'EGP'),
      fee: money(30_000, 'EGP'),
      refund: money(70_000, 'EGP'),
    });
  });

  test('of an unpaid package is nothing: nothing was collected', () => {
    const life = new Life(aBooking(), cairo('2031-03-03 10:00'));
    expect(previewCancellation(policy, life.state, cairo('2031-03-09 20:00'))).toMatchObject({
      visits: Array(8).fill({ becomes: 'returned' }),
      visitsLeft: 8,
      value: { amountMinor: 0 },
      fee: { amountMinor: 0 },
      refund: { amountMinor: 0 },
    });
  });
});

describe('FK-21 confirmed', () => {
  test('cancelled, its planned visits too, the refund awaits a second person, the ledger has fee and refund', () => {
    const life = afterThree().does('2031-03-18 10:00', 'cs-1', cancel);
    expect(life.state).toMatchObject({ stage: 'cancelled', forfeited: 0 });
    expect(life.state.visits.map(({ status }) => status)).toEqual([
      ...['completed', 'completed', 'completed'],
      ...['cancelled', 'cancelled', 'cancelled', 'cancelled', 'cancelled'],
    ]);
    expect(life.state.refunds).toEqual([
      {
        id: 'r1',
        payment: 'p1',
        amount: money(70_000, 'EGP'),
        why: 'cancellation',
        status: 'awaiting-approval',
        preparedBy: 'cs-1',
        approvedBy: null,
        at: cairo('2031-03-18 10:00'),
        attempt: 0,
        dueAt: cairo('2031-03-19 10:00'),
        escalatedAt: null,
      },
    ]);
    expect(life.moves.at(-1)?.payments).toEqual([]);
    expect(life.moves.at(-1)?.ledger).toMatchObject([{ key: 'cancellation/r1', rule: 'FK-21' }]);
    expect([life.violations, life.sms]).toEqual([[], []]);
  });

  test('once, and not when nothing is left', () => {
    const life = afterThree().does('2031-03-18 10:00', 'cs-1', cancel);
    expect(life.tries('2031-03-18 10:01', 'cs-2', { ...cancel, refundId: 'r2' })?.code).toBe('already-cancelled');
    const ended = paid();
    for (const { id } of ended.state.visits) ended.does('2031-03-31 15:00', 'ops-1', record(id, 'counted'));
    expect(ended.tries('2031-05-30 12:00', 'cs-1', cancel)?.code).toBe('no-visits-left');
  });

  test('in the grace as well, and no call is due any more', () => {
    const life = afterThree();
    for (const visitId of ['v5', 'v6', 'v7', 'v8'])
      life.does('2031-03-18 10:00', 'cc-1', { kind: 'cancel-visit', visitId });
    life.does('2031-03-19 15:00', 'ops-1', record('v4', 'completed')).until(cairo('2031-04-11 09:00'));
    life.does('2031-04-11 10:00', 'cs-1', cancel);
    expect(life.state).toMatchObject({ stage: 'cancelled', refunds: [{ amount: money(56_000, 'EGP') }] });
    expect(life.ticket('package-expired')).toMatchObject({ status: 'closed', result: 'cancelled' });
    expect(life.ahead).toEqual(['2031-04-12 10:00 money-overdue']);
  });

  test('unpaid: nothing to refund, the ticket is closed, no SMS 2, and money that comes is held', () => {
    const life = new Life(aBooking(), cairo('2031-03-03 10:00')).does('2031-03-03 13:00', 'cc-1', cancel);
    expect(life.state).toMatchObject({ stage: 'cancelled', refunds: [] });
    expect(life.ticket('not-paid')).toMatchObject({ status: 'closed', result: 'cancelled' });
    expect(life.moves.at(-1)?.payments).toMatchObject([{ kind: 'expire' }]);
    expect(life.until(cairo('2031-03-20 12:00')).sms).toEqual([]);
    expect(life.pays('2031-03-20 12:00').state.heldPayments).toMatchObject([{ why: 'package-cancelled' }]);
    expect(life.violations).toEqual([]);
  });

  test('without a refund there is nothing to approve', () => {
    const life = new Life(
      aBooking({ price: money(1, 'EGP'), startsAt: ['2031-03-10 12:00', '2031-03-13 12:00'] }),
      cairo('2031-03-03 10:00'),
    ).pays('2031-03-03 10:05');
    life.does('2031-03-10 13:00', 'ops-1', { kind: 'complete-visit', visitId: 'v1' });
    expect(life.does('2031-03-11 10:00', 'cs-1', cancel).state.refunds).toEqual([]);
    expect(life.violations).toEqual([]);
  });

  test('not by operations or finance', () => {
    for (const login of ['ops-1', 'finance-1', 'stranger']) {
      expect(paid().tries('2031-03-05 10:00', login, cancel)?.code).toBe('not-allowed');
    }
  });
});

describe('FK-21 the second person', () => {
  const confirmed = () => afterThree().does('2031-03-18 10:00', 'cs-1', cancel);

  test('finance approves: one order to the provider', () => {
    const life = confirmed().does('2031-03-18 11:00', 'finance-1', approve);
    expect(life.state.refunds).toMatchObject([{ status: 'approved', approvedBy: 'finance-1', attempt: 1 }]);
    expect(life.moves.at(-1)?.payments).toEqual([
      {
        kind: 'refund',
        intent: 'refund/r1/1',
        refundId: 'r1',
        attempt: 1,
        paymentId: 'p1',
        amount: money(70_000, 'EGP'),
      },
    ]);
    expect(life.tries('2031-03-18 11:01', 'finance-2', approve)).toMatchObject({
      code: 'refund-decided',
      details: { refundStatus: 'approved' },
    });
  });

  test('never who confirmed, whatever their roles', () => {
    expect(confirmed().tries('2031-03-18 11:00', 'cs-1', approve)).toMatchObject({
      code: 'second-person-required',
      details: { preparedBy: 'cs-1' },
    });
  });

  test('only finance', () => {
    for (const login of ['cs-2', 'cs-lead', 'cc-1', 'ops-1', 'stranger']) {
      expect(confirmed().tries('2031-03-18 11:00', login, approve)?.code).toBe('not-allowed');
    }
  });

  test('paid: the ledger says so, once', () => {
    const life = confirmed().does('2031-03-18 11:00', 'finance-1', approve);
    const settlement = { refundId: 'r1', attempt: 1, status: 'paid' } as const;
    const { version } = life.settles('2031-03-18 11:01', settlement).state;
    expect(life.settles('2031-03-18 11:02', settlement).state.version).toBe(version);
    expect(life.settles('2031-03-18 11:03', { ...settlement, status: 'unknown' }).state.version).toBe(version);
    expect([life.violations, packageTodo(policy, life.state, life.state.movedAt)]).toEqual([[], []]);
  });

  test('in doubt: on the finance board, never repeated by itself, settled by a person', () => {
    const life = confirmed().does('2031-03-18 11:00', 'finance-1', approve);
    life.settles('2031-03-18 11:01', { refundId: 'r1', attempt: 1, status: 'unknown' });
    expect(packageTodo(policy, life.state, life.state.movedAt)).toMatchObject([
      { what: 'settle-refund', by: ['finance'], subject: 'r1' },
    ]);
    expect(life.tries('2031-03-18 12:00', 'finance-2', approve)?.code).toBe('refund-decided');
    const settle = { kind: 'settle-refund', refundId: 'r1', status: 'paid' } as const;
    expect(life.tries('2031-03-18 12:00', 'cs-2', settle)?.code).toBe('not-allowed');
    life.does('2031-03-18 12:00', 'finance-2', settle);
    expect([life.state.refunds[0]?.status, life.violations]).toEqual(['paid', []]);
    expect(life.tries('2031-03-18 12:01', 'finance-2', settle)?.code).toBe('refund-decided');
  });

  test('refused by the provider: approved again it is another effect, and a late word of the first does not count', () => {
    const life = confirmed().does('2031-03-18 11:00', 'finance-1', approve);
    life.settles('2031-03-18 11:01', { refundId: 'r1', attempt: 1, status: 'refused' });
    expect(packageTodo(policy, life.state, life.state.movedAt)).toMatchObject([{ what: 'retry-refund' }]);
    life.does('2031-03-18 12:00', 'finance-2', approve);
    expect(life.moves.at(-1)?.payments).toMatchObject([{ intent: 'refund/r1/2' }]);
    const { version } = life.state;
    expect(life.settles('2031-03-18 12:01', { refundId: 'r1', attempt: 1, status: 'paid' }).state.version).toBe(
      version,
    );
  });
});
