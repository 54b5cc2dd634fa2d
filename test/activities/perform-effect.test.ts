// Owns the tests of performing an effect beyond the adapters' contract: doubts, outages, refusals, privacy.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { EffectAdapter } from '../../activities/effect-adapter.ts';
import { performEffect } from '../../activities/effects.ts';
import { openOrm } from '../../db/orm.ts';
import { unknownEffects } from '../../db/read/unknown-effects.ts';
import { recordDelivery } from '../../db/write/effect-delivery.ts';
import { type EffectLedger, effectLedger } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan, LedgerEffect } from '../../db/write/ledger-effect.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect, type MovedClock, movedClock, performWithRetries } from '../harness/effects.ts';
import { loopbackAdapter } from '../harness/loopback-adapter.ts';
import { type LoopbackProvider, startLoopbackProvider } from '../harness/loopback-provider.ts';

let database: TestDatabase;
let provider: LoopbackProvider;
let ledger: EffectLedger;
let parts: { ledger: EffectLedger; clock: MovedClock };
beforeAll(async () => {
  database = await freshDatabase();
  ledger = effectLedger(database.orm);
});
afterAll(() => database.drop());
beforeEach(async () => {
  provider = await startLoopbackProvider();
  parts = { ledger, clock: movedClock() };
});
afterEach(() => provider.close());

const DAY_MS = 86_400_000;
const mute = (ifUnknown: 'stay' | 'resend-once') => loopbackAdapter(provider.url, { ifUnknown, canTell: false });
const telling = (ifUnknown: 'stay' | 'resend-once' = 'resend-once') =>
  loopbackAdapter(provider.url, { ifUnknown, canTell: true });
const rowOf = (effect: EffectToPlan): Promise<LedgerEffect> =>
  ledger.plan({ ...effect, ifUnknown: 'stay' }, parts.clock.now().toISOString());
const failure = async (adapter: EffectAdapter, effect: EffectToPlan) => {
  const thrown = await performEffect(parts, adapter, effect).catch((error: unknown) => error);
  if (!(thrown instanceof ApplicationFailure)) throw new Error(`not a failure: ${JSON.stringify(thrown)}`);
  return {
    type: thrown.type,
    nonRetryable: thrown.nonRetryable,
    code: (thrown.details?.[0] as { code: string }).code,
    delay: thrown.nextRetryDelay,
    thrown,
  };
};

test('nobody can tell and it is money: sent once, shown, and not again a day later', async () => {
  const effect = anEffect({ channel: 'refund' });
  provider.upcoming.push('answer-lost');
  expect(await performWithRetries(parts, mute('stay'), effect)).toMatchObject({ status: 'unknown' });
  parts.clock.move(DAY_MS);
  expect(await performWithRetries(parts, mute('stay'), effect)).toMatchObject({ status: 'unknown' });
  expect(provider.accepted).toHaveLength(1);
  const board = await unknownEffects(database.orm.em.fork(), {
    programs: ['filkhedma'],
    channels: ['refund'],
    limit: 100,
  });
  expect(board.map(({ key }) => key)).toContain((await rowOf(effect)).key);
});

test('nobody can tell and it is an SMS: after two minutes one resend, flagged', async () => {
  provider.upcoming.push('answer-lost');
  const began = parts.clock.now().getTime();
  expect(await performWithRetries(parts, mute('resend-once'), anEffect())).toMatchObject({
    status: 'done',
    flagged: true,
  });
  expect(provider.accepted).toHaveLength(2);
  expect(parts.clock.now().getTime() - began).toBe(120_000);
});

test('the one resend is in doubt as well: shown, never a third', async () => {
  const effect = anEffect();
  provider.upcoming.push('answer-lost', 'hang', 'answer-lost');
  expect(await performWithRetries(parts, mute('resend-once'), effect)).toMatchObject({ status: 'unknown' });
  parts.clock.move(DAY_MS);
  expect(await performWithRetries(parts, mute('resend-once'), effect)).toMatchObject({ status: 'unknown' });
  expect(provider.accepted).toHaveLength(2);
});

test('a provider that cannot be asked is asked until it answers; meanwhile the effect is shown', async () => {
  const effect = anEffect();
  provider.upcoming.push('error-after-acceptance');
  provider.silent = true;
  expect(await performWithRetries(parts, telling(), effect, 60)).toEqual({ status: 'given-up', code: 'http-500' });
  expect(await rowOf(effect)).toMatchObject({ status: 'unknown', attempts: 1 });
  provider.silent = false;
  expect(await performWithRetries(parts, telling(), effect)).toMatchObject({ status: 'done', flagged: false });
  expect(provider.accepted).toHaveLength(1);
});

