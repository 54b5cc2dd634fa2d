import { beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { BODY_BYTES, SMALL_BODY_BYTES } from '../../../api/plugins/body-limits.ts';
import { smallApp } from './small-app.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = await smallApp((own) => {
    const body = Type.Object({ text: Type.String() }, { additionalProperties: false });
    own.post('/bare', async () => 'ok');
    own.post('/written', { schema: { body } }, async () => 'ok');
    own.post('/long', { bodyLimit: 2 * BODY_BYTES, schema: { body } }, async () => 'ok');
  });
});

/** A body of this many bytes. */
const post = async (url: string, bytes: number) => {
  const payload = JSON.stringify({ text: 'x'.repeat(bytes - '{"text":""}'.length) });
  const answer = await app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload });
  return answer.statusCode === 413 ? answer.json().code : answer.statusCode;
};

test.each([
  ['/bare', SMALL_BODY_BYTES],
  ['/written', BODY_BYTES],
  ['/long', 2 * BODY_BYTES],
])('%s reads %i bytes and not one more', async (url, bytes) => {
  expect(await post(url, bytes)).toBe(200);
  expect(await post(url, bytes + 1)).toBe('payload-too-large');
});
