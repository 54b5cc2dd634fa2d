// FK-02, FK-11, FK-12: no chase before an agreed collection of cash; the consequences when it fails.
import { describe, expect, test } from '@jest/globals';
import { packageNext } from '../../../domain/service-package/next.ts';
import { refusalOfBooking } from '../../../domain/service-package/booking.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();

/** Booked on 1 December 2031 at 10:00 with a first visit on the 10th at 14:00, in cash. */
const booked = (collectAt: string, first = '2031-12-10 14:00', at = '2031-12-01 10:00') =>
  new Life(
    aBooking({ payment: 'cash', collectAt: cairo(collectAt), startsAt: [first, '2031-12-20 12:00'] }),
    cairo(at),
  );
const next = (life: Life) =>
  packageNext(policy, life.state)
    .slice(0, 2)
    .map(({ at, what, rule }) => `${inCairo(at)} ${what} ${rule}`);
const agreed = (at: string) => ({ at: cairo(at), addressNoteId: null });

describe('FK-02 while an agreed collection is ahead', () => {
  test('there is no chase and no cancellation, even after working hours of the day before the first visit', () => {
    const life = booked('2031-12-10 10:00').until(cairo('2031-12-10 10:05'));
    expect([life.state.stage, life.state.tickets, life.sms]).toEqual(['booked', [], []]);
    life.does('2031-12-10 10:05', 'cc-1', { kind: 'collect-cash', requestId: 'q1' });
    expect([life.state.stage, life.violations]).toEqual(['active', []]);
  });

  test('what is announced is that it may fail, and the loss that follows', () => {
    expect(next(booked('2031-12-10 10:00'))).toEqual([
      '2031-12-10 11:00 not-paid-ticket FK-02',
      '2031-12-10 13:00 cancel-unpaid FK-11',
    ]);
  });

  test('agreed on the chase’s call, the ticket waits for it', () => {
    const life = new Life(aBooking(), cairo('2031-03-03 10:00')).calls(
      '2031-03-03 13:00',
      'cs-1',
      'not-paid',
      'answered',
    );
    const ask = {
      kind: 'request-payment',
      requestId: 'q2',
      method: 'cash',
      collection: agreed('2031-03-10 09:00'),
    } as const;
    life.does('2031-03-03 13:05', 'cs-1', ask);
    expect(life.ticket('not-paid')).toEqual({ status: 'waiting-on-customer', dueAt: '2031-03-10 10:00', result: null });
    expect(life.until(cairo('2031-03-10 09:59:59')).state.stage).toBe('booked');
    expect(life.until(cairo('2031-03-10 10:00')).ticket('not-paid')).toMatchObject({
      status: 'open',
      dueAt: '2031-03-10 12:00',
    });
    expect(life.until(cairo('2031-03-10 12:00')).state.stage).toBe('cancelled');
  });
});

