// Each route here throws one error.
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { OutcomeUnknownError, ProblemError, RefusedError } from '../../../api/server/errors.ts';
import { problemBody } from '../../../api/plugins/problems.ts';
import { refusal } from '../../../domain/refusal.ts';
import { smallApp } from './small-app.ts';

async function thrown(error: unknown) {
  const app = await smallApp((own) => {
    own.decorateRequest('idempotencyKey', '');
    own.get('/', async (request) => {
      request.idempotencyKey = 'a-key';
      throw error;
    });
  });
  const { statusCode, headers, body } = await app.inject('/');
  return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
}
const coded = (code: string, statusCode?: number) => Object.assign(new Error('secret text'), { code, statusCode });
const ofStatus = (statusCode: number) => Object.assign(new Error('what Fastify says'), { statusCode });

test('every problem has its form and its type', async () => {
  const { status, headers, body } = await thrown(new ProblemError('login-taken', 'somebody has it'));
  expect([status, headers['content-type'], headers['www-authenticate']]).toEqual([
    ...[409, 'application/problem+json; charset=utf-8', undefined],
  ]);
  expect(body).toEqual({
    ...{ type: 'urn:careline:problem:login-taken', title: 'Conflict', status: 409, code: 'login-taken' },
    detail: 'somebody has it',
  });
  expect(problemBody('not-found', '-')).toMatchObject({ title: 'Not Found', status: 404 });
});

describe('what is thrown on purpose', () => {
  test('a refusal adds its details, and none takes the place of what every problem has', async () => {
    const details = { latest: '2031-03-03', status: 'mine', code: 'mine' };
    expect((await thrown(new RefusedError(refusal('wait-too-long', 'too long', details)))).body).toMatchObject({
      ...{ code: 'wait-too-long', detail: 'too long', latest: '2031-03-03', status: 422 },
    });
    expect((await thrown(new RefusedError(refusal('ticket-closed', 'closed')))).body).toMatchObject({ status: 409 });
  });

  test('a problem adds its headers and its fields', async () => {
    const headers = { 'retry-after': '7' };
    expect((await thrown(new ProblemError('rate-limited', '-', { headers }))).headers).toMatchObject(headers);
    const errors = [{ path: '/a', message: 'is required' }];
    expect((await thrown(new ProblemError('invalid-request', '-', { errors }))).body).toMatchObject({ errors });
    expect((await thrown(new ProblemError('invalid-request', '-'))).body).not.toHaveProperty('errors');
  });

  test('not logged in: how it is done', async () => {
    const { status, headers } = await thrown(new ProblemError('not-logged-in', '-'));
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  test('an outcome that is not known: when to ask again, and with which key', async () => {
    const { status, headers, body } = await thrown(new OutcomeUnknownError('u1'));
    expect([status, body['code']]).toEqual([503, 'outcome-unknown']);
    expect(headers).toMatchObject({ 'retry-after': '2', 'idempotency-key': 'a-key' });
  });
});

test('a client that goes in the middle of its body is none of PostgreSQL’s faults', async () => {
  const answered = Promise.withResolvers<number>();
  const begun = Promise.withResolvers<void>();
  const app = await smallApp((own) => {
    own.addHook('onRequest', async () => begun.resolve());
    own.addHook('onSend', async (_request, { statusCode }) => answered.resolve(statusCode));
    own.post('/', async () => 'ok');
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"a"');
  await begun.promise;
  socket.destroy();
  expect(await answered.promise).toBe(400);
});

describe('what happens to us', () => {
  test('PostgreSQL is away: later', async () => {
    const { status, headers, body } = await thrown(coded('ECONNREFUSED'));
    expect([status, headers['retry-after'], body['code']]).toEqual([503, '2', 'unavailable']);
  });

  test('PostgreSQL cannot read a value: its sender is told', async () => {
    const { status, body } = await thrown(coded('22P02'));
    expect([status, body['code']]).toEqual([400, 'invalid-request']);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  test.each([coded('42P01'), coded('x', 500), new Error('secret text'), ofStatus(599), ofStatus(399), ofStatus(200)])(
    '%p: an error of ours, which says nothing',
    async (error) => {
      const { status, body } = await thrown(error);
      expect([status, body['code']]).toEqual([500, 'internal-error']);
      expect(JSON.stringify(body)).not.toContain(error.message);
    },
  );

  test.each([
    [404, 404, 'not-found'],
    [403, 404, 'not-found'],
    [413, 413, 'payload-too-large'],
    [415, 415, 'unsupported-media-type'],
    [429, 429, 'rate-limited'],
    [400, 400, 'invalid-request'],
    [499, 400, 'invalid-request'],
  ])('Fastify says %i: %i %s', async (said, status, code) => {
    const answer = await thrown(ofStatus(said));
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    const isTold = code === 'invalid-request' || code === 'unsupported-media-type';
    expect(answer.body['detail'] === 'what Fastify says').toBe(isTold);
  });
});

test('no route, and an address that cannot be read', async () => {
  const app = await smallApp((own) => own.get('/v1/things/:id', async () => 'ok'));
  for (const [url, status, code] of [
    ['/nothing', 404, 'not-found'],
    ['/v1/things/%zz', 400, 'invalid-request'],
  ] as const) {
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  }
});
