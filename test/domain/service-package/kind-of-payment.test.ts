import { expect, test } from '@jest/globals';
import { kindOfPayment } from '../../../domain/service-package/methods.ts';
import type { PaymentRequest } from '../../../domain/service-package/state.ts';

// A move to another version may give a method of the same name another kind.
test('money came by the kind of its own request, not of an earlier one by the same method', () => {
  const asked = { method: 'desk', at: '2031-03-03T08:00:00.000Z' };
  const paymentRequests: PaymentRequest[] = [
    { ...asked, id: 'first', status: 'expired', kind: 'link' },
    { ...asked, id: 'second', status: 'paid', kind: 'by-hand' },
  ];
  expect(kindOfPayment({ paymentRequests }, { method: 'desk', requestId: 'second' })).toBe('by-hand');
  expect(kindOfPayment({ paymentRequests: [] }, { method: 'cash', requestId: null })).toBe('collection');
});
