// Owns what follows when an effect was sent and its answer is not known. Pure; refuses to ask or send.
import type { LedgerEffect } from '../db/write/ledger-effect.ts';
import { type Instant, millisecondsBetween } from '../domain/calendar/instant.ts';
import type { Verdict } from './effect-adapter.ts';

/** A verdict, or that the provider could not be asked. */
export type Asked = Verdict | { kind: 'not-asked' };

export type NextStep =
  /** It certainly did not arrive: send it as if for the first time. */
  | { kind: 'send' }
  /** Send it again without knowing: counted in `resends`. */
  | { kind: 'repeat' }
  /** Ask again, at the earliest after this many milliseconds. */
  | { kind: 'ask-again'; afterMs: number }
  /** Nobody can tell: it is shown on the board and a person decides. */
  | { kind: 'stay' };

// Asked at this pace while a provider may still come to know.
const ASK_EVERY_MS = 10_000;

/**
 * The step after a provider has not said `accepted` or `refused`.
 * An absence is believed only when the call can no longer be under way; money is never sent again by a machine
 * (reliability.md, effect ledger).
 */
export function afterDoubt(
  effect: Pick<LedgerEffect, 'ifUnknown' | 'resends' | 'sentAt'>,
  asked: Exclude<Asked, { kind: 'accepted' | 'refused' }>,
  { at, settlesWithinMs }: { at: Instant; settlesWithinMs: number },
): NextStep {
  // Never resent before the provider has been asked.
  if (asked.kind === 'not-asked') return { kind: 'ask-again', afterMs: ASK_EVERY_MS };
  if (effect.ifUnknown === 'same-reference') return { kind: 'repeat' };
  const leftMs = effect.sentAt === null ? 0 : settlesWithinMs - millisecondsBetween(effect.sentAt, at);
  if (leftMs > 0) return { kind: 'ask-again', afterMs: Math.min(leftMs, ASK_EVERY_MS) };
  if (effect.ifUnknown === 'stay') return { kind: 'stay' };
  if (asked.kind === 'absent') return { kind: 'send' };
  return effect.resends === 0 ? { kind: 'repeat' } : { kind: 'stay' };
}
