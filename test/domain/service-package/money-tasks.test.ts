// FK-21, FK-23: money that waits for a person has an owner and a due time, and a missed one is reported.
import { describe, expect, test } from '@jest/globals';
import { packageNext } from '../../../domain/service-package/next.ts';
import { isAtItsEnd } from '../../../domain/process.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
const paid = (changes = {}) => new Life(aBooking(changes), cairo('2031-03-03 10:00')).pays('2031-03-03 10:05', changes);
/** Cancelled at ten in the morning: a refund awaits approval. */
const cancelled = () => paid().does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' });
/** Paid in cash at the door, then cancelled. */
const paidInCash = () =>
  new Life(aBooking({ payment: 'cash', collectAt: cairo('2031-03-03 12:00') }), cairo('2031-03-03 10:00'))
    .does('2031-03-03 12:10', 'cc-1', { kind: 'collect-cash', requestId: 'q1' })
    .does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' });
const approve = { kind: 'approve-refund', refundId: 'r1' } as const;
const todo = (life: Life, at: string) =>
  packageTodo(policy, life.state, cairo(at)).map(({ what, by, dueAt, overdue }) => [
    what,
    by,
    dueAt === null ? null : inCairo(dueAt),
    overdue,
  ]);

describe('FK-23 a refund to approve', () => {
  test('is finance’s within a working day; they are told at once', () => {
    expect(todo(cancelled(), '2031-03-04 10:00')).toEqual([['approve-refund', ['finance'], '2031-03-05 10:00', false]]);
    expect(cancelled().moves.at(-1)?.notifies).toEqual([
      { kind: 'money-waiting', ticket: 'r1', roles: ['finance'], login: null },
    ]);
  });

  test('is told to those above when the day is over, once, and says so ahead', () => {
    expect(packageNext(policy, cancelled().state)).toMatchObject([
      { what: 'money-overdue', at: cairo('2031-03-05 10:00'), subject: 'r1', rule: 'FK-23' },
    ]);
    const life = cancelled().until(cairo('2031-03-09 10:00'));
    expect(life.story.filter((what) => what === 'money-overdue')).toHaveLength(1);
    expect(life.moves.at(-1)?.notifies).toEqual([
      { kind: 'money-overdue', ticket: 'r1', roles: ['finance', 'customer-success-lead'], login: null },
    ]);
    expect(todo(life, '2031-03-05 10:00')).toMatchObject([['approve-refund', ['finance'], '2031-03-05 10:00', true]]);
    expect(todo(life, '2031-03-05 09:59:59')[0]?.[3]).toBe(false);
  });

  test('approved in time is never overdue', () => {
    const life = cancelled().does('2031-03-05 09:59:59', 'finance-1', approve);
    life.settles('2031-03-05 09:59:59', { refundId: 'r1', attempt: 1, status: 'paid' });
    expect(life.until(cairo('2031-04-01 10:00')).story).not.toContain('money-overdue');
    expect(isAtItsEnd(servicePackage, policy, life.state)).toBe(true);
  });
});

describe('FK-21 declined', () => {
  const decline = { kind: 'decline-refund', refundId: 'r1', noteId: 'n1' } as const;

  test('goes back to who prepared it, with the reason, due in a working day', () => {
    const life = cancelled().does('2031-03-04 12:00', 'finance-1', decline);
    expect(life.state.refunds).toMatchObject([{ status: 'declined', approvedBy: null }]);
    expect(life.moves.at(-1)).toMatchObject({
      entries: [{ what: 'refund-declined', by: 'finance-1', noteId: 'n1' }],
      notifies: [{ kind: 'refund-declined', ticket: 'r1', roles: [], login: 'cc-1' }],
    });
    expect(todo(life, '2031-03-04 12:00')).toEqual([['resubmit-refund', 'cc-1', '2031-03-05 12:00', false]]);
    expect([isAtItsEnd(servicePackage, policy, life.state), life.violations]).toEqual([false, []]);
  });

  test('is not approved as it is, and asked for once more by a colleague it is approved by another person', () => {
    const life = cancelled().does('2031-03-04 12:00', 'finance-1', decline);
    expect(life.tries('2031-03-04 12:01', 'finance-2', approve)?.code).toBe('refund-decided');
    life.does('2031-03-04 12:05', 'cs-1', { kind: 'resubmit-refund', refundId: 'r1', noteId: 'n2' });
    expect(life.state.refunds).toMatchObject([{ status: 'awaiting-approval', preparedBy: 'cs-1' }]);
    life.does('2031-03-04 12:10', 'finance-2', approve);
    expect([life.state.refunds[0]?.status, life.violations]).toEqual(['approved', []]);
  });

  test('only what waits for approval, and only by finance', () => {
    expect(cancelled().tries('2031-03-04 12:00', 'cs-2', decline)?.code).toBe('not-allowed');
    const approved = cancelled().does('2031-03-04 12:00', 'finance-1', approve);
    expect(approved.tries('2031-03-04 12:01', 'finance-2', decline)?.code).toBe('refund-decided');
    const resubmit = { kind: 'resubmit-refund', refundId: 'r1', noteId: null } as const;
    expect(approved.tries('2031-03-04 12:02', 'cs-1', resubmit)?.code).toBe('refund-decided');
  });
});

