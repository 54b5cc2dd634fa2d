// FK-17, FK-21, FK-23: the centre did not come and the visit cannot be planned again, so the lead refunds it in full.
import { describe, expect, test } from '@jest/globals';
import { previewCancellation } from '../../../domain/service-package/cancellation.ts';
import { violationsOfPackage } from '../../../domain/service-package/invariants.ts';
import { packageNext } from '../../../domain/service-package/next.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import type { CorrectedStatus } from '../../../domain/service-package/visit-records.ts';
import { visitsWithoutDate } from '../../../domain/service-package/visits.ts';
import { aBooking, cairo, inCairo, Life, person, thePackagePolicy } from './builders.ts';
import { complete, giveBack, paid, plan, record, status } from './visit-commands.ts';

const policy = thePackagePolicy();
const TICKET = 'visit-refund';
const END = '2031-04-25 01:00';
const cancel = { kind: 'cancel', refundId: 'r1' } as const;
const correct = (visitId: string, to: CorrectedStatus) =>
  ({ kind: 'correct-visit', visitId, status: to, noteId: null }) as const;
const balance = ({ state }: Life) => [state.stage, state.forfeited, visitsWithoutDate(state)];
const todo = (life: Life, at: string) =>
  packageTodo(policy, life.state, cairo(at)).map(({ what, by, dueAt, overdue, rule }) => [
    what,
    by,
    dueAt === null ? null : inCairo(dueAt),
    overdue,
    rule,
  ]);
const amounts = (life: Life, at: string) => {
  const { visitsLeft, value, fee, refund } = previewCancellation(life.policy, life.state, cairo(at));
  return [visitsLeft, value.amountMinor, fee.amountMinor, refund.amountMinor];
};

/** The grace period is over, two visits were held, and the first one has no record. */
const over = () => {
  const life = paid();
  for (const visitId of ['v2', 'v3']) life.does('2031-03-16 15:00', 'ops-1', complete(visitId));
  return life.until(cairo(END));
};
const notHeld = () => over().does('2031-04-25 10:00', 'cs-lead', record('v1', 'not-held'));