describe('FK-02 the collection has failed', () => {
  test.each([
    // Days before the visit, FK-11's deadline counts.
    ['2031-12-03 15:00', '2031-12-03 16:00', '2031-12-09 21:00'],
    // At least two hours must be left.
    ['2031-12-09 18:00', '2031-12-09 19:00', '2031-12-09 21:00'],
    ['2031-12-09 18:01', '2031-12-09 19:01', '2031-12-09 21:01'],
    ['2031-12-10 10:00', '2031-12-10 11:00', '2031-12-10 13:00'],
    // At the latest when the first visit begins.
    ['2031-12-10 12:30', '2031-12-10 13:30', '2031-12-10 14:00'],
    // The hour after the collection belongs to the courier.
    ['2031-12-10 14:00', '2031-12-10 15:00', '2031-12-10 15:00'],
  ])('collected at %s: a call is due from %s on, lost at %s', (collectAt, called, lost) => {
    expect(next(booked(collectAt))[0]).toBe(`${called} not-paid-ticket FK-02`);
    expect(packageNext(policy, booked(collectAt).state).find(({ what }) => what === 'cancel-unpaid')?.at).toBe(
      cairo(lost),
    );
  });

  test('a call is due at once; the request stays payable for a late courier', () => {
    const life = booked('2031-12-10 10:00').until(cairo('2031-12-10 11:00'));
    expect(life.ticket('not-paid')).toEqual({ status: 'open', dueAt: '2031-12-10 13:00', result: null });
    expect(life.state.paymentRequests).toMatchObject([{ status: 'open', missedAt: cairo('2031-12-10 11:00') }]);
    life.does('2031-12-10 11:30', 'cc-1', { kind: 'collect-cash', requestId: 'q1' });
    expect([life.state.stage, life.ticket('not-paid')?.result]).toEqual(['active', 'paid']);
  });

  test('the courier says no: the request ends, and the call is due from then on', () => {
    const life = booked('2031-12-10 10:00');
    life.does('2031-12-10 10:10', 'cc-1', { kind: 'not-collected', requestId: 'q1', noteId: 'n1' });
    expect(life.moves.at(-1)).toMatchObject({
      entries: [{ what: 'not-collected', by: 'cc-1', rule: 'FK-02', noteId: 'n1' }, { what: 'ticket-opened' }],
      payments: [{ kind: 'expire', requestId: 'q1' }],
    });
    expect(life.ticket('not-paid')).toMatchObject({ status: 'open', dueAt: '2031-12-10 12:10' });
    expect(next(life)[0]).toBe('2031-12-10 12:10 cancel-unpaid FK-11');
    const again = { kind: 'not-collected', requestId: 'q1', noteId: null } as const;
    expect(life.tries('2031-12-10 10:11', 'cc-1', again)?.code).toBe('request-ended');
    // The courier returned with the money after all.
    life.does('2031-12-10 10:30', 'cc-1', { kind: 'collect-cash', requestId: 'q1' });
    expect(life.state.stage).toBe('active');
  });

  test('only of cash, never of what is paid, and not by operations', () => {
    const command = { kind: 'not-collected', requestId: 'q1', noteId: null } as const;
    const card = new Life(aBooking(), cairo('2031-03-03 10:00'));
    expect(card.tries('2031-03-03 10:01', 'cc-1', command)?.code).toBe('not-cash');
    const paid = booked('2031-12-10 10:00').does('2031-12-02 10:00', 'cc-1', { kind: 'collect-cash', requestId: 'q1' });
    expect(paid.tries('2031-12-02 10:01', 'cc-1', command)?.code).toBe('already-paid');
    expect(booked('2031-12-10 10:00').tries('2031-12-02 10:00', 'ops-1', command)?.code).toBe('not-allowed');
  });

  test('a new collection agreed on that call holds everything up once more', () => {
    const life = booked('2031-12-10 10:00').until(cairo('2031-12-10 11:00'));
    const ask = {
      kind: 'request-payment',
      requestId: 'q2',
      method: 'cash',
      collection: agreed('2031-12-10 13:30'),
    } as const;
    life.does('2031-12-10 11:10', 'cs-1', ask).until(cairo('2031-12-10 14:29:59'));
    expect(life.state.stage).toBe('booked');
    expect(life.until(cairo('2031-12-10 14:30')).state.stage).toBe('cancelled');
  });

  test('given up for a card when the evening before is past: two hours, not none', () => {
    const life = booked('2031-12-10 10:00');
    life.does('2031-12-10 09:00', 'cc-1', { kind: 'request-payment', requestId: 'q2', method: 'card' });
    expect(next(life)).toEqual(['2031-12-10 11:00 cancel-unpaid FK-11', '2031-12-11 21:00 ticket-overdue FK-23']);
    expect(life.pays('2031-12-10 10:59', { requestId: 'q2' }).state.stage).toBe('active');
  });
});

