// FK-02, FK-08, FK-12: another payment method changes the ticket of the chase. Also the refusals about times.
import { describe, expect, test } from '@jest/globals';
import { refusalOfBooking } from '../../../domain/service-package/booking.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
const booked = () => new Life(aBooking(), cairo('2031-03-03 10:00'));
const ask = (method: 'card' | 'fawry') => ({ kind: 'request-payment', requestId: 'q2', method }) as const;
const askCash = (at: string) => {
  const collection = { at: cairo(at), addressNoteId: null };
  return { kind: 'request-payment', requestId: 'q2', method: 'cash', collection } as const;
};

describe('FK-02 FK-08 the ticket of the chase', () => {
  const called = () => booked().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');
  const waiting = (dueAt: string) => ({ status: 'waiting-on-customer', dueAt, result: null });

  test('is not touched by another link or code', () => {
    const life = called().does('2031-03-03 14:00', 'cs-1', ask('fawry'));
    expect(life.ticket('not-paid')).toEqual(waiting('2031-03-09 21:00'));
    expect(life.trail.slice(-3)).toEqual([
      expect.stringContaining('payment-requested, cs-1'),
      'asks expire/q1',
      'asks payment-request/q2',
    ]);
    expect(life.state.chaseResumedAt ?? null).toBeNull();
  });

  test('nor by a link that is asked for with no collection', () => {
    const life = called().does('2031-03-03 14:00', 'cs-1', { ...ask('card'), collection: null });
    expect(life.ticket('not-paid')).toEqual(waiting('2031-03-09 21:00'));
    expect(life.state.paymentRequests.at(-1)).not.toHaveProperty('collectAt');
  });

  test('waits for an agreed collection, and for the last chance once it is given up', () => {
    const life = called().does('2031-03-03 14:00', 'cs-1', askCash('2031-03-08 10:00'));
    expect(life.ticket('not-paid')).toEqual(waiting('2031-03-08 11:00'));
    expect(life.trail).toContainEqual(expect.stringMatching(/^ticket-(waiting|due-changed), .*FK-06: /));
    life.does('2031-03-03 15:00', 'cs-1', { ...ask('card'), requestId: 'q3' });
    expect(life.ticket('not-paid')).toEqual(waiting('2031-03-09 21:00'));
    expect(life.state.chaseResumedAt).toBe(cairo('2031-03-03 15:00'));
  });

  test('that is not open yet cannot be opened by a wish', () => {
    const life = booked().does('2031-03-03 10:30', 'cs-1', askCash('2031-03-08 10:00'));
    expect([life.state.tickets, life.state.chaseResumedAt ?? null]).toEqual([[], null]);
  });
});

describe('FK-12 asked to pay on the last call', () => {
  const lost = (life = booked()) => life.until(cairo('2031-03-09 21:00'));

  test('the chase does not go on, whatever becomes of the collection', () => {
    const life = lost().does('2031-03-10 09:31', 'cs-1', askCash('2031-03-10 11:00'));
    const { dueAt } = life.ticket('not-paid') ?? {};
    life.does('2031-03-10 10:00', 'cs-1', { kind: 'not-collected', requestId: 'q2', noteId: null });
    expect([life.state.stage, life.state.chaseResumedAt ?? null]).toEqual(['cancelled', null]);
    expect(life.ticket('not-paid')?.dueAt).toBe(dueAt);
    expect(life.state.paymentRequests.at(-1)?.status).toBe('expired');
  });

  test.each([
    ['before the first visit that would come back', '2031-03-10 09:31', '2031-03-10 12:00', '2031-03-10 12:00:01'],
    ['before the next one, once the first is past', '2031-03-10 12:30', '2031-03-13 12:00', '2031-03-13 12:00:01'],
    ['at the very moment of the first', '2031-03-10 12:00', '2031-03-13 12:00', '2031-03-13 12:00:01'],
  ])('cash is collected %s', (_, now, until, tooLate) => {
    expect(lost().tries(now, 'cs-1', askCash(tooLate))?.code).toBe('collection-time-unfit');
    expect(lost().tries(now, 'cs-1', askCash(until))).toBeNull();
  });

  test('a visit that the customer had given back before does not count', () => {
    const life = booked().does('2031-03-04 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v2' });
    expect(lost(life).tries('2031-03-10 12:30', 'cs-1', askCash('2031-03-16 12:00'))).toBeNull();
  });

  test('no payment is asked for on a package that was cancelled after it was paid', () => {
    const life = booked().until(cairo('2031-03-03 12:00')).pays('2031-03-03 12:30');
    life.does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
    expect(life.tries('2031-03-04 10:05', 'cs-1', ask('card'))?.code).toBe('already-cancelled');
  });
});

describe('what a refusal says besides its code', () => {
  const at = cairo('2031-03-03 10:00');

  test.each([
    ['2031-05-03 00:00', true],
    ['2032-03-03 23:00', true],
    ['2032-03-04 00:00', false],
  ])('FK-03 a first visit at %s is too far ahead; to be confirmed: %s', (first, confirmable) => {
    expect(refusalOfBooking(policy, aBooking({ startsAt: [first] }), at)).toMatchObject({
      code: 'too-far-ahead',
      details: { firstVisitAt: cairo(first), confirmable },
    });
  });

  test('FK-13 until when cash is collected', () => {
    expect(booked().tries('2031-03-03 10:05', 'cc-1', askCash('2031-03-10 12:01'))).toMatchObject({
      code: 'collection-time-unfit',
      details: { firstVisitAt: cairo('2031-03-10 12:00') },
    });
  });

  test('FK-14 between which days a visit may lie', () => {
    const life = booked()
      .pays('2031-03-03 11:00')
      .does('2031-03-04 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v8' });
    const add = { kind: 'add-visit', visitId: 'n1', startsAt: cairo('2031-04-25 12:00') } as const;
    expect(life.tries('2031-03-04 10:05', 'cc-1', add)).toMatchObject({
      code: 'outside-validity',
      details: { startsOn: '2031-03-10', graceEndsOn: '2031-04-24' },
    });
  });

  test('FK-21 what a refund is that cannot be decided on', () => {
    const life = booked().pays('2031-03-03 11:00').does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
    const details = { refundStatus: 'awaiting-approval' };
    const settle = { kind: 'settle-refund', refundId: 'r1', status: 'paid' } as const;
    expect(life.tries('2031-03-04 10:05', 'finance-1', settle)).toMatchObject({ code: 'refund-decided', details });
    const handOut = { kind: 'hand-out-refund', refundId: 'r1', noteId: 'n1' } as const;
    expect(life.tries('2031-03-04 10:05', 'finance-1', handOut)).toMatchObject({ code: 'refund-decided', details });
  });
});
