import { describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { within } from '../../activities/effects/call.ts';
import { afterDoubt } from '../../activities/effects/doubt.ts';
import { orRefused, outage, settled } from '../../activities/effects/outcome.ts';
import type { IfUnknown, LedgerEffect } from '../../db/write/effect-row.ts';

describe('after a doubt', () => {
  const at = '2031-03-03T07:02:00.000Z';
  const sent = (secondsAgo: number) => new Date(Date.parse(at) - secondsAgo * 1_000).toISOString();
  const ask = (afterMs: number) => ({ kind: 'ask-again', afterMs });
  type Kind = 'absent' | 'undecided' | 'not-asked';

  test.each<[IfUnknown, Kind, number | null, number, object]>([
    ['stay', 'not-asked', 999, 0, ask(10_000)],
    ['same-reference', 'not-asked', 999, 0, ask(10_000)],
    ['same-reference', 'undecided', 1, 0, { kind: 'repeat' }],
    ['same-reference', 'absent', 1, 5, { kind: 'repeat' }],
    // It may still arrive, so it is asked for again, at the latest when it no longer can arrive.
    ['stay', 'absent', 60, 0, ask(10_000)],
    ['resend-once', 'absent', 115, 0, ask(5_000)],
    ['resend-once', 'undecided', 119, 0, ask(1_000)],
    ['stay', 'absent', 120, 0, { kind: 'stay' }],
    ['stay', 'undecided', null, 0, { kind: 'stay' }],
    ['resend-once', 'absent', 120, 1, { kind: 'send' }],
    ['resend-once', 'undecided', 120, 0, { kind: 'repeat' }],
    ['resend-once', 'undecided', null, 0, { kind: 'repeat' }],
    ['resend-once', 'undecided', 120, 1, { kind: 'stay' }],
  ])('%s, %s, sent %s s ago, resent %i times: %j', (ifUnknown, kind, ago, resends, expected) => {
    const effect = { ifUnknown, resends, sentAt: ago === null ? null : sent(ago) };
    expect(afterDoubt(effect, { kind }, { at, settlesWithinMs: 120_000 })).toEqual(expected);
  });
});

describe('how an effect leaves its activity', () => {
  const effect = (changes: Partial<LedgerEffect>) =>
    ({
      status: 'done',
      ifUnknown: 'resend-once',
      resends: 0,
      providerRef: 'r1',
      code: null,
      ...changes,
    }) as LedgerEffect;

  test.each<[Partial<LedgerEffect>, object]>([
    [{}, { status: 'done', providerRef: 'r1', flagged: false }],
    [{ resends: 1 }, { status: 'done', providerRef: 'r1', flagged: true }],
    [
      { resends: 1, ifUnknown: 'same-reference' },
      { status: 'done', providerRef: 'r1', flagged: false },
    ],
    [{ providerRef: null }, { status: 'done', providerRef: '', flagged: false }],
  ])('done, %j: %j', (changes, expected) => expect(settled(effect(changes))).toEqual(expected));

  const failure = (task: () => unknown) => {
    try {
      return task();
    } catch (error) {
      return error;
    }
  };

  test('refused: for good, with its code', () => {
    for (const code of ['http-400', null]) {
      expect(failure(() => settled(effect({ status: 'refused', code })))).toMatchObject({
        ...{ type: 'effect-refused', nonRetryable: true, details: [{ code: code ?? 'refused' }] },
      });
    }
  });

  test('anything else: not now, and again when it fits', () => {
    expect(failure(() => settled(effect({ status: 'sending' })))).toMatchObject({
      ...{ type: 'effect-outage', details: [{ code: 'in-flight' }] },
    });
    expect(outage('http-429', 7_000)).toMatchObject({
      ...{ type: 'effect-outage', details: [{ code: 'http-429' }], nextRetryDelay: 7_000 },
    });
    expect(outage('http-429').nextRetryDelay).toBeUndefined();
    expect(outage('http-429').nonRetryable).toBe(false);
  });

  test('a refusal may be an answer, any other failure is one', async () => {
    const done = { status: 'unknown', code: 'timeout' } as const;
    expect(await orRefused(Promise.resolve(done))).toEqual(done);
    expect(await orRefused(Promise.reject(ApplicationFailure.create({ type: 'effect-refused' })))).toBeNull();
    for (const other of [outage('away'), Object.assign(new Error(), { type: 'effect-refused' })]) {
      await expect(orRefused(Promise.reject(other))).rejects.toBe(other);
    }
  });
});

test('a call that ignores its signal is ended, and told why', async () => {
  const signals: AbortSignal[] = [];
  const hang = (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<never>(() => {});
  };
  await expect(within(10, hang)).rejects.toMatchObject({ name: 'CallTimeout', code: 'timeout' });
  expect(signals.map(({ aborted, reason }) => [aborted, (reason as Error).name])).toEqual([[true, 'CallTimeout']]);
  expect(await within(60_000, async (signal) => signal.aborted)).toBe(false);
});
