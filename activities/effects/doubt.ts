import type { LedgerEffect } from '../../db/write/effect-row.ts';
import { type Instant, millisecondsBetween } from '../../domain/calendar/instant.ts';
import type { Verdict } from './adapter.ts';

/** A verdict, or that the provider could not be asked. */
export type InquiryAnswer = Verdict | { kind: 'not-asked' };

export type NextStep =
  /** It certainly did not arrive: send it as if for the first time. */
  | { kind: 'send' }
  /** Send it again without knowing; counted in `resends`. */
  | { kind: 'repeat' }
  /** Ask again, at the earliest after this many milliseconds. */
  | { kind: 'ask-again'; afterMs: number }
  /** No system can tell: it is on the board, and a person decides. */
  | { kind: 'stay' };

// The pace of asking while a provider may still find out.
const ASK_EVERY_MS = 10_000;

/**
 * The step after a provider has not answered `accepted` or `refused`. `absent` counts only when the call can no longer
 * be under way. Money is never sent again automatically.
 */
export function afterDoubt(
  effect: Pick<LedgerEffect, 'ifUnknown' | 'resends' | 'sentAt'>,
  asked: Exclude<InquiryAnswer, { kind: 'accepted' | 'refused' }>,
  { at, settlesWithinMs }: { at: Instant; settlesWithinMs: number },
): NextStep {
  // It is never sent again before the provider has been asked.
  if (asked.kind === 'not-asked') return { kind: 'ask-again', afterMs: ASK_EVERY_MS };
  if (effect.ifUnknown === 'same-reference') return { kind: 'repeat' };
  const leftMs = effect.sentAt === null ? 0 : settlesWithinMs - millisecondsBetween(effect.sentAt, at);
  if (leftMs > 0) return { kind: 'ask-again', afterMs: Math.min(leftMs, ASK_EVERY_MS) };
  if (effect.ifUnknown === 'stay') return { kind: 'stay' };
  if (asked.kind === 'absent') return { kind: 'send' };
  return effect.resends === 0 ? { kind: 'repeat' } : { kind: 'stay' };
}
