// FK-18, FK-19, FK-21: the planned visits of a cancelled package, and their effect on its money.
import { describe, expect, test } from '@jest/globals';
import { money } from '../../../domain/money.ts';
import { previewCancellation } from '../../../domain/service-package/cancellation.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';
import { record } from './visit-commands.ts';

const policy = thePackagePolicy();
const cancel = { kind: 'cancel', refundId: 'r1' } as const;

/** Three of eight visits held; five are left. */
function afterThree(): Life {
  const life = new Life(aBooking(), cairo('2031-03-03 10:00')).pays('2031-03-03 10:05');
  for (const visitId of ['v1', 'v2', 'v3']) life.does('2031-03-17 10:00', 'ops-1', { kind: 'complete-visit', visitId });
  return life;
}

describe('FK-21 a planned visit becomes what its own cancellation would make of it', () => {
  const becomes = (life: Life, at: string) =>
    previewCancellation(policy, life.state, cairo(at)).visits.map(({ becomes: word }) => word);
  const two = () =>
    new Life(
      aBooking({ startsAt: ['2031-03-10 10:00', '2031-03-17 10:00'], price: money(200_000, 'EGP') }),
      cairo('2031-03-03 10:00'),
    );

  test.each([
    ['2031-03-09 10:00', ['returned', 'returned'], 140_000],
    ['2031-03-09 10:00:01', ['counted', 'returned'], 70_000],
    ['2031-03-09 23:59:59', ['counted', 'returned'], 70_000],
    ['2031-03-10 00:00', ['completed', 'returned'], 70_000],
    ['2031-03-10 09:00', ['completed', 'returned'], 70_000],
    ['2031-03-10 23:59:59', ['completed', 'returned'], 70_000],
    ['2031-03-11 00:00', ['unrecorded', 'returned'], 70_000],
  ] as const)('cancelled at %s: %j, %d goes back', (at, words, refund) => {
    const life = two().pays('2031-03-03 10:05').until(cairo(at));
    expect(becomes(life, at)).toEqual(words);
    expect(previewCancellation(policy, life.state, cairo(at))).toMatchObject({
      visitsLeft: words.filter((word) => word === 'returned').length,
      refund: { amountMinor: refund },
    });
    if (words.includes('unrecorded' as never)) return;
    life.does(at, 'cs-1', cancel);
    const [first, second] = life.state.visits;
    expect([first?.status, second?.status]).toEqual([words[0] === 'returned' ? 'cancelled' : words[0], 'cancelled']);
    expect(life.state.refunds).toMatchObject([{ amount: money(refund, 'EGP') }]);
    expect([life.violations, life.until(cairo('2031-03-31 12:00')).sms]).toEqual([[], []]);
    expect(life.state.tickets.filter(({ status }) => status !== 'closed')).toEqual([]);
  });

  test('FK-19 each is in the timeline by its rule, and no call is asked for', () => {
    const startsAt = ['2031-03-10 10:00', '2031-03-11 09:00', '2031-03-17 10:00'];
    const life = new Life(aBooking({ startsAt }), cairo('2031-03-03 10:00')).pays('2031-03-03 10:05');
    const last = life.does('2031-03-10 09:30', 'cs-1', cancel).moves.at(-1);
    expect(last?.entries.map(({ what, rule, details }) => [what, rule, details?.['status']])).toEqual([
      ['visit-cancelled', 'FK-19', 'completed'],
      ['visit-cancelled', 'FK-18', 'counted'],
      ['package-cancelled', 'FK-21', undefined],
    ]);
    expect(life.state).toMatchObject({ usedWithPackage: ['v1', 'v2'], cancelledWithPackage: ['v3'], tickets: [] });
  });

  test('past visits without a record are settled first, each named; then the amounts follow the records', () => {
    const life = afterThree().until(cairo('2031-03-23 10:00'));
    const refused = life.tries('2031-03-23 10:00', 'cs-1', cancel);
    expect(refused).toMatchObject({ code: 'visits-unrecorded', details: { visits: ['v4', 'v5'] } });
    expect(previewCancellation(policy, life.state, cairo('2031-03-23 10:00')).visitsLeft).toBe(3);
    life.does('2031-03-23 10:01', 'cs-lead', record('v4', 'not-held'));
    life.does('2031-03-23 10:01', 'cs-1', record('v5', 'counted')).does('2031-03-23 10:02', 'cs-1', cancel);
    expect(life.state.refunds).toMatchObject([{ amount: money(56_000, 'EGP') }]);
    expect(life.violations).toEqual([]);
  });

  test('the last visit without a record is asked about, although nothing would be left if it was held', () => {
    const life = two().pays('2031-03-03 10:05').does('2031-03-10 15:00', 'ops-1', record('v1', 'completed'));
    life.until(cairo('2031-03-18 10:00'));
    expect(life.tries('2031-03-18 10:00', 'cs-1', cancel)?.code).toBe('visits-unrecorded');
    expect(becomes(life, '2031-03-18 10:00')).toEqual(['unrecorded']);
  });

  test('on the day of the last visit nothing is left to give back', () => {
    const life = two().pays('2031-03-03 10:05').does('2031-03-10 15:00', 'ops-1', record('v1', 'completed'));
    expect(life.tries('2031-03-17 09:00', 'cs-1', cancel)?.code).toBe('no-visits-left');
  });

  test('unpaid, nothing is counted: every visit is given back, also on its day', () => {
    const unpaid = new Life(aBooking({ payment: 'later', startsAt: ['2031-03-03 20:00'] }), cairo('2031-03-03 10:00'));
    expect(becomes(unpaid, '2031-03-03 11:00')).toEqual(['returned']);
    unpaid.does('2031-03-03 11:00', 'cc-1', cancel);
    expect([unpaid.state.visits[0]?.status, unpaid.state.refunds]).toEqual(['cancelled', []]);
  });
});
