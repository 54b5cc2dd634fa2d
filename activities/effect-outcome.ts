// Owns how an effect's state leaves an activity: as an outcome, or as a failure that Temporal retries or not.
import { ApplicationFailure } from '@temporalio/common';
import type { LedgerEffect } from '../db/write/ledger-effect.ts';

/** How an effect stands when its activity returns. `flagged`: it was sent again without knowing, so it may be there twice. */
export type EffectOutcome =
  | { status: 'done'; providerRef: string; flagged: boolean }
  /** Shown on the board; a person decides. */
  | { status: 'unknown'; code: string };

/** How a settled effect leaves its activity. @throws ApplicationFailure as `performEffect` says */
export function settled(effect: LedgerEffect): EffectOutcome {
  if (effect.status === 'done') {
    const flagged = effect.ifUnknown === 'resend-once' && effect.resends > 0;
    return { status: 'done', providerRef: effect.providerRef ?? '', flagged };
  }
  if (effect.status === 'refused') {
    const code = effect.code ?? 'refused';
    throw ApplicationFailure.create({
      type: 'effect-refused',
      message: `refused: ${code}`,
      nonRetryable: true,
      details: [{ code }],
    });
  }
  // Somebody else has taken it on meanwhile.
  throw outage('in-flight');
}

/** A failure that Temporal retries. No cause and no message of the provider's: histories hold no personal data. */
export function outage(code: string, retryAfterMs?: number): ApplicationFailure {
  const delay = retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs };
  return ApplicationFailure.create({
    type: 'effect-outage',
    message: `not now: ${code}`,
    details: [{ code }],
    ...delay,
  });
}

/** `null` when the provider says no for good: the ledger says why, and the board shows it. */
export async function orRefused(performed: Promise<EffectOutcome>): Promise<EffectOutcome | null> {
  try {
    return await performed;
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === 'effect-refused') return null;
    throw error;
  }
}