describe('FK-21 FK-23 not held, and the package is over', () => {
  test('it cannot be planned, so the lead is asked to pay it back within a working day', () => {
    const life = notHeld();
    expect(balance(life)).toEqual(['deactivated', 0, 1]);
    expect(life.tries('2031-04-25 10:01', 'cc-1', plan('v4', '2031-04-26 12:00'))?.code).toBe('outside-validity');
    expect(todo(life, '2031-04-25 10:01')).toEqual([
      ['refund-visits', ['customer-success-lead'], '2031-04-26 10:00', false, 'FK-21'],
    ]);
    expect(life.trail.at(-1)).toMatch(/^ticket-opened, careline, FK-21: /);
    expect(life.violations).toEqual([]);
  });

  test('what `next` says comes: undecided it is overdue, and the lead is told', () => {
    const life = notHeld();
    expect(packageNext(policy, life.state)).toMatchObject([
      { at: cairo('2031-04-26 10:00'), what: 'ticket-overdue', subject: TICKET },
    ]);
    life.until(cairo('2031-04-26 10:00'));
    expect(life.moves.at(-1)?.notifies).toMatchObject([{ kind: 'ticket-overdue', roles: ['customer-success-lead'] }]);
    expect(todo(life, '2031-04-26 10:00')).toEqual([
      ['refund-visits', ['customer-success-lead'], '2031-04-26 10:00', true, 'FK-21'],
    ]);
  });

  test('its whole price goes back, no fee is kept, and a second person approves', () => {
    const life = notHeld();
    expect(amounts(life, '2031-04-25 10:02')).toEqual([1, 53_333, 0, 53_333]);
    life.does('2031-04-25 10:02', 'cs-lead', cancel);
    expect(life.state.refunds).toMatchObject([
      { amount: { amountMinor: 53_333 }, why: 'visits-returned', status: 'awaiting-approval', preparedBy: 'cs-lead' },
    ]);
    expect([life.balance('fee-income'), life.balance('refund-payable')]).toEqual([0, -53_333]);
    expect(life.ticket(TICKET)).toMatchObject({ status: 'closed', result: 'refund-prepared' });
    expect(todo(life, '2031-04-25 10:02')).toEqual([
      ['approve-refund', ['finance'], '2031-04-26 10:02', false, 'FK-21'],
    ]);
    life.does('2031-04-25 11:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
    life.settles('2031-04-25 11:01', { refundId: 'r1', attempt: 1, status: 'paid' });
    expect([life.violations, todo(life, '2031-04-26 12:00'), life.ahead]).toEqual([[], [], []]);
  });

  test('two visits are one ticket and one refund, of what both cost', () => {
    const life = paid().does('2031-03-16 15:00', 'ops-1', complete('v3')).until(cairo(END));
    life.does('2031-04-25 10:00', 'cs-lead', record('v1', 'not-held'));
    expect(life.tries('2031-04-25 10:01', 'cs-lead', cancel)?.code).toBe('visits-unrecorded');
    life.does('2031-04-25 18:00', 'cs-lead', record('v2', 'not-held'));
    expect(life.state.tickets.filter(({ type }) => type === TICKET)).toHaveLength(1);
    expect(life.ticket(TICKET)?.dueAt).toBe('2031-04-26 10:00');
    expect(amounts(life, '2031-04-25 18:01')).toEqual([2, 106_667, 0, 106_667]);
  });

  test('what was lost at the end stays lost', () => {
    const life = paid().does('2031-03-05 10:00', 'cc-1', giveBack('v2'));
    life.does('2031-03-16 15:00', 'ops-1', complete('v3')).until(cairo(END));
    life.does('2031-04-25 10:00', 'cs-lead', record('v1', 'not-held'));
    expect([balance(life), amounts(life, '2031-04-25 10:01')]).toEqual([
      ['deactivated', 1, 1],
      [1, 53_333, 0, 53_333],
    ]);
  });

  test('a mistake is corrected until the money is on its way: the ticket closes, and opens again', () => {
    const life = notHeld().does('2031-04-25 10:05', 'cs-lead', correct('v1', 'completed'));
    expect([life.state.stage, life.ticket(TICKET)]).toMatchObject([
      'finished',
      { status: 'closed', result: 'recorded' },
    ]);
    expect(life.tries('2031-04-25 10:06', 'cs-lead', cancel)?.code).toBe('no-visits-left');
    life.does('2031-04-25 12:00', 'cs-lead', correct('v1', 'cancelled'));
    expect([balance(life), life.ticket(TICKET)]).toEqual([
      ['deactivated', 0, 1],
      { status: 'open', dueAt: '2031-04-26 12:00', result: null },
    ]);
    expect(life.story.slice(-2)).toEqual(['visit-corrected', 'ticket-reopened']);
    life.does('2031-04-25 12:01', 'cs-lead', cancel);
    expect(life.tries('2031-04-25 12:02', 'cs-lead', correct('v1', 'completed'))?.code).toBe('cancellation-settled');
    expect(life.violations).toEqual([]);
  });

  test('FK-22 the ticket cannot be closed with a result', () => {
    const command = { kind: 'close', by: person('cs-lead'), result: 'other', noteId: null } as const;
    const close = { kind: 'ticket', ticketId: TICKET, command } as const;
    expect(notHeld().tries('2031-04-25 10:01', 'cs-lead', close)?.code).toBe('result-required');
  });
});

describe('FK-17 not held in the grace, and the grace ends', () => {
  /** A visit on the last day but one of the grace period. */
  const late = () =>
    paid(['2031-03-10 12:00', '2031-04-23 12:00', '2031-04-05 12:00'])
      .does('2031-03-10 15:00', 'ops-1', complete('v1'))
      .does('2031-04-05 15:00', 'ops-1', complete('v3'));

  test('nothing could be planned any more: it is not lost but paid back', () => {
    const life = late().does('2031-04-23 18:00', 'cs-lead', record('v2', 'not-held'));
    expect(packageNext(policy, life.state).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['deactivation', 'ticket-overdue']),
    );
    life.until(cairo('2031-04-25 00:00'));
    expect([balance(life), life.ticket(TICKET)?.status, life.violations]).toEqual([['deactivated', 0, 1], 'open', []]);
    expect(amounts(life, '2031-04-25 09:00')).toEqual([1, 53_333, 0, 53_333]);
  });

  test('planned again and held: used', () => {
    const life = late().does('2031-04-12 10:00', 'cc-1', giveBack('v2'));
    life.does('2031-04-12 10:01', 'cc-1', plan('v4', '2031-04-15 12:00'));
    life.does('2031-04-15 18:00', 'cs-lead', record('v4', 'not-held'));
    life.does('2031-04-15 18:01', 'cc-1', plan('v5', '2031-04-20 12:00'));
    life.does('2031-04-20 18:00', 'ops-1', complete('v5'));
    expect([life.state.stage, life.ticket(TICKET)]).toEqual(['finished', undefined]);
  });

  test('planned again and called off by the customer: theirs to plan, and no more than came back is kept', () => {
    const life = late().does('2031-04-23 18:00', 'cs-lead', record('v2', 'not-held'));
    life.does('2031-04-24 10:00', 'cs-lead', correct('v2', 'completed'));
    expect([life.state.stage, life.ticket(TICKET)]).toEqual(['finished', undefined]);
    const given = paid(['2031-03-10 12:00', '2031-04-23 12:00', '2031-04-24 20:00']);
    given.does('2031-03-10 15:00', 'ops-1', complete('v1')).does('2031-04-20 10:00', 'cc-1', giveBack('v3'));
    given.does('2031-04-23 18:00', 'cs-lead', record('v2', 'not-held')).until(cairo(END));
    expect(balance(given)).toEqual(['deactivated', 1, 1]);
  });

  test('not held in the month: the grace was there to plan it, and what it did not use is lost', () => {
    const life = paid(['2031-03-10 12:00', '2031-04-09 12:00', '2031-04-05 12:00'])
      .does('2031-03-10 15:00', 'ops-1', complete('v1'))
      .does('2031-04-05 15:00', 'ops-1', complete('v3'))
      .does('2031-04-10 23:59:59', 'cs-lead', record('v2', 'not-held'));
    expect(balance(life.until(cairo(END)))).toEqual(['deactivated', 1, 0]);
  });

  test('a visit of the month that was recorded only in the grace came back in the grace', () => {
    const life = late().does('2031-04-12 10:00', 'cc-1', giveBack('v2'));
    life.does('2031-04-11 00:00', 'cs-lead', correct('v3', 'cancelled'));
    expect(balance(life.until(cairo(END)))).toEqual(['deactivated', 1, 1]);
  });
});

