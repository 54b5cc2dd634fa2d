// A program may leave out any SMS and the call after a cancellation. Then the step sends nothing, and nothing promises it.
import { describe, expect, test } from '@jest/globals';
import { packageNext } from '../../../domain/service-package/next.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { packageWords } from '../../../domain/service-package/words.ts';
import { giveBack } from './visit-commands.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';

const shipped = thePackagePolicy();
const { finalCallDaysAfter: _, ...chase } = shipped.chase;
const calls = shipped.validity.calls.map(({ text: __, ...call }) => call);
const silent: ServicePackagePolicy = { ...shipped, sms: {}, validity: { ...shipped.validity, calls } };
const booked = (policy: ServicePackagePolicy, changes: Parameters<typeof aBooking>[0] = {}) =>
  new Life(aBooking(changes), cairo('2031-03-03 10:00'), policy);
const promises = (life: Life) => new Set(packageNext(life.policy, life.state).map(({ what }) => what));

describe('without any SMS', () => {
  test('a payment request has no text, and a call that is not answered goes on with the chase', () => {
    const life = booked(silent);
    expect(life.moves[0]?.payments).toMatchObject([{ kind: 'request', method: 'card', sms: null }]);
    life.calls('2031-03-03 12:30', 'cs-1', 'not-paid', 'no-answer');
    expect(life.ticket('not-paid')).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-03-09 21:00' });
    life.calls('2031-03-03 12:40', 'cs-1', 'not-paid', 'answered');
    life.until(cairo('2031-03-09 21:00'));
    expect(life.story.filter((what) => what.includes('cancelled'))).toEqual(['package-cancelled', 'visits-cancelled']);
    expect(life.ticket('not-paid')).toMatchObject({ dueAt: '2031-03-10 21:00' });
    expect([life.sms, life.story.includes('sms-ordered')]).toEqual([[], false]);
  });

  test('the calls of the grace are made, and the last one closes the ticket', () => {
    const life = booked(silent, { startsAt: ['2031-03-10 12:00', '2031-03-13 12:00'] }).pays('2031-03-03 11:00');
    life.does('2031-03-08 10:00', 'cc-1', giveBack('v1')).does('2031-03-08 10:00', 'cc-1', giveBack('v2'));
    life.calls('2031-04-11 10:00', 'cs-1', 'package-expired', 'no-answer');
    expect(life.ticket('package-expired')).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-04-16 21:00' });
    life.calls('2031-04-16 10:00', 'cs-1', 'package-expired', 'no-answer');
    expect([life.ticket('package-expired')?.status, life.sms]).toEqual(['closed', []]);
  });

  test('a visit cancelled on its day still has its call; no text is announced or sent', () => {
    const life = booked(silent).pays('2031-03-03 11:00').does('2031-03-10 09:00', 'cc-1', giveBack('v1'));
    expect(promises(life)).not.toContain('same-day-text');
    expect(
      promises(booked(shipped).pays('2031-03-03 11:00').does('2031-03-10 09:00', 'cc-1', giveBack('v1'))),
    ).toContain('same-day-text');
    life.calls('2031-03-10 10:00', 'cs-1', 'same-day-visit/v1', 'no-answer');
    expect([life.ticket('same-day-visit/v1')?.status, life.sms]).toEqual(['closed', []]);
    life.does('2031-03-11 10:00', 'cs-lead', {
      kind: 'correct-visit',
      visitId: 'v1',
      status: 'cancelled',
      noteId: null,
    });
    expect(life.violations).toEqual([]);
  });

  test('the supervisor does not read that the customer is told', () => {
    const said = (policy: ServicePackagePolicy) => {
      const { state } = booked(policy);
      const step = packageNext(policy, state).find(({ what }) => what === 'cancel-unpaid');
      return step === undefined ? null : packageWords.step(policy, state, step);
    };
    expect(said(shipped)).toBe('if still unpaid, package and visits are cancelled and the customer is told, not-paid');
    expect(said(silent)).toBe('if still unpaid, package and visits are cancelled, not-paid');
  });
});

test('one SMS alone may be left out', () => {
  const { firstNoAnswer: __, ...sms } = shipped.sms;
  const life = booked({ ...shipped, sms }).calls('2031-03-03 12:30', 'cs-1', 'not-paid', 'no-answer');
  expect(life.sms).toEqual([]);
  expect(life.until(cairo('2031-03-09 21:00')).sms).toEqual(['sms-2']);
});

describe('without a call after the cancellation', () => {
  const policy: ServicePackagePolicy = { ...shipped, chase };

  test('the cancellation closes the ticket, and nothing is ahead', () => {
    const life = booked(policy).until(cairo('2031-03-09 21:00'));
    expect(life.state.stage).toBe('cancelled');
    expect(life.ticket('not-paid')).toMatchObject({ status: 'closed', result: 'cancelled' });
    expect([life.ahead, life.sms, life.violations]).toEqual([[], ['sms-2'], []]);
  });

  test('the unanswered last call cancels and closes at once', () => {
    const life = booked(policy).calls('2031-03-03 12:30', 'cs-1', 'not-paid', 'no-answer');
    life.calls('2031-03-09 10:00', 'cs-1', 'not-paid', 'no-answer');
    expect([life.state.stage, life.ticket('not-paid')?.status]).toEqual(['cancelled', 'closed']);
    expect(life.ahead).toEqual([]);
  });

  test('without a ticket none is opened', () => {
    const late = booked(policy, { startsAt: ['2031-03-03 12:30'] }).until(cairo('2031-03-03 12:30'));
    expect([late.state.stage, late.state.tickets]).toEqual(['cancelled', []]);
  });

  test('money that comes late still waits for a decision', () => {
    const life = booked(policy).until(cairo('2031-03-09 21:00')).pays('2031-03-10 10:00');
    expect(life.state.heldPayments).toMatchObject([{ why: 'package-cancelled', decision: null }]);
  });
});

describe('FK-17 a first call that is not before its day', () => {
  const first = { day: 3, text: 'sms-3', closesTicket: false, notBefore: true, rule: 'FK-17' };
  const last = { day: 6, text: 'sms-4', closesTicket: true, rule: 'FK-17' };
  const policy = (notBefore: boolean) => ({
    ...shipped,
    validity: { ...shipped.validity, calls: [{ ...first, notBefore }, last] },
  });
  const inGrace = (notBefore: boolean) => {
    const life = booked(policy(notBefore), { startsAt: ['2031-03-10 12:00'] }).pays('2031-03-03 11:00');
    return life.does('2031-03-08 10:00', 'cc-1', giveBack('v1')).until(cairo('2031-04-11 00:00'));
  };

  test.each(['no-answer', 'answered'] as const)('a call before it, %s, is kept and changes nothing', (outcome) => {
    const life = inGrace(true).calls('2031-04-11 10:00', 'cs-1', 'package-expired', outcome);
    expect(life.ticket('package-expired')).toMatchObject({ status: 'open', dueAt: '2031-04-13 21:00' });
    expect([life.sms, life.state.tickets[0]?.calls.length]).toEqual([[], 1]);
    life.calls('2031-04-13 10:00', 'cs-1', 'package-expired', 'no-answer');
    expect(life.sms).toEqual(['sms-3']);
    expect(life.ticket('package-expired')).toMatchObject({ status: 'waiting-on-customer', dueAt: '2031-04-16 21:00' });
  });

  test('without the mark the same call is the first one', () => {
    expect(inGrace(false).calls('2031-04-11 10:00', 'cs-1', 'package-expired', 'no-answer').sms).toEqual(['sms-3']);
  });
});