describe('FK-13 the collection and the first visit', () => {
  const collect = (at: string) => ({ ...agreed(at), requestId: 'q9' });
  const move = (startsAt: string, collection?: ReturnType<typeof collect>) =>
    ({
      kind: 'reschedule-visit',
      visitId: 'v1',
      startsAt: cairo(startsAt),
      ...(collection && { collection }),
    }) as const;

  test.each([
    ['2031-12-10 14:00', null],
    ['2031-12-10 14:00:01', 'collection-time-unfit'],
    ['2031-12-01 10:00', 'collection-time-unfit'],
  ])('booked with a collection at %s: %s', (collectAt, code) => {
    const booking = aBooking({ payment: 'cash', collectAt: cairo(collectAt), startsAt: ['2031-12-10 14:00'] });
    expect(refusalOfBooking(policy, booking, cairo('2031-12-01 10:00'))?.code ?? null).toBe(code);
  });

  test('a first visit moved before the agreed collection is refused, and nothing changes', () => {
    const life = booked('2031-12-08 10:00');
    const { state } = life;
    expect(life.tries('2031-12-02 10:00', 'cc-1', move('2031-12-08 09:59'))?.code).toBe('collection-time-unfit');
    expect(life.state).toBe(state);
    expect(life.tries('2031-12-02 10:00', 'cc-1', move('2031-12-08 10:00'))).toBeNull();
  });

  test('both move together, as another request that the provider hears of, or neither does', () => {
    const life = booked('2031-12-08 10:00');
    const { state } = life;
    const unfit = move('2031-12-06 12:00', collect('2031-12-06 12:01'));
    expect(life.tries('2031-12-02 10:00', 'cc-1', unfit)?.code).toBe('collection-time-unfit');
    expect(life.state).toBe(state);
    life.does('2031-12-02 10:00', 'cc-1', move('2031-12-06 12:00', collect('2031-12-06 09:00')));
    expect(life.state.paymentRequests).toMatchObject([
      { id: 'q1', status: 'expired' },
      { id: 'q9', status: 'open', collectAt: cairo('2031-12-06 09:00') },
    ]);
    expect(next(life)[0]).toBe('2031-12-06 10:00 not-paid-ticket FK-02');
  });

  test('an added visit before the collection is the first one, too', () => {
    const life = booked('2031-12-09 10:00').does('2031-12-02 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v2' });
    const add = { kind: 'add-visit', visitId: 'v3', startsAt: cairo('2031-12-08 12:00') } as const;
    expect(life.tries('2031-12-02 10:05', 'cc-1', add)?.code).toBe('collection-time-unfit');
    life.does('2031-12-02 10:05', 'cc-1', { ...add, collection: collect('2031-12-07 10:00') });
    expect(inCairo(life.state.firstVisitAt)).toBe('2031-12-08 12:00');
  });

  test('there is nothing to collect of a card or of what is paid', () => {
    const card = new Life(aBooking({ startsAt: ['2031-12-10 14:00'] }), cairo('2031-12-01 10:00'));
    const both = move('2031-12-09 12:00', collect('2031-12-08 10:00'));
    expect(card.tries('2031-12-02 10:00', 'cc-1', both)?.code).toBe('not-cash');
    expect(card.pays('2031-12-02 10:01').tries('2031-12-02 10:02', 'cc-1', both)?.code).toBe('already-paid');
  });
});

