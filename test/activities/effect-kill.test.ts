// A process killed between *sent* and *recorded* sends nothing twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { performEffect } from '../../activities/effects/perform.ts';
import { type EffectLedger, effectLedger } from '../../db/write/effect-ledger.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect, movedClock, performWithRetries } from '../harness/effects.ts';
import { loopbackAdapter } from '../harness/loopback-adapter.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { type LoopbackProvider, startLoopbackProvider } from '../harness/loopback-provider.ts';

const CHILD = join(import.meta.dirname, '../harness/performing-child.ts');
let database: TestDatabase;
let provider: LoopbackProvider;
let ledger: EffectLedger;
beforeAll(async () => {
  database = await freshDatabase();
  ledger = effectLedger(database.orm);
  provider = await startLoopbackProvider();
});
afterAll(async () => {
  await provider.close();
  await database.drop();
});

/** An effect whose performer is killed with -9 at the moment when the provider accepts it. */
async function killedBetweenSentAndRecorded() {
  const effect = anEffect({ kind: 'refund/card' });
  let child: ChildProcess | null = null;
  provider.accepted.splice(0);
  provider.insteadOfAnswering = () => child?.kill('SIGKILL');
  child = spawn(process.execPath, [CHILD, database.url, provider.url, JSON.stringify(effect)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  closedAtTheEnd(async () => child?.kill('SIGKILL'));
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  provider.insteadOfAnswering = null;
  expect(signal).toBe('SIGKILL');
  expect(provider.accepted).toHaveLength(1);
  expect(await ledger.plan({ ...effect, ifUnknown: 'stay' }, '2031-03-03T07:00:00.000Z')).toMatchObject({
    status: 'sending',
    attempts: 1,
  });
  return effect;
}

test('killed between sent and recorded: the next run asks, and sends nothing', async () => {
  const effect = await killedBetweenSentAndRecorded();
  const adapter = loopbackAdapter(provider.url, { ifUnknown: 'stay', canTell: true });
  expect(await performWithRetries({ ledger, clock: movedClock() }, adapter, effect)).toMatchObject({ status: 'done' });
  expect(provider.accepted).toHaveLength(1);
});

test('the same with the guard off: sent twice', async () => {
  const effect = await killedBetweenSentAndRecorded();
  const adapter = loopbackAdapter(provider.url, { ifUnknown: 'stay', canTell: true });
  await performEffect({ ledger, clock: movedClock(), guard: false }, adapter, effect);
  expect(provider.accepted).toHaveLength(2);
});
