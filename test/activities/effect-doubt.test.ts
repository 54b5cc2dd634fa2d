import { expect, test } from '@jest/globals';
import { performEffect } from '../../activities/effects/perform.ts';
import { unknownEffects } from '../../db/read/unknown-effects.ts';
import { recordDelivery } from '../../db/write/effect-delivery.ts';
import { anEffect, performWithRetries } from '../harness/effects.ts';
import { failureOf, mute, performing, rowOf, telling } from '../harness/performing.ts';

const DAY_MS = 86_400_000;
const stage = performing();

test('money with an unknown outcome: sent once, shown, and not again a day later', async () => {
  const effect = anEffect({ kind: 'refund/card' });
  stage.provider.upcoming.push('answer-lost');
  expect(await performWithRetries(stage, mute(stage, 'stay'), effect)).toMatchObject({ status: 'unknown' });
  stage.clock.move(DAY_MS);
  expect(await performWithRetries(stage, mute(stage, 'stay'), effect)).toMatchObject({ status: 'unknown' });
  expect(stage.provider.accepted).toHaveLength(1);
  const board = await unknownEffects(stage.database.orm.em.fork(), {
    programs: ['filkhedma'],
    channels: ['refund'],
    limit: 100,
  });
  expect(board.map(({ key }) => key)).toContain((await rowOf(stage, effect)).key);
});

test('an SMS with an unknown outcome: after two minutes one resend, flagged', async () => {
  stage.provider.upcoming.push('answer-lost');
  const began = stage.clock.now().getTime();
  expect(await performWithRetries(stage, mute(stage, 'resend-once'), anEffect())).toMatchObject({
    status: 'done',
    flagged: true,
  });
  expect(stage.provider.accepted).toHaveLength(2);
  expect(stage.clock.now().getTime() - began).toBe(120_000);
});

test('the one resend is in doubt as well: shown, never a third', async () => {
  const effect = anEffect();
  stage.provider.upcoming.push('answer-lost', 'hang', 'answer-lost');
  expect(await performWithRetries(stage, mute(stage, 'resend-once'), effect)).toMatchObject({ status: 'unknown' });
  stage.clock.move(DAY_MS);
  expect(await performWithRetries(stage, mute(stage, 'resend-once'), effect)).toMatchObject({ status: 'unknown' });
  expect(stage.provider.accepted).toHaveLength(2);
});

test('a provider that cannot be asked is asked until it answers; meanwhile the effect is shown', async () => {
  const effect = anEffect();
  stage.provider.upcoming.push('error-after-acceptance');
  stage.provider.silent = true;
  expect(await performWithRetries(stage, telling(stage), effect, 60)).toEqual({ status: 'given-up', code: 'http-500' });
  expect(await rowOf(stage, effect)).toMatchObject({ status: 'unknown', attempts: 1 });
  stage.provider.silent = false;
  expect(await performWithRetries(stage, telling(stage), effect)).toMatchObject({ status: 'done', flagged: false });
  expect(stage.provider.accepted).toHaveLength(1);
});

test('an absence is believed only when the call can no longer arrive', async () => {
  const effect = anEffect();
  stage.provider.upcoming.push('error-before-acceptance');
  expect(await failureOf(stage, telling(stage), effect)).toMatchObject({
    type: 'effect-outage',
    nonRetryable: false,
    delay: 10_000,
  });
  stage.clock.move(119_000);
  expect(await failureOf(stage, telling(stage), effect)).toMatchObject({ delay: 1_000 });
  stage.provider.accepted.push((await rowOf(stage, effect)).id);
  stage.clock.move(1_000);
  expect(await performEffect(stage, telling(stage), effect)).toMatchObject({ status: 'done' });
  expect(stage.provider.accepted).toHaveLength(1);
});

test('a callback that proves acceptance ends the doubt', async () => {
  const effect = anEffect({ kind: 'refund/card' });
  stage.provider.upcoming.push('answer-lost');
  await performWithRetries(stage, mute(stage, 'stay'), effect);
  await recordDelivery(
    stage.database.orm.em.fork(),
    { effectId: (await rowOf(stage, effect)).id, providerRef: 'SM7', delivery: 'delivered' },
    stage.clock.now().toISOString(),
  );
  expect(await performEffect(stage, mute(stage, 'stay'), effect)).toEqual({
    status: 'done',
    providerRef: 'SM7',
    flagged: false,
  });
});
