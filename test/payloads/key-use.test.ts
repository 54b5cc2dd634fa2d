// The count of keys shows which one is still needed before it is dropped. On the real server.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { startTemporalDevServer, type TemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import { keyUse, keyUseLines } from '../../platform/payloads/key-use.ts';
import { holding, keySetting } from '../harness/payload-keys.ts';
import { until } from '../harness/until.ts';

const script = join(resolve(import.meta.dirname, '../..'), 'bin/payload-keys.ts');

let server: TemporalDevServer;
let connection: Connection;

beforeAll(async () => {
  server = await startTemporalDevServer();
  connection = await Connection.connect({ address: server.address });
  // No worker runs here, so started workflows stay open.
  for (const [keys, isEnded] of [
    [['A'], true],
    [['A'], true],
    [['B', 'A'], false],
    [['C'], false],
    [[], false],
  ] as const) {
    const { workflow } = new Client({ connection, ...(keys.length === 0 ? {} : holding(...keys)) });
    const handle = await workflow.start('nothing', { taskQueue: 'idle', workflowId: randomUUID(), args: [1] });
    if (isEnded) await handle.terminate();
  }
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

const expected = [
  'B: 1 open, 0 closed; encrypts',
  'A: 0 open, 2 closed; needed to read what is closed',
  'D: 0 open, 0 closed; may be dropped',
  'C: 1 open, 0 closed; MISSING: its open cases cannot go on',
  '5 runs looked at',
];

test('each key that is set or needed is counted, without being known', async () => {
  // A workflow that was just started is not listed at once.
  const use = await until(
    () => keyUse(new Client({ connection })),
    ({ runs, keys }) => runs === 5 && keys.get('A')?.closed === 2,
  );
  expect(keyUseLines(use, ['B', 'A', 'D']).toSorted()).toEqual(expected.toSorted());
  expect(keyUseLines(use, ['C', 'B'])).toContain('B: 1 open, 0 closed; still needed');
  expect(keyUseLines(use, ['C', 'B'])).toContain('A: 0 open, 2 closed; not set: its closed cases cannot be read');
});

const run = (environment: Record<string, string>) =>
  spawnSync(process.execPath, [script], { encoding: 'utf8', env: { ...process.env, ...environment }, timeout: 60_000 });

test('the command says so where the secrets that it does not need stand in files', () => {
  const files = { DATABASE_URL_FILE: '/nowhere/url', CARELINE_SESSION_SECRET_FILE: '/nowhere/session' };
  const { stdout, stderr, status } = run({ ...files, TEMPORAL_ADDRESS: server.address });
  expect([stderr, status]).toEqual(['', 0]);
  expect(stdout).toContain('5 runs looked at');
});

test('the command says so', () => {
  const keys = { CARELINE_PAYLOAD_KEYS: keySetting('B', 'A', 'D') };
  const { status, stdout } = run({ ...keys, TEMPORAL_ADDRESS: server.address });
  expect(stdout.trim().split('\n').toSorted()).toEqual(expected.toSorted());
  expect(status).toBe(0);
});

test.each([
  [{ TEMPORAL_ADDRESS: '127.0.0.1:1' }, /^\nNo Temporal answers at 127\.0\.0\.1:1\. [^\n]+\n$/],
  [{ CARELINE_PAYLOAD_KEYS: 'A:short' }, /^\nCARELINE_PAYLOAD_KEYS has a key A of 3 bytes[^\n]+\n$/],
])('%j is one sentence', (environment, sentence) => {
  const { status, stdout, stderr } = run(environment);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(sentence);
});
