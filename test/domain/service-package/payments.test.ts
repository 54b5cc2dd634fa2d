// FK-07, FK-11, FK-13, FK-14: money that arrives in time, twice, too late, or with another amount.
import { describe, expect, test } from '@jest/globals';
import { money } from '../../../domain/money.ts';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import { aBooking, cairo, Life } from './builders.ts';

const booked = (changes: Parameters<typeof aBooking>[0] = {}) => new Life(aBooking(changes), cairo('2031-03-03 10:00'));
const stages = ({ state }: Life) => [state.stage, state.visits.filter(({ status }) => status === 'planned').length];

describe('FK-13 paid before the first visit', () => {
  test('FK-14 it is active, its validity is frozen, the request is paid, the ledger has it', () => {
    const life = booked().pays('2031-03-03 10:05');
    expect(life.state).toMatchObject({ stage: 'active', payment: { id: 'p1', method: 'card' } });
    expect(life.state.paymentRequests).toMatchObject([{ id: 'q1', status: 'paid' }]);
    expect(life.moves.at(-1)?.entries).toMatchObject([{ what: 'paid', by: 'paymob', rule: 'FK-13' }]);
    expect([life.balance('provider'), life.balance('prepaid')]).toEqual([160_000, -160_000]);
    life.does('2031-03-04 10:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' });
    expect(life.state).toMatchObject({ startsOn: '2031-03-10', expiresOn: '2031-04-10', graceEndsOn: '2031-04-24' });
  });

  test('a notice that comes again changes nothing', () => {
    const life = booked().pays('2031-03-03 10:05');
    const { version } = life.state;
    expect(life.pays('2031-03-03 10:06').pays('2031-03-09 10:00').state.version).toBe(version);
  });

  test('on a request that was replaced: the money counts, and what is open is closed', () => {
    const life = booked().does('2031-03-03 10:10', 'cc-1', {
      kind: 'request-payment',
      requestId: 'q2',
      method: 'fawry',
    });
    life.pays('2031-03-03 10:20', { requestId: 'q1' });
    expect(life.state.stage).toBe('active');
    expect(life.state.paymentRequests.map(({ status }) => status)).toEqual(['paid', 'expired']);
    expect(life.moves.at(-1)?.payments).toEqual([{ kind: 'expire', intent: 'expire/q2', requestId: 'q2' }]);
  });

  test('without any visit planned the validity begins where it was known, or today', () => {
    const known = booked({ startsAt: ['2031-03-10 12:00'] });
    known.does('2031-03-03 11:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' }).pays('2031-03-04 10:00');
    expect(known.state).toMatchObject({ stage: 'active', startsOn: '2031-03-10' });
  });

  test('a request asked for again with its id is the same request', () => {
    const life = booked().does('2031-03-03 10:10', 'cc-1', {
      kind: 'request-payment',
      requestId: 'q1',
      method: 'card',
    });
    expect([life.moves.length, life.state.paymentRequests.length]).toEqual([1, 1]);
    life.does('2031-03-03 10:11', 'cc-1', { kind: 'cancel-visit', visitId: 'v8' });
    const add = { kind: 'add-visit', visitId: 'v9', startsAt: cairo('2031-03-31 12:00') } as const;
    expect(life.does('2031-03-03 10:12', 'cc-1', add).state.visits).toHaveLength(9);
    life
      .does('2031-03-03 10:13', 'cc-1', { kind: 'cancel-visit', visitId: 'v7' })
      .does('2031-03-03 10:14', 'cc-1', add);
    expect(life.state.visits).toHaveLength(9);
  });

  test('FK-13 nothing more is asked of who has paid', () => {
    const life = booked().pays('2031-03-03 10:05');
    const ask = { kind: 'request-payment', requestId: 'q2', method: 'card' } as const;
    expect(life.tries('2031-03-03 10:06', 'cc-1', ask)?.code).toBe('already-paid');
  });
});

