// The totals and samples of a replay, case by case.
import { describe, expect, test } from '@jest/globals';
import type { Happening } from '../../domain/moment.ts';
import { emptyResult, type ReplayResult, type RerunCase, withCase } from '../../domain/replay-result.ts';
import { differing, type Rerun } from '../../domain/version-replay.ts';

const at = (minute: number) => new Date(Date.UTC(2031, 2, 3, 7, minute)).toISOString();
const overdue = (minute: number): Happening => ({ at: at(minute), kind: 'overdue', what: 'request' });
const text = (minute: number, what = 'no-answer'): Happening => ({ at: at(minute), kind: 'text', what });
const refund = (amountMinor: number, currency = 'EGP'): Happening => ({
  ...{ at: at(0), kind: 'refund', what: 'cancellation', amount: { amountMinor, currency } },
});

const ran = (happenings: readonly Happening[], unfit = 0): Rerun => ({ happenings, unfit });
let number = 0;
const aCase = (before: Rerun | null, after: Rerun | null): RerunCase => ({
  ...{ caseId: `c${(number += 1)}`, process: 'conversation', openedAt: at(0), before, after },
});
const all = (cases: readonly RerunCase[]): ReplayResult => cases.reduce(withCase, emptyResult);

describe('two runs of a case', () => {
  test('differ in what only one of them has, however often the same happens', () => {
    expect(differing([overdue(1), text(2), text(2)], [text(2), overdue(3)])).toEqual({
      before: [overdue(1), text(2)],
      after: [overdue(3)],
    });
    expect(differing([text(2)], [text(2, 'other')])).toEqual({ before: [text(2)], after: [text(2, 'other')] });
    expect(differing([refund(100)], [refund(200)])).toEqual({ before: [refund(100)], after: [refund(200)] });
    expect(differing([refund(100, 'EGP')], [refund(100, 'USD')]).after).toHaveLength(1);
  });
});

describe('the totals', () => {
  test('count each kind by both versions, and the cases in which it differs', () => {
    const found = all([
      aCase(ran([overdue(10), text(10)]), ran([text(10)])),
      aCase(ran([overdue(10)]), ran([overdue(12)])),
      aCase(ran([text(5)], 2), ran([text(5)], 3)),
    ]);
    expect(found).toMatchObject({
      cases: 3,
      changed: 2,
      cannotHold: 0,
      notReplayed: 0,
      unfit: { before: 2, after: 3 },
    });
    expect(found.kinds.overdue).toEqual({ before: 2, after: 1, cases: 2 });
    expect(found.kinds.text).toEqual({ before: 2, after: 2, cases: 0 });
    expect(found.samples.map(({ before, after }) => [before, after])).toEqual([
      [[overdue(10)], []],
      [[overdue(10)], [overdue(12)]],
    ]);
  });

  test('sum refunds by currency', () => {
    const found = all([
      aCase(ran([refund(100)]), ran([refund(70)])),
      aCase(ran([]), ran([refund(30), refund(5, 'USD')])),
    ]);
    expect(found.refunded).toEqual([
      { currency: 'EGP', beforeMinor: 100, afterMinor: 100 },
      { currency: 'USD', beforeMinor: 0, afterMinor: 5 },
    ]);
  });

  test('a case that a version cannot hold is compared with nothing', () => {
    const found = all([aCase(ran([overdue(1)]), null), aCase(null, ran([overdue(1)])), aCase(null, null)]);
    expect(found).toMatchObject({ cases: 0, changed: 0, cannotHold: 1, notReplayed: 2 });
    expect(found.kinds).toEqual(emptyResult.kinds);
    expect(found.samples).toMatchObject([{ before: [], after: null }]);
  });
});

test('a common difference hides no rare one, and long lists are cut', () => {
  const common = Array.from({ length: 40 }, () => aCase(ran([text(1)]), ran([])));
  const rare = aCase(ran([]), ran([refund(1)]));
  const many = aCase(ran(Array.from({ length: 30 }, (_, minute) => overdue(minute))), ran([]));
  const found = all([...common, rare, many]);
  expect(found.samples).toHaveLength(17);
  expect(found.samples.map(({ caseId }) => caseId)).toContain(rare.caseId);
  expect(found.samples.at(-1)?.before).toHaveLength(20);
  expect(found.changed).toBe(42);
});