describe('FK-21 cash goes back by hand', () => {
  const handOut = { kind: 'hand-out-refund', refundId: 'r1', noteId: 'n1' } as const;

  test('approved it is to be handed out: no provider is asked, and it is never in doubt', () => {
    const life = paidInCash().does('2031-03-04 11:00', 'finance-1', approve);
    expect(life.state.refunds).toMatchObject([{ status: 'to-hand-out', approvedBy: 'finance-1' }]);
    expect(life.moves.at(-1)?.payments).toEqual([]);
    expect(todo(life, '2031-03-04 11:00')).toEqual([['hand-out', ['finance'], '2031-03-05 11:00', false]]);
  });

  test('handed out with its reference it is paid, once, and the ledger says so', () => {
    const life = paidInCash().does('2031-03-04 11:00', 'finance-1', approve);
    expect(life.tries('2031-03-04 12:00', 'cs-2', handOut)?.code).toBe('not-allowed');
    life.does('2031-03-04 12:00', 'finance-2', handOut);
    expect(life.state.refunds).toMatchObject([{ status: 'paid', referenceNoteId: 'n1' }]);
    expect(life.moves.at(-1)?.ledger).toMatchObject([{ key: 'refund-paid/r1' }]);
    expect(life.tries('2031-03-04 12:01', 'finance-1', handOut)?.code).toBe('refund-decided');
    expect([isAtItsEnd(servicePackage, policy, life.state), life.violations]).toEqual([true, []]);
  });

  test('what was paid by card is not handed out', () => {
    const life = cancelled().does('2031-03-04 11:00', 'finance-1', approve);
    expect(life.tries('2031-03-04 11:01', 'finance-2', handOut)?.code).toBe('refund-decided');
  });
});

describe('FK-23 money that bought nothing', () => {
  const held = () => paid().pays('2031-03-04 10:00', { id: 'p2' });

  test('is the desk’s within a working day; they are told', () => {
    const desk = ['customer-care', 'customer-success', 'customer-success-lead'];
    expect(todo(held(), '2031-03-04 10:00')).toEqual([['refund-payment', desk, '2031-03-05 10:00', false]]);
    expect(held().moves.at(-1)?.notifies).toEqual([{ kind: 'money-waiting', ticket: 'p2', roles: desk, login: null }]);
  });

  test('undecided it is told once; decided it is not', () => {
    expect(
      held()
        .until(cairo('2031-03-06 10:00'))
        .story.filter((what) => what === 'money-overdue'),
    ).toHaveLength(1);
    const decide = { kind: 'decide-payment', paymentId: 'p2', decision: 'refund', refundId: 'r2' } as const;
    const decided = held().does('2031-03-05 09:00', 'cs-1', decide).does('2031-03-05 09:05', 'finance-1', {
      kind: 'approve-refund',
      refundId: 'r2',
    });
    expect(decided.until(cairo('2031-03-06 10:00')).story).not.toContain('money-overdue');
  });

  test('over the evening, the working day goes on in the morning', () => {
    const life = paid().pays('2031-03-04 20:00', { id: 'p2' });
    expect(todo(life, '2031-03-04 20:00')[0]?.[2]).toBe('2031-03-05 20:00');
  });
});

test('a policy without times for money asks for it as before, without a due time', () => {
  const { money: _money, ...older } = policy;
  const life = new Life(aBooking(), cairo('2031-03-03 10:00'), older).pays('2031-03-03 10:05');
  life.does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' });
  expect(packageTodo(older, life.state, cairo('2031-03-09 10:00'))).toMatchObject([{ dueAt: null, overdue: false }]);
  expect([life.ahead, life.moves.at(-1)?.notifies]).toEqual([[], []]);
});
