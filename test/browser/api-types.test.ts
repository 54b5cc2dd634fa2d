// The types of the pages match the present API. Without a browser.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
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

const file = join(import.meta.dirname, '../../web/src/generated/api.ts');

/** Lines of one text that the other lacks. A line is a path or a component. */
function missingFrom(one: string, other: string): string[] {
  const known = new Set(other.split('\n'));
  const missing = one.split('\n').filter((line) => !known.has(line));
  return missing.map((line) => line.trim().slice(0, 60));
}

test('the types are current: else CARELINE_WRITE_API_TYPES=1 npm test -- test/browser/api-types', async () => {
  const document = (await api.call({ url: '/openapi.json' })).json<unknown>();
  const wanted = apiTypesOf(document);
  if (process.env['CARELINE_WRITE_API_TYPES'] === '1') writeFileSync(file, wanted);
  const written = readFileSync(file, 'utf8');
  expect({ missing: missingFrom(wanted, written), left: missingFrom(written, wanted) }).toEqual({
    missing: [],
    left: [],
  });
  expect(written === wanted).toBe(true);
});
