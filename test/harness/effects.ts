// Retries run as Temporal does them, but without sleep: the clock is moved by hand.
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type { EffectAdapter } from '../../activities/effects/adapter.ts';
import type { EffectOutcome } from '../../activities/effects/outcome.ts';
import { type EffectParts, performEffect } from '../../activities/effects/perform.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import type { Clock } from '../../platform/clock.ts';

export type MovedClock = Clock & {
  move(ms: number): void;
  /** Marks real work. While any is running, no wait on this clock ends: real work takes no time of this clock. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** For use inside `during`: resolves when all others wait too and this wait is the earliest to end. */
  wait(ms: number): Promise<void>;
};

export function movedClock(start = '2031-03-03T07:00:00.000Z'): MovedClock {
  let now = Date.parse(start);
  let working = 0;
  const waiting: { until: number; wake(): void }[] = [];
  const pause = () => {
    working -= 1;
    if (working > 0) return;
    const next = waiting.sort((one, other) => one.until - other.until).shift();
    if (next === undefined) return;
    now = Math.max(now, next.until);
    working += 1;
    next.wake();
  };
  return {
    now: () => new Date(now),
    move: (ms) => void (now += ms),
    during(work) {
      working += 1;
      return work().finally(pause);
    },
    wait: (ms) =>
      new Promise((wake) => {
        waiting.push({ until: now + ms, wake });
        pause();
      }),
  };
}

/** An SMS of its own case. */
export function anEffect(changes: Partial<EffectToPlan> = {}): EffectToPlan {
  const text = 'Осталось 3 визита';
  const name = { process: 'service-package', program: 'filkhedma', caseId: randomUUID(), intent: 'SMS3/day-1' };
  return { ...name, kind: 'sms', recipient: '+201001234567', text, ...changes };
}

/** The code that a failure of `performEffect` carries. */
export function failureCodeOf({ details }: ApplicationFailure): string {
  const [detail] = details ?? [];
  return (detail as { code: string }).code;
}

export type Performed = EffectOutcome | { status: 'refused'; code: string } | { status: 'given-up'; code: string };

/**
 * Repeats an activity as its retry policy would, waiting for each delay on the clock, until it settles or this many
 * times. @throws the failure that is not retried, or the last one
 */
export function withRetries<T>(clock: MovedClock, activity: () => Promise<T>, times = 40): Promise<T> {
  return clock.during(async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await activity();
      } catch (error) {
        const isRetried = error instanceof ApplicationFailure && error.nonRetryable !== true && attempt < times;
        if (!isRetried) throw error;
        await clock.wait(Number(error.nextRetryDelay ?? 1_000));
      }
    }
  });
}

export async function performWithRetries(
  parts: EffectParts & { clock: MovedClock },
  adapter: EffectAdapter,
  effect: EffectToPlan,
  times?: number,
): Promise<Performed> {
  try {
    return await withRetries(parts.clock, () => performEffect(parts, adapter, effect), times);
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    return { status: error.nonRetryable === true ? 'refused' : 'given-up', code: failureCodeOf(error) };
  }
}
