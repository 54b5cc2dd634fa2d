// Channels serve every process. What they need to know of a case comes from the `CaseSource` of its process.
import type { Em, Orm } from '../../db/orm.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PaymentMethod } from '../../domain/effect.ts';
import type { Money } from '../../domain/money.ts';
import type { PaymentMeans } from './adapter.ts';
import { type Adapters, adapterOf } from './adapters.ts';
import { type EffectOutcome, orRefused } from './outcome.ts';
import { type EffectParts, performEffect } from './perform.ts';

/** A case as the channels see it. It is read when an effect leaves, because histories hold no personal data. */
export type EffectCase = {
  process: string;
  program: string;
  caseId: string;
  /** The policy that it keeps; its words are those of the program's version that it names. */
  policy: { programVersion?: number };
  customer: { name: string; phone: string; contactId: string };
  requests: readonly CaseRequest[];
  payments: readonly CasePayment[];
};

/** A payment request, and what its provider has given. */
export type CaseRequest = PaymentMeans & {
  id: string;
  method: PaymentMethod;
  /** False once it is paid, replaced or ended. */
  isOpen: boolean;
  /** The provider's reference for it. */
  effectId: string | null;
  /** It is payable at least until then. */
  payableUntil: Instant;
  /** Where and when cash is collected. */
  collection: { at: Instant; address: string } | null;
};

export type CasePayment = { id: string; requestId: string | null; method: PaymentMethod; amount: Money };

/** How one process tells the channels about its cases; `activities/records/` has one for each that needs them. */
export type CaseSource = {
  process: string;
  /** @throws Error for an unknown case */
  read(em: Em, caseId: string): Promise<EffectCase>;
  /** Only a process that takes payments has it. */
  payments?: {
    /** True if the provider may still give something to pay with, or has given it and it is not stored yet. */
    isBeingOpened(em: Em, requestId: string): Promise<boolean>;
    /** Stores what a provider has given. Runs in a transaction. */
    keepMeans(em: Em, requestId: string, means: PaymentMeans, at: Instant): Promise<void>;
  };
};

export type ChannelParts = EffectParts & {
  orm: Orm;
  adapters: Adapters;
  /** @throws Error for a process without a source */
  sourceOf(process: string): CaseSource;
};

/** The name of a case's effect, by its intent. */
export function effectName(
  { process, program, caseId }: Pick<EffectCase, 'process' | 'program' | 'caseId'>,
  intent: string,
) {
  return { process, program, caseId, intent };
}

/** Performs an effect through the adapter of its kind. `null` when the provider refuses for good. */
export async function perform(
  parts: EffectParts & { adapters: Adapters },
  effect: EffectToPlan,
): Promise<EffectOutcome | null> {
  const adapter = adapterOf(parts.adapters, effect.kind);
  if (adapter === null) throw new Error(`no adapter sends ${effect.kind}`);
  return orRefused(performEffect(parts, adapter, effect));
}
