import { expect, test } from '@jest/globals';
import { CallTimeout, classifyFailure, classifyStatus } from '../../activities/effects/failure.ts';

const error = (code: string, syscall?: string) => Object.assign(new Error('to +201001234567'), { code, syscall });
const fetchFailed = (cause: Error) => new TypeError('fetch failed', { cause });

test.each([
  [error('ENOTFOUND', 'getaddrinfo'), 'never-left', 'ENOTFOUND'],
  [error('EAI_AGAIN', 'getaddrinfo'), 'never-left', 'EAI_AGAIN'],
  [fetchFailed(error('ECONNREFUSED', 'connect')), 'never-left', 'ECONNREFUSED'],
  [
    fetchFailed(new AggregateError([error('ECONNREFUSED', 'connect'), error('ENETUNREACH', 'connect')])),
    'never-left',
    'ECONNREFUSED',
  ],
  [fetchFailed(error('UND_ERR_CONNECT_TIMEOUT')), 'never-left', 'UND_ERR_CONNECT_TIMEOUT'],
  ...[
    ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
    ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ].map((code): [unknown, string, string] => [fetchFailed(error(code)), 'never-left', code]),
  [new AggregateError([error('ECONNREFUSED', 'connect'), error('ECONNRESET', 'read')]), 'ambiguous', 'ECONNREFUSED'],
  [new AggregateError([]), 'ambiguous', 'failed'],
  // An established connection may also report an unreachable host, after the request was written.
  [error('EHOSTUNREACH', 'read'), 'ambiguous', 'EHOSTUNREACH'],
  [fetchFailed(error('ECONNRESET', 'read')), 'ambiguous', 'ECONNRESET'],
  [fetchFailed(error('UND_ERR_SOCKET')), 'ambiguous', 'UND_ERR_SOCKET'],
  [new CallTimeout(), 'ambiguous', 'timeout'],
  [new SyntaxError('Unexpected token < in "+201001234567"'), 'ambiguous', 'failed'],
  ['a thrown text', 'ambiguous', 'failed'],
  [null, 'ambiguous', 'failed'],
  [error('not a code: +201001234567'), 'ambiguous', 'failed'],
  [error('2E'), 'ambiguous', 'failed'],
  [error('E 2'), 'ambiguous', 'failed'],
  [error('E'.repeat(43)), 'ambiguous', 'failed'],
  ['ECONNREFUSED', 'ambiguous', 'failed'],
  [Object.assign(new Error(), { status: '429' }), 'ambiguous', 'failed'],
])('%p', (thrown, kind, code) => {
  expect(classifyFailure(thrown)).toEqual({ kind, code });
});

test.each([
  ['never-left', [401, 403, 407, 425, 429]],
  ['refused', [400, 402, 404, 410, 413, 422]],
  ['ambiguous', [200, 302, 408, 409, 500, 502, 503, 504]],
])('an HTTP status that means %s', (kind, statuses) => {
  for (const status of statuses) {
    expect(classifyStatus(status)).toEqual({ kind, code: `http-${status}` });
    expect(classifyFailure(Object.assign(new Error(), { status, code: 21_610 }))).toEqual({
      kind,
      code: `http-${status}`,
    });
  }
});

test('a provider that says when to come again is heard', () => {
  expect(classifyFailure(Object.assign(new Error(), { status: 429, retryAfterMs: 7_000 }))).toEqual({
    kind: 'never-left',
    code: 'http-429',
    retryAfterMs: 7_000,
  });
  const silent = { kind: 'never-left', code: 'http-429' };
  for (const retryAfterMs of [undefined, '7']) {
    expect(classifyFailure(Object.assign(new Error(), { status: 429, retryAfterMs }))).toStrictEqual(silent);
  }
});

test('a failure has a name, so that it is known in a log', () => {
  expect(new CallTimeout()).toMatchObject({ name: 'CallTimeout', code: 'timeout' });
});
