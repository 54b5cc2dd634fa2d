// Beyond the contract of adapters: refusals, outages, many at once, privacy.
import { expect, test } from '@jest/globals';
import { performEffect } from '../../activities/effects/perform.ts';
import { openOrm } from '../../db/orm.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { anEffect, performWithRetries } from '../harness/effects.ts';
import { loopbackAdapter } from '../harness/loopback-adapter.ts';
import { startLoopbackProvider } from '../harness/loopback-provider.ts';
import { failureOf, performing, rowOf, telling } from '../harness/performing.ts';

const stage = performing();

test('a refusal is not retried, and not asked for twice', async () => {
  const effect = anEffect();
  stage.provider.upcoming.push('refusal');
  for (let time = 0; time < 2; time += 1) {
    expect(await failureOf(stage, telling(stage), effect)).toMatchObject({
      type: 'effect-refused',
      nonRetryable: true,
      code: 'http-422',
    });
  }
  expect(await rowOf(stage, effect)).toMatchObject({ status: 'refused', attempts: 1 });
  expect(stage.provider.accepted).toEqual([]);
});

/** The address of a provider that no longer runs. */
async function closedPort(): Promise<string> {
  const gone = await startLoopbackProvider();
  await gone.close();
  return gone.url;
}

test('a provider that is away: the effect shows sending with its attempts and goes when it is back, money too', async () => {
  const effect = anEffect({ kind: 'refund/card' });
  const away = loopbackAdapter(await closedPort(), { ifUnknown: 'stay', canTell: true });
  expect(await performWithRetries(stage, away, effect, 3)).toEqual({ status: 'given-up', code: 'ECONNREFUSED' });
  expect(await rowOf(stage, effect)).toMatchObject({ status: 'sending', attempts: 3, sentAt: null });
  expect(await performEffect(stage, telling(stage, 'stay'), effect)).toMatchObject({ status: 'done' });
  stage.provider.upcoming.push('too-many-requests');
  expect(await failureOf(stage, telling(stage), anEffect())).toMatchObject({ code: 'http-429', delay: 7_000 });
});

test('what another has just begun is left to it; when its time is over it is asked about', async () => {
  const effect = anEffect();
  await stage.ledger.begin(await rowOf(stage, effect), null, stage.clock.now().toISOString());
  expect(await failureOf(stage, telling(stage), effect)).toMatchObject({ code: 'in-flight', delay: 5_300 });
  expect(await rowOf(stage, effect)).toMatchObject({ status: 'sending' });
  stage.clock.move(5_300);
  expect(await failureOf(stage, telling(stage), effect)).toMatchObject({ code: 'no-answer' });
  expect(await rowOf(stage, effect)).toMatchObject({ status: 'unknown', attempts: 1 });
  expect(stage.provider.accepted).toEqual([]);
});

test('ten at once: one sends, the others hear that it is on its way', async () => {
  const effect = anEffect();
  const ends = await Promise.allSettled(Array.from({ length: 10 }, () => performEffect(stage, telling(stage), effect)));
  expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  expect(stage.provider.accepted).toHaveLength(1);
});

test('what has to be compared with is kept before the call; without it nothing leaves', async () => {
  const effect = anEffect({ kind: 'refund/card' });
  const blind = { ...telling(stage, 'stay'), prepare: () => Promise.reject(new Error('away')) };
  expect(await failureOf(stage, blind, effect)).toMatchObject({ code: 'not-prepared' });
  expect(stage.provider.accepted).toEqual([]);
  await performEffect(
    stage,
    { ...telling(stage, 'stay'), prepare: () => Promise.resolve({ refundedMinor: 500 }) },
    effect,
  );
  expect(await rowOf(stage, effect)).toMatchObject({ status: 'done', evidence: { refundedMinor: 500 } });
});

test('with the ledger away nothing leaves', async () => {
  const away = openOrm('postgres://unused@127.0.0.1:1/none');
  closedAtTheEnd(() => away.close());
  expect(await failureOf({ ...stage, ledger: effectLedger(away) }, telling(stage), anEffect())).toMatchObject({
    type: 'effect-outage',
    nonRetryable: false,
    code: 'ledger-away',
  });
  expect(stage.provider.accepted).toEqual([]);
});

test('failures hold no personal data and no cause', async () => {
  const leaky = { ...telling(stage), send: () => Promise.reject(new Error('cannot send to +201001234567')) };
  const { thrown } = await failureOf(stage, leaky, anEffect());
  expect(thrown.cause).toBeUndefined();
  expect(`${thrown.message} ${thrown.stack} ${JSON.stringify(thrown.details)}`).not.toContain('201001234567');
});
