// Owns what an outside system must answer so that effects reach it once. Refuses to know any of them: clients in
// `vendors/` fit this shape without importing it.
import type { EffectToPlan, IfUnknown, LedgerEffect } from '../db/write/ledger-effect.ts';

/** How a call ended. Codes are stable words without personal data, such as `http-429` or `twilio-21610`. */
export type SendAnswer =
  | { kind: 'accepted'; providerRef: string }
  /** The provider says no for good. */
  | { kind: 'refused'; code: string }
  /** The provider certainly did nothing: not reached, too busy, not let in. */
  | { kind: 'never-left'; code: string; retryAfterMs?: number }
  /** It may have been accepted: the answer was lost, late, or made no sense. */
  | { kind: 'ambiguous'; code: string };

/** What a provider says when asked about an effect that was sent before. */
export type Verdict =
  | { kind: 'accepted'; providerRef: string }
  | { kind: 'refused'; code: string }
  /** The provider knows all it has accepted, and this is not among it. A listing or a search does not: it may lag or end. */
  | { kind: 'absent' }
  /** The provider was asked and cannot tell. */
  | { kind: 'undecided' };

export type EffectAdapter = {
  /** Milliseconds that one call may take; an activity's start-to-close time-out must be above three of them. */
  callTimeoutMs: number;
  /** Milliseconds after a call within which it may still arrive, or be accepted and not yet be seen in a listing. */
  settlesWithinMs: number;
  /** Stored with the effect when it is planned. Refunds and payouts must answer `stay`; the database insists. */
  ifUnknown(effect: EffectToPlan): IfUnknown;
  /** Asks, before a call, for what `reconcile` will compare with: stored as the effect's `evidence`. Changes nothing outside. */
  prepare?(effect: LedgerEffect, signal: AbortSignal): Promise<Record<string, unknown>>;
  /** Exactly one call, without retries of its own. What it throws is classified by `classifyFailure`. */
  send(effect: LedgerEffect, signal: AbortSignal): Promise<SendAnswer>;
  /** Asks, without changing anything outside. Throws when the provider cannot be asked. */
  reconcile(effect: LedgerEffect, signal: AbortSignal): Promise<Verdict>;
};
