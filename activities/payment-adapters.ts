import type { EffectAdapter } from './effect-adapter.ts';

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
