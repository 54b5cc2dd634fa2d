// Owns effects to perform, a clock that is moved by hand, and an activity's retries as Temporal does them, without sleep.
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type { EffectAdapter } from '../../activities/effect-adapter.ts';
import type { EffectOutcome } from '../../activities/effect-outcome.ts';
import { type EffectParts, performEffect } from '../../activities/effects.ts';
import type { EffectToPlan } from '../../db/write/ledger-effect.ts';
import type { Clock } from '../../platform/clock.ts';

export type MovedClock = Clock & { move(ms: number): void };

export function movedClock(start = '2031-03-03T07:00:00.000Z'): MovedClock {
  let now = Date.parse(start);
  return { now: () => new Date(now), move: (ms) => void (now += ms) };
}

/** An SMS of a case of its own. */
export function anEffect(changes: Partial<EffectToPlan> = {}): EffectToPlan {
  const text = 'Осталось 3 визита';
  const name = { process: 'service-package', program: 'filkhedma', caseId: randomUUID(), intent: 'SMS3/day-1' };
  return { ...name, channel: 'sms', recipient: '+201001234567', text, ...changes };
}

/** The code that a failure of `performEffect` carries. */
export function failureCodeOf({ details }: ApplicationFailure): string {
  const [detail] = details ?? [];
  return (detail as { code: string }).code;
}

export type Performed = EffectOutcome | { status: 'refused'; code: string } | { status: 'given-up'; code: string };

/** Repeats an activity as its retry policy would, moving the clock by each delay, until it settles or for so many times. */
export async function performWithRetries(
  parts: EffectParts & { clock: MovedClock },
  adapter: EffectAdapter,
  effect: EffectToPlan,
  times = 40,
): Promise<Performed> {
  let code = '';
  for (let attempt = 0; attempt < times; attempt += 1) {
    try {
      return await performEffect(parts, adapter, effect);
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      code = failureCodeOf(error);
      if (error.nonRetryable) return { status: 'refused', code };
      parts.clock.move(Number(error.nextRetryDelay ?? 1_000));
    }
  }
  return { status: 'given-up', code };
}
