// FK-11, FK-13, FK-21: the pending effects of a package follow from its state alone, so a restarted process repeats
// them under the same intents.
import { describe, expect, test } from '@jest/globals';
import { packageNext } from '../../../domain/service-package/next.ts';
import { caseRow } from '../../../domain/case-row.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { recordedMove, recordedMoves } from '../../../domain/service-package/record.ts';
import { requestsToEnd, unfinishedPayments } from '../../../domain/service-package/unfinished.ts';
import { aBooking, cairo, Life } from './builders.ts';

const booked = () => new Life(aBooking(), cairo('2031-03-03 10:00'));
const paid = () => booked().pays('2031-03-03 11:00');
const askedAgain = () =>
  booked().does('2031-03-03 10:10', 'cc-1', { kind: 'request-payment', requestId: 'q2', method: 'fawry' });
const cancelled = () => paid().does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
const approved = () => cancelled().does('2031-03-04 11:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });

describe('what is still to be done outside', () => {
  test.each<[string, () => Life, string[], string[]]>([
    ['booked', booked, ['payment-request/q1'], []],
    ['asked for in another way', askedAgain, ['payment-request/q2'], ['expire/q1']],
    ['paid', paid, [], []],
    ['cancelled, with a refund that is not approved', cancelled, [], []],
    ['the refund approved', approved, ['refund/r1/1'], []],
    ['paid back', () => approved().settles('2031-03-04 11:01', { refundId: 'r1', attempt: 1, status: 'paid' }), [], []],
    ['lost unpaid', () => booked().until(cairo('2031-03-09 21:00')), [], ['expire/q1']],
  ])('%s', (_, life, unfinished, toEnd) => {
    const { policy, state } = life();
    expect(unfinishedPayments(policy, state).map(({ intent }) => intent)).toEqual(unfinished);
    expect(requestsToEnd(state).map(({ intent }) => intent)).toEqual(toEnd);
  });

  test('is what the moves have asked for, word for word', () => {
    for (const life of [booked(), askedAgain(), approved()]) {
      const asked = life.moves.flatMap(({ payments }) => payments);
      for (const order of unfinishedPayments(life.policy, life.state)) expect(asked).toContainEqual(order);
    }
    const ended = askedAgain();
    expect(ended.moves.flatMap(({ payments }) => payments)).toContainEqual(requestsToEnd(ended.state)[0]);
  });
});

describe('what is kept of a package beside its state', () => {
  test('FK-06 FK-14 the visits left, the ticket’s team and lead, and what comes next', () => {
    const { policy, moves, state } = booked().until(cairo('2031-03-03 12:00'));
    const opened = moves.at(-1);
    if (opened === undefined) throw new Error('the ticket was opened');
    expect(recordedMove(policy, opened)).toEqual({
      ...opened,
      visitsLeft: 8,
      row: caseRow(servicePackage, servicePackage.found(policy, state), state),
      teamTickets: [
        {
          ...{ ticket: state.tickets[0], lead: 'customer-success-lead' },
          row: expect.objectContaining({ queue: 'customer-success', stage: 'open', open: true, scopes: ['program'] }),
        },
      ],
      // No money waits, so no notification about money stays.
      stillShown: [{ kinds: ['money-waiting'], roles: [] }],
      next: packageNext(policy, state),
    });
  });

  test('moves that are written together all say what comes after the last', () => {
    const { policy, moves, state } = booked().until(cairo('2031-03-09 21:00'));
    const recorded = recordedMoves(policy, moves.slice(-4));
    expect(recorded.map(({ state: { version }, next }) => [version, next])).toEqual(
      moves.slice(-4).map((move) => [move.state.version, packageNext(policy, state)]),
    );
    expect(recordedMoves(policy, [])).toEqual([]);
  });
});
