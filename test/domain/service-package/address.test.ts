// FK-19: when customer care is asked for a customer's address.
import { describe, expect, test } from '@jest/globals';
import { addressTodo } from '../../../domain/service-package/address.ts';
import { cairo, inCairo, type Life, thePackagePolicy } from './builders.ts';
import { paid } from './visit-commands.ts';

const policy = thePackagePolicy();

describe('the address', () => {
  const asked = (life: Life, at: string, address: string | null = null) =>
    addressTodo(policy, { state: life.state, customer: { address } }, cairo(at)).map(
      ({ what, by, dueAt, overdue, subject }) => [
        ...[what, by, dueAt === null ? null : inCairo(dueAt), overdue, subject],
      ],
    );
  const desk = ['customer-care', 'customer-success', 'customer-success-lead'];

  test('is asked for by the desk from the second day before a visit on, until the visit’s day is over', () => {
    const life = paid();
    expect(asked(life, '2031-03-07 23:59:59')).toEqual([]);
    expect(asked(life, '2031-03-08 00:00')).toEqual([['enter-address', desk, '2031-03-10 12:00', false, 'v1']]);
    expect(asked(life, '2031-03-10 12:00')).toEqual([['enter-address', desk, '2031-03-10 12:00', true, 'v1']]);
    expect(asked(life, '2031-03-11 00:00')).toEqual([['enter-address', desk, '2031-03-13 12:00', false, 'v2']]);
    expect(asked(life, '2031-03-17 00:00')).toEqual([]);
  });

  test('not where it is known, where no visit is planned, and by no older policy', () => {
    expect(asked(paid(), '2031-03-10 10:00', 'Maadi')).toEqual([]);
    expect(
      asked(paid().does('2031-03-04 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' }), '2031-03-10 10:00'),
    ).toEqual([]);
    const { addressDaysBefore: _days, ...visits } = policy.visits;
    const record = { state: paid().state, customer: { address: null } };
    expect(addressTodo({ ...policy, visits }, record, cairo('2031-03-10 10:00'))).toEqual([]);
  });
});
