// A ledger, a clock moved by hand and a new provider for each test.
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { EffectAdapter } from '../../activities/effects/adapter.ts';
import { performEffect } from '../../activities/effects/perform.ts';
import { type EffectLedger, effectLedger } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan, LedgerEffect } from '../../db/write/effect-row.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { failureCodeOf, type MovedClock, movedClock } from './effects.ts';
import { loopbackAdapter } from './loopback-adapter.ts';
import { type LoopbackProvider, startLoopbackProvider } from './loopback-provider.ts';

/** Available while a test runs. */
export type Performing = {
  database: TestDatabase;
  ledger: EffectLedger;
  clock: MovedClock;
  provider: LoopbackProvider;
};

/** Registers the set-up of a test file. The fields are filled before each test. */
export function performing(): Performing {
  const stage = {} as Performing;
  beforeAll(async () => {
    stage.database = await freshDatabase();
    stage.ledger = effectLedger(stage.database.orm);
  });
  beforeEach(async () => {
    stage.clock = movedClock();
    stage.provider = await startLoopbackProvider();
  });
  afterEach(() => stage.provider.close());
  afterAll(() => stage.database.drop());
  return stage;
}

/** An adapter to a provider that knows its acceptances. */
export const telling = ({ provider }: Performing, ifUnknown: 'stay' | 'resend-once' = 'resend-once') =>
  loopbackAdapter(provider.url, { ifUnknown, canTell: true });

/** An adapter to a provider that can be asked but does not know. */
export const mute = ({ provider }: Performing, ifUnknown: 'stay' | 'resend-once') =>
  loopbackAdapter(provider.url, { ifUnknown, canTell: false });

/** The row of an effect, which is planned first if needed. */
export function rowOf({ ledger, clock }: Performing, effect: EffectToPlan): Promise<LedgerEffect> {
  return ledger.plan({ ...effect, ifUnknown: 'stay' }, clock.now().toISOString());
}

/** Performs an effect and returns the failure that it ends with. */
export async function failureOf(
  stage: Pick<Performing, 'ledger' | 'clock'>,
  adapter: EffectAdapter,
  effect: EffectToPlan,
) {
  const thrown: unknown = await performEffect(stage, adapter, effect).catch((error: unknown) => error);
  if (!(thrown instanceof ApplicationFailure)) throw new Error(`not a failure: ${JSON.stringify(thrown)}`);
  const { type, nonRetryable, nextRetryDelay: delay } = thrown;
  return { type, nonRetryable, delay, code: failureCodeOf(thrown), thrown };
}