describe('FK-11 a deadline cannot be moved away', () => {
  const unpaid = () =>
    new Life(aBooking({ startsAt: ['2031-03-10 12:00', '2031-03-20 12:00'] }), cairo('2031-03-03 10:00'));
  const deadline = (life: Life) => life.ahead.find((step) => step.endsWith('cancel-unpaid'));
  const move = (startsAt: string, more = {}) =>
    ({ kind: 'reschedule-visit', visitId: 'v1', startsAt: cairo(startsAt), ...more }) as const;

  test('the first visit a week later: lost when it would have been', () => {
    const life = unpaid().does('2031-03-03 10:10', 'cc-1', move('2031-03-17 12:00'));
    expect(deadline(life)).toBe('2031-03-09 21:00 cancel-unpaid');
    expect(life.until(cairo('2031-03-09 21:00')).state.stage).toBe('cancelled');
  });

  test('later and later, and cancelled: the first promise holds', () => {
    const life = unpaid().does('2031-03-03 10:10', 'cc-1', move('2031-03-17 12:00'));
    life.does('2031-03-03 10:20', 'cc-1', move('2031-03-19 12:00'));
    life.does('2031-03-03 10:30', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' });
    expect(deadline(life)).toBe('2031-03-09 21:00 cancel-unpaid');
  });

  test('earlier brings it forward, and back again does not take it back', () => {
    const life = unpaid().does('2031-03-03 10:10', 'cc-1', move('2031-03-08 12:00'));
    expect(deadline(life)).toBe('2031-03-07 21:00 cancel-unpaid');
    life.does('2031-03-03 10:20', 'cc-1', move('2031-03-10 12:00'));
    expect(deadline(life)).toBe('2031-03-07 21:00 cancel-unpaid');
  });

  test('the last call can be made on the day of the promised deadline', () => {
    const life = unpaid().calls('2031-03-03 13:00', 'cs-1', 'not-paid', 'no-answer');
    life.does('2031-03-03 14:00', 'cc-1', move('2031-03-17 12:00'));
    expect(life.ticket('not-paid')).toMatchObject({ dueAt: '2031-03-09 21:00' });
    expect(life.calls('2031-03-09 10:00', 'cs-1', 'not-paid', 'no-answer').state.stage).toBe('cancelled');
  });

  test('FK-03 far ahead: asked about beyond 60 days, refused beyond 366, at booking and when moved', () => {
    const refused = (first: string, confirmFarAhead = false) =>
      refusalOfBooking(policy, aBooking({ startsAt: [first], confirmFarAhead }), cairo('2031-03-03 10:00'))?.code ??
      null;
    expect([refused('2031-05-02 23:00'), refused('2031-05-03 00:00')]).toEqual([null, 'too-far-ahead']);
    expect(refused('2031-05-03 00:00', true)).toBeNull();
    expect([refused('2032-03-03 23:00', true), refused('2032-03-04 00:00', true)]).toEqual([null, 'too-far-ahead']);
    const life = new Life(aBooking({ startsAt: ['2031-03-10 12:00'] }), cairo('2031-03-03 10:00'));
    expect(life.tries('2031-03-03 10:10', 'cc-1', move('2031-06-10 12:00'))?.code).toBe('too-far-ahead');
    expect(life.tries('2031-03-03 10:10', 'cc-1', move('2031-06-10 12:00', { confirmFarAhead: true }))).toBeNull();
  });
});

describe('FK-12 on the last call the customer wants to pay', () => {
  const lost = () => new Life(aBooking(), cairo('2031-03-03 10:00')).until(cairo('2031-03-09 21:00'));
  const card = { kind: 'request-payment', requestId: 'q2', method: 'card' } as const;

  test('is asked once more, and the money revives the package without a decision', () => {
    const life = lost().calls('2031-03-10 09:30', 'cs-1', 'not-paid', 'answered');
    life.does('2031-03-10 09:31', 'cs-1', card);
    expect(life.violations).toEqual([]);
    life.pays('2031-03-10 09:40', { requestId: 'q2' });
    expect(life.state).toMatchObject({
      stage: 'active',
      payment: { id: 'p1' },
      heldPayments: [{ decision: 'revive' }],
    });
    expect(life.story.slice(-3)).toEqual(['payment-held', 'revived', 'ticket-closed']);
    expect([life.ticket('not-paid')?.result, life.violations]).toEqual(['paid', []]);
    // Noon of the first visit's day was still ahead.
    expect(life.state.visits.filter(({ status }) => status === 'planned')).toHaveLength(8);
  });

  test('money of a request that had ended is still held', () => {
    const life = lost().does('2031-03-10 09:31', 'cs-1', card).pays('2031-03-10 09:40', { requestId: 'q1' });
    expect(life.state).toMatchObject({
      stage: 'cancelled',
      heldPayments: [{ why: 'package-cancelled', decision: null }],
    });
  });

  test('not once the ticket is closed, and closing it ends the request', () => {
    const life = lost()
      .does('2031-03-10 09:31', 'cs-1', card)
      .calls('2031-03-10 09:32', 'cs-1', 'not-paid', 'no-answer');
    expect(life.state.paymentRequests.at(-1)?.status).toBe('expired');
    expect(life.tries('2031-03-10 09:33', 'cs-1', { ...card, requestId: 'q3' })?.code).toBe('already-cancelled');
  });

  test('in cash before the first of the visits that would come back', () => {
    const cash = (at: string) => ({ ...card, method: 'cash', collection: agreed(at) }) as const;
    expect(lost().tries('2031-03-10 09:31', 'cs-1', cash('2031-03-10 12:01'))?.code).toBe('collection-time-unfit');
    expect(lost().tries('2031-03-10 09:31', 'cs-1', cash('2031-03-10 12:00'))).toBeNull();
  });
});

test('money of another amount or currency does not pay its request, which stays payable', () => {
  const life = new Life(aBooking(), cairo('2031-03-03 10:00'));
  life.pays('2031-03-03 10:05', { amount: { amountMinor: 160_000, currency: 'USD' } });
  expect(life.state).toMatchObject({
    stage: 'booked',
    paymentRequests: [{ status: 'open' }],
    heldPayments: [{ why: 'amount-differs', amount: { currency: 'USD' } }],
  });
  expect(life.moves.at(-1)?.entries).toMatchObject([{ details: { amountMinor: 160_000, currency: 'USD' } }]);
  expect(life.pays('2031-03-03 10:10', { id: 'p2' }).state).toMatchObject({
    stage: 'active',
    paymentRequests: [{ status: 'paid' }],
  });
  expect(life.violations).toEqual([]);
});