describe('cash at the door', () => {
  const cash = () => booked({ payment: 'cash', collectAt: cairo('2031-03-09 17:00') });

  test('FK-07 is collected once', () => {
    const life = cash().does('2031-03-05 12:00', 'cs-1', { kind: 'collect-cash', requestId: 'q1' });
    expect(life.state.stage).toBe('active');
    expect(life.tries('2031-03-05 12:01', 'cs-2', { kind: 'collect-cash', requestId: 'q1' })?.code).toBe(
      'already-paid',
    );
  });

  test('is not what a card request asks for, and not for operations', () => {
    expect(booked().tries('2031-03-05 12:00', 'cs-1', { kind: 'collect-cash', requestId: 'q1' })?.code).toBe(
      'not-cash',
    );
    expect(cash().tries('2031-03-05 12:00', 'ops-1', { kind: 'collect-cash', requestId: 'q1' })?.code).toBe(
      'not-allowed',
    );
  });

  test('FK-07 is the same money when its provider tells of it, before or after', () => {
    const first = cash().does('2031-03-05 12:00', 'cs-1', { kind: 'collect-cash', requestId: 'q1' });
    first.pays('2031-03-05 12:05', { id: 'paymob/77', method: 'cash', requestId: 'q1' });
    expect(first.state).toMatchObject({ stage: 'active', payment: { id: 'cash/q1' }, heldPayments: [] });
    expect(first.balance('provider')).toBe(160_000);
    const second = cash().pays('2031-03-05 12:05', { id: 'paymob/77', method: 'cash', requestId: 'q1' });
    const collect = { kind: 'collect-cash', requestId: 'q1' } as const;
    expect(second.tries('2031-03-05 12:10', 'cs-1', collect)?.code).toBe('already-paid');
  });

  test('FK-07 of another amount than was recorded is held: it cannot be the same money', () => {
    const life = cash().does('2031-03-05 12:00', 'cs-1', { kind: 'collect-cash', requestId: 'q1' });
    life.pays('2031-03-05 12:05', { id: 'paymob/77', method: 'cash', requestId: 'q1', amount: money(150_000, 'EGP') });
    expect(life.state.heldPayments).toMatchObject([{ id: 'paymob/77', why: 'already-paid' }]);
  });

  test('FK-13 taken before it was known that the card was paid: it is held and can go back', () => {
    const life = cash().does('2031-03-03 11:00', 'cc-1', { kind: 'request-payment', requestId: 'q2', method: 'card' });
    life.pays('2031-03-04 10:05', { id: 'paymob/77', requestId: 'q2' });
    life.does('2031-03-04 10:06', 'cs-1', { kind: 'collect-cash', requestId: 'q1' });
    expect(life.state.heldPayments).toMatchObject([{ id: 'cash/q1', why: 'already-paid', decision: null }]);
    expect(packageTodo(life.policy, life.state, life.state.movedAt)[0]).toMatchObject({
      what: 'refund-payment',
      subject: 'cash/q1',
    });
    expect(life.tries('2031-03-04 10:07', 'cs-1', { kind: 'collect-cash', requestId: 'q1' })?.code).toBe(
      'already-paid',
    );
    expect(life.violations).toEqual([]);
  });

  test('FK-11 for a cancelled package it is held like any money', () => {
    const life = cash().does('2031-03-09 21:30', 'cs-1', { kind: 'collect-cash', requestId: 'q1' });
    expect(life.state).toMatchObject({ stage: 'cancelled', heldPayments: [{ why: 'package-cancelled' }] });
  });
});

describe('FK-11 in the minute of the cancellation one of the two wins', () => {
  test('the payment a millisecond before', () => {
    const life = booked();
    life.pays('2031-03-09 20:59:59.999').until(cairo('2031-03-09 21:00'));
    expect([...stages(life), life.sms]).toEqual(['active', 8, []]);
  });

  test('the cancellation: it has all of its steps, and the money is on a board', () => {
    const life = booked().pays('2031-03-09 21:00');
    expect([...stages(life), life.sms]).toEqual(['cancelled', 0, ['sms-2']]);
    expect(life.state.heldPayments).toMatchObject([{ id: 'p1', why: 'package-cancelled', decision: null }]);
    expect([life.balance('provider'), life.balance('unapplied'), life.balance('prepaid')]).toEqual([
      160_000, -160_000, 0,
    ]);
    expect(packageTodo(life.policy, life.state, life.state.movedAt)[0]).toMatchObject({
      what: 'refund-or-revive',
      dueAt: cairo('2031-03-10 21:00'),
      subject: 'p1',
    });
    expect(life.violations).toEqual([]);
  });
});

