// Ways to pay by name: rules ask for a method's kind. A list of names is read as documents had it before.
import { describe, expect, test } from '@jest/globals';
import { paymentWays } from '../../../domain/service-package/methods.ts';
import { unfinishedPayments } from '../../../domain/service-package/unfinished.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';

const policy = {
  ...thePackagePolicy(),
  methods: {
    visa: { kind: 'link', account: 'cards' },
    kiosk: { kind: 'code' },
    courier: { kind: 'collection', notice: 'ring-twice' },
    desk: { kind: 'by-hand' },
  },
} as const;

const booked = (payment: string, collectAt: string | null = null) =>
  new Life(
    aBooking({ payment, collectAt: collectAt === null ? null : cairo(collectAt) }),
    cairo('2031-03-03 10:00'),
    policy,
  );
const sms = (life: Life) =>
  life.moves.flatMap(({ payments }) =>
    payments.map((order) => (order.kind === 'request' ? (order.sms?.text ?? null) : order.kind)),
  );

test('a list is read as card by link, cash at the door, and anything else as a code', () => {
  expect(paymentWays(thePackagePolicy()).map(({ method, kind, notice }) => [method, kind, notice])).toEqual([
    ['card', 'link', null],
    ['fawry', 'code', null],
    ['cash', 'collection', 'accept-will-call'],
  ]);
});

test('FK-01, FK-02 the kind says what is sent, whatever a method is called', () => {
  expect(sms(booked('visa'))).toEqual(['payment-link']);
  expect(sms(booked('kiosk'))).toEqual(['payment-code']);
  expect(sms(booked('courier', '2031-03-09 10:00'))).toEqual([null]);
  expect(sms(booked('desk'))).toEqual([]);
});

test('a request keeps the kind and the account with which it was made', () => {
  expect(booked('visa').state.paymentRequests).toMatchObject([{ method: 'visa', kind: 'link', account: 'cards' }]);
  // A request from before methods had kinds says neither.
  const older = new Life(aBooking(), cairo('2031-03-03 10:00')).state.paymentRequests;
  expect(older).toEqual([{ id: 'q1', method: 'card', at: cairo('2031-03-03 10:00'), status: 'open' }]);
});

describe('money at a desk', () => {
  const pays = () => booked('desk').does('2031-03-04 12:00', 'cc-1', { kind: 'collect-cash', requestId: 'q1' });

  test('needs no collection, and no provider is asked, also after a restart', () => {
    const life = booked('desk');
    expect(unfinishedPayments(policy, life.state)).toEqual([]);
    life.does('2031-03-03 11:00', 'cc-1', { kind: 'request-payment', requestId: 'q2', method: 'kiosk' });
    expect(sms(life)).toEqual(['payment-code']);
  });

  test('FK-07 is chased like every other', () => {
    const life = booked('desk').until(cairo('2031-03-10 12:00'));
    expect(life.state.stage).toBe('cancelled');
  });

  test('is recorded by a person, once', () => {
    const life = pays();
    expect(life.state).toMatchObject({ stage: 'active', payment: { id: 'desk/q1', method: 'desk' } });
    expect(life.tries('2031-03-04 12:01', 'cc-2', { kind: 'collect-cash', requestId: 'q1' })?.code).toBe(
      'already-paid',
    );
  });

  test('is not collected at a door', () => {
    const report = { kind: 'not-collected', requestId: 'q1', noteId: null } as const;
    expect(booked('desk').tries('2031-03-04 12:00', 'cc-1', report)?.code).toBe('not-cash');
  });

  test.each([thePackagePolicy().money, undefined])('FK-21 goes back by hand, with tasks about money %j', (money) => {
    const { money: _, ...rules } = policy;
    const life = new Life(aBooking({ payment: 'desk' }), cairo('2031-03-03 10:00'), {
      ...rules,
      ...(money === undefined ? {} : { money }),
    });
    life.does('2031-03-04 12:00', 'cc-1', { kind: 'collect-cash', requestId: 'q1' });
    life.does('2031-03-05 12:00', 'cc-1', { kind: 'cancel', refundId: 'r1' });
    life.does('2031-03-05 13:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
    expect(life.state.refunds).toMatchObject([{ status: 'to-hand-out' }]);
    expect(sms(life)).toEqual([]);
  });
});

test('a provider’s money is not recorded by a person', () => {
  const collect = { kind: 'collect-cash', requestId: 'q1' } as const;
  for (const method of ['visa', 'kiosk'])
    expect(booked(method).tries('2031-03-04 12:00', 'cc-1', collect)?.code).toBe('not-cash');
});

test('FK-02 the collection moves with its own method', () => {
  const life = booked('courier', '2031-03-09 10:00');
  const collection = { at: cairo('2031-03-10 09:00'), addressNoteId: null, requestId: 'q2' };
  const startsAt = cairo('2031-03-10 15:00');
  life.does('2031-03-04 12:00', 'cc-1', { kind: 'reschedule-visit', visitId: 'v1', startsAt, collection });
  expect(life.state.paymentRequests.map(({ method, kind, status }) => [method, kind, status])).toEqual([
    ['courier', 'collection', 'expired'],
    ['courier', 'collection', 'open'],
  ]);
});

test('a method of another program is refused, and the refusal names those there are', () => {
  const refused = booked('desk').tries('2031-03-04 12:00', 'cc-1', {
    kind: 'request-payment',
    requestId: 'q2',
    method: 'card',
  });
  expect(refused).toMatchObject({
    code: 'payment-method-refused',
    details: { methods: ['visa', 'kiosk', 'courier', 'desk'] },
  });
});
