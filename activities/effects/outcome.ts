import { ApplicationFailure } from '@temporalio/common';
import type { LedgerEffect } from '../../db/write/effect-row.ts';

/**
 * The state of an effect when its activity returns. `flagged`: it was sent again without knowing, so it may exist
 * twice.
 */
export type EffectOutcome =
  | { status: 'done'; providerRef: string; flagged: boolean }
  /** It is on the board; a person decides. */
  | { status: 'unknown'; code: string };

/** The outcome of a settled effect. @throws ApplicationFailure like `performEffect` */
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
  // Another run has taken it on in the meantime.
  throw outage('in-flight');
}

/**
 * A failure that Temporal retries. It has no cause and no provider message, because histories hold no personal data.
 */
export function outage(code: string, retryAfterMs?: number): ApplicationFailure {
  const delay = retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs };
  return ApplicationFailure.create({
    type: 'effect-outage',
    message: `not now: ${code}`,
    details: [{ code }],
    ...delay,
  });
}

/** `null` when the provider refuses for good: the ledger has the reason, and the board shows it. */
export async function orRefused(performed: Promise<EffectOutcome>): Promise<EffectOutcome | null> {
  try {
    return await performed;
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === 'effect-refused') return null;
    throw error;
  }
}