test('an absence is believed only when the call can no longer arrive', async () => {
  const effect = anEffect();
  provider.upcoming.push('error-before-acceptance');
  expect(await failure(telling(), effect)).toMatchObject({ type: 'effect-outage', nonRetryable: false, delay: 10_000 });
  parts.clock.move(119_000);
  expect(await failure(telling(), effect)).toMatchObject({ delay: 1_000 });
  provider.accepted.push((await rowOf(effect)).id);
  parts.clock.move(1_000);
  expect(await performEffect(parts, telling(), effect)).toMatchObject({ status: 'done' });
  expect(provider.accepted).toHaveLength(1);
});

test('a refusal is not retried, and not asked for twice', async () => {
  const effect = anEffect();
  provider.upcoming.push('refusal');
  for (let time = 0; time < 2; time += 1) {
    expect(await failure(telling(), effect)).toMatchObject({
      type: 'effect-refused',
      nonRetryable: true,
      code: 'http-422',
    });
  }
  expect(await rowOf(effect)).toMatchObject({ status: 'refused', attempts: 1 });
  expect(provider.accepted).toEqual([]);
});

test('a provider that is away: the effect shows sending with its attempts and goes when it is back, money too', async () => {
  const effect = anEffect({ channel: 'refund' });
  const away = loopbackAdapter('http://127.0.0.1:1', { ifUnknown: 'stay', canTell: true });
  expect(await performWithRetries(parts, away, effect, 3)).toEqual({ status: 'given-up', code: 'ECONNREFUSED' });
  expect(await rowOf(effect)).toMatchObject({ status: 'sending', attempts: 3, sentAt: null });
  expect(await performEffect(parts, telling('stay'), effect)).toMatchObject({ status: 'done' });
  provider.upcoming.push('too-many-requests');
  expect(await failure(telling(), anEffect())).toMatchObject({ code: 'http-429', delay: 7_000 });
});

test('ten at once: one sends, the others hear that it is on its way', async () => {
  const effect = anEffect();
  const ends = await Promise.allSettled(Array.from({ length: 10 }, () => performEffect(parts, telling(), effect)));
  expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  expect(provider.accepted).toHaveLength(1);
});

test('a callback that proves acceptance ends the doubt', async () => {
  const effect = anEffect({ channel: 'refund' });
  provider.upcoming.push('answer-lost');
  await performWithRetries(parts, mute('stay'), effect);
  await recordDelivery(
    database.orm.em.fork(),
    { effectId: (await rowOf(effect)).id, providerRef: 'SM7', delivery: 'delivered' },
    parts.clock.now().toISOString(),
  );
  expect(await performEffect(parts, mute('stay'), effect)).toEqual({
    status: 'done',
    providerRef: 'SM7',
    flagged: false,
  });
});

test('what has to be compared with is kept before the call; without it nothing leaves', async () => {
  const effect = anEffect({ channel: 'refund' });
  const blind = { ...telling('stay'), prepare: () => Promise.reject(new Error('away')) };
  expect(await failure(blind, effect)).toMatchObject({ code: 'not-prepared' });
  expect(provider.accepted).toEqual([]);
  await performEffect(parts, { ...telling('stay'), prepare: () => Promise.resolve({ refundedMinor: 500 }) }, effect);
  expect(await rowOf(effect)).toMatchObject({ status: 'done', evidence: { refundedMinor: 500 } });
});

test('with the ledger away nothing leaves', async () => {
  const away = openOrm('postgres://nobody@127.0.0.1:1/none');
  parts = { ...parts, ledger: effectLedger(away) };
  expect(await failure(telling(), anEffect())).toMatchObject({
    type: 'effect-outage',
    nonRetryable: false,
    code: 'ledger-away',
  });
  expect(provider.accepted).toEqual([]);
  await away.close();
});

test('failures hold no personal data and no cause', async () => {
  const leaky = { ...telling(), send: () => Promise.reject(new Error('cannot send to +201001234567')) };
  const { thrown } = await failure(leaky, anEffect());
  expect(thrown.cause).toBeUndefined();
  expect(`${thrown.message} ${thrown.stack} ${JSON.stringify(thrown.details)}`).not.toContain('201001234567');
});
