// The sandbox's substitutes for a provider's link or code, and the error that all vendors throw.
import { expect, test } from '@jest/globals';
import { sandboxAdapter, sandboxCode, sandboxLink } from '../../vendors/sandbox/sandbox-adapter.ts';
import { VendorError } from '../../vendors/vendor-error.ts';

test('a link that leads nowhere, and a code of nine digits, the same each time', () => {
  expect(sandboxLink('sandbox-e1')).toBe('https://pay.sandbox.invalid/e1');
  expect(sandboxCode('sandbox-e1')).toBe('137683833');
  expect(sandboxCode('sandbox-00000000-0000-4000-8000-000000000001')).toBe('273364882');
  expect(sandboxCode('')).toBe('100000007');
});

test.each([
  ['sms', 'same-reference'],
  ['payment/request/card', 'same-reference'],
  ['refund/card', 'stay'],
  ['payout', 'stay'],
  ['news of a refund', 'same-reference'],
])('in doubt about %s: %s', (kind, expected) => {
  expect(sandboxAdapter().ifUnknown({ kind })).toBe(expected);
});

test('an error has what the answer says, and nothing where there is none', () => {
  const answer = new Response('', { status: 429, headers: { 'retry-after': '7' } });
  expect(new VendorError('http-429', answer)).toMatchObject({
    ...{ name: 'VendorError', code: 'http-429', message: 'http-429', status: 429, retryAfterMs: 7_000 },
  });
  expect(new VendorError('http-500', new Response('', { status: 500 })).retryAfterMs).toBeUndefined();
  const silent = new VendorError('wrong-answer');
  expect([silent.status, silent.retryAfterMs]).toEqual([undefined, undefined]);
});
