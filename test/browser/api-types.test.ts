// Owns the proof that the pages' types are those of the API as it is. Needs no browser.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTypesOf } from '../../web/generate-api-types.ts';
import { startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api?.close();
});

test('web/src/generated/api.ts is what the OpenAPI document gives: else curl it into web/generate-api-types.ts', async () => {
  const document = (await api.call({ url: '/openapi.json' })).json<unknown>();
  const written = readFileSync(join(import.meta.dirname, '../../web/src/generated/api.ts'), 'utf8');
  expect(written).toBe(apiTypesOf(document));
});