/** Booked by card on the day of its only visit, which the customer cancels before anything is paid. */
function lost(): Life {
  const life = new Life(aBooking({ startsAt: ['2031-03-10 12:00'] }), cairo('2031-03-10 08:00'));
  return life.does('2031-03-10 09:00', 'cc-1', { kind: 'cancel-visit', visitId: 'v1' });
}

describe('FK-13 a package whose every visit was lost before it was paid', () => {
  test('money buys nothing any more: it is held and can only go back', () => {
    const life = lost().pays('2031-03-10 09:05');
    expect(life.state).toMatchObject({ payment: null, heldPayments: [{ why: 'no-visits-left' }] });
    expect(packageTodo(life.policy, life.state, life.state.movedAt)).toContainEqual(
      expect.objectContaining({ what: 'refund-payment', subject: 'p1' }),
    );
    expect(life.violations).toEqual([]);
  });

  test('it can be cancelled: nothing was collected, and FK-20 no SMS says that a visit was used', () => {
    const life = lost().does('2031-03-10 09:10', 'cc-1', { kind: 'cancel', refundId: 'r1' });
    expect(life.state).toMatchObject({ stage: 'cancelled', refunds: [] });
    expect(life.until(cairo('2031-03-12 12:00')).sms).toEqual([]);
  });
});

test('the package paid twice: the second payment is held, nothing else changes', () => {
  const life = booked().pays('2031-03-03 10:05').pays('2031-03-03 10:06', { id: 'p2', method: 'fawry' });
  expect(life.state).toMatchObject({ stage: 'active', payment: { id: 'p1' }, heldPayments: [{ why: 'already-paid' }] });
  expect(life.violations).toEqual([]);
});

test.each([[money(159_999, 'EGP')], [money(160_001, 'EGP')], [money(160_000, 'USD')]])(
  'another amount, %j: it does not pay the package, and the chase goes on',
  (amount) => {
    const life = booked().pays('2031-03-03 10:05', { amount });
    expect(life.state).toMatchObject({ stage: 'booked', payment: null, heldPayments: [{ why: 'amount-differs' }] });
    expect(life.ahead[0]).toBe('2031-03-03 12:00 not-paid-ticket');
    expect(life.pays('2031-03-03 10:30', { id: 'p2' }).state.stage).toBe('active');
  },
);

describe('money that is wrong in two ways at once is held for the reason that lets it only go back', () => {
  const tenPounds = money(1_000, 'EGP');

  test('FK-11 after the cancellation and of another amount', () => {
    const life = booked().pays('2031-03-11 15:00', { amount: tenPounds });
    expect(life.state).toMatchObject({ stage: 'cancelled', heldPayments: [{ id: 'p1', why: 'amount-differs' }] });
  });

  test('for a paid package and of another amount', () => {
    const life = booked().pays('2031-03-03 10:05').pays('2031-03-03 10:06', { id: 'p2', amount: tenPounds });
    expect(life.state).toMatchObject({ payment: { id: 'p1' }, heldPayments: [{ id: 'p2', why: 'already-paid' }] });
  });

  test('after every visit was lost and of another amount', () => {
    const life = lost().pays('2031-03-10 09:05', { amount: tenPounds });
    expect(life.state).toMatchObject({ stage: 'booked', heldPayments: [{ id: 'p1', why: 'amount-differs' }] });
  });

  test('after every visit was lost and the package cancelled', () => {
    const life = lost().does('2031-03-10 09:10', 'cc-1', { kind: 'cancel', refundId: 'r1' }).pays('2031-03-10 09:15');
    expect(life.state).toMatchObject({ stage: 'cancelled', heldPayments: [{ id: 'p1', why: 'no-visits-left' }] });
  });
});
