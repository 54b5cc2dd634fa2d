// Clients in `vendors/` fit these types without importing them.
import type { EffectToPlan, IfUnknown, LedgerEffect } from '../../db/write/effect-row.ts';

/** The result of a call. Codes are stable words without personal data, such as `http-429` or `twilio-21610`. */
export type SendAnswer =
  | { kind: 'accepted'; providerRef: string }
  /** The provider refuses for good. */
  | { kind: 'refused'; code: string }
  /** The provider certainly did nothing: it was not reached, was too busy, or refused the login. */
  | { kind: 'never-left'; code: string; retryAfterMs?: number }
  /** It may have been accepted: the answer was lost, late, or unreadable. */
  | { kind: 'ambiguous'; code: string };

/** The provider's answer about an effect that was sent before. */
export type Verdict =
  | { kind: 'accepted'; providerRef: string }
  | { kind: 'refused'; code: string }
  /**
   * The provider knows everything it has accepted, and this is not among it. A listing or search cannot say so: it may
   * lag or end.
   */
  | { kind: 'absent' }
  /** The provider was asked and cannot tell. */
  | { kind: 'undecided' };

export type EffectAdapter = {
  /** Longest time of one call in milliseconds; an activity's start-to-close time-out must exceed three calls. */
  callTimeoutMs: number;
  /** Milliseconds after a call in which it may still arrive, or be accepted but not yet be listed. */
  settlesWithinMs: number;
  /** Stored with the planned effect. Refunds and payouts must answer `stay`; the database enforces it. */
  ifUnknown(effect: EffectToPlan): IfUnknown;
  /**
   * Asks before a call for the data that `reconcile` compares with; stored as the effect's `evidence`. Changes nothing
   * outside.
   */
  prepare?(effect: LedgerEffect, signal: AbortSignal): Promise<Record<string, unknown>>;
  /** Makes exactly one call, without retries. `classifyFailure` reads what it throws. */
  send(effect: LedgerEffect, signal: AbortSignal): Promise<SendAnswer>;
  /** Asks without changing anything outside. Throws when the provider cannot be asked. */
  reconcile(effect: LedgerEffect, signal: AbortSignal): Promise<Verdict>;
};

/** What a provider has given the customer to pay with; `orderRef` and `linkRef` are the provider's own names. */
export type PaymentMeans = { orderRef: string | null; linkRef: string | null; url: string | null; code: string | null };

/** `source` is the provider's name in the inbox. `ask` throws when no answer came; `null` means not paid. */
export type PaymentInquiry = {
  source: string;
  ask(order: { orderRef: string; effectId: string }, signal: AbortSignal): Promise<{ eventId: string } | null>;
};

/** The adapters of one payment method. */
export type PaymentAdapters = {
  open: EffectAdapter;
  /** Reads what was given from the effect's reference. */
  means(providerRef: string): PaymentMeans;
  /** Ends the request; without this adapter it can be paid until it runs out. */
  expire: EffectAdapter | null;
  /** Asks whether it was paid, and answers as the callback would; without this only the callback tells. */
  inquiry: PaymentInquiry | null;
  /** Pays back; without this adapter a person in finance does it and records it. */
  refund: EffectAdapter | null;
};