describe('a package that began before this was a setting', () => {
  const { returned: _returned, ...visits } = policy.visits;
  const older: ServicePackagePolicy = { ...policy, visits };
  const began = () =>
    new Life(aBooking({ startsAt: ['2031-03-10 12:00', '2031-04-23 12:00'] }), cairo('2031-03-03 10:00'), older)
      .pays('2031-03-03 10:05')
      .does('2031-03-10 15:00', 'ops-1', complete('v1'));

  test('asks for nothing, keeps the fee, and loses at the end what came back in the grace', () => {
    const life = began().until(cairo(END)).does('2031-04-25 10:00', 'cs-lead', record('v2', 'not-held'));
    expect([life.state.tickets.some(({ type }) => type === TICKET), life.ahead]).toEqual([false, []]);
    expect(amounts(life, '2031-04-25 10:01')).toEqual([1, 80_000, 24_000, 56_000]);
    life.does('2031-04-25 10:02', 'cs-lead', cancel);
    expect([life.state.refunds[0]?.why, life.violations]).toEqual(['cancellation', []]);
    const lost = began().does('2031-04-23 18:00', 'cs-lead', record('v2', 'not-held'));
    expect(lost.state.visits.some((visit) => 'returnedAt' in visit)).toBe(false);
    expect([balance(lost.until(cairo(END))), status(lost, 'v2')]).toEqual([['deactivated', 1, 0], 'cancelled']);
  });
});

test('FK-21 a fee that is kept of visits that are paid back in full is seen', () => {
  const life = notHeld().does('2031-04-25 10:02', 'cs-lead', cancel);
  const ledger = life.moves.flatMap((move) => move.ledger);
  expect(violationsOfPackage(life.state, ledger)).toEqual([]);
  const money = (amountMinor: number) => ({ amountMinor, currency: 'EGP' });
  const wrong = ledger.map((entry) =>
    entry.kind === 'cancellation'
      ? {
          ...entry,
          postings: [
            { account: 'prepaid', amount: money(53_333) },
            { account: 'refund-payable', amount: money(-37_333) },
            { account: 'fee-income', amount: money(-16_000) },
          ] as const,
        }
      : entry,
  );
  expect(violationsOfPackage(life.state, wrong)).toEqual([
    'cancellation/r1: a fee is kept of visits that are paid back in full',
  ]);
});
