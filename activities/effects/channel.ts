// Channels serve every process. What they need to know of a case comes from the `CaseSource` of its process.
import type { Em, Orm } from '../../db/orm.ts';
import { planEffect } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan, LedgerEffect } from '../../db/write/effect-row.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { MailOrder, MethodKind, PaymentMethod } from '../../domain/effect.ts';
import type { Money } from '../../domain/money.ts';
import { accountOfKind } from '../../programs/index.ts';
import type { EffectAdapter, PaymentMeans } from './adapter.ts';
import { type Adapters, adapterOf } from './adapters.ts';
import { type EffectOutcome, orRefused, outage } from './outcome.ts';
import { type EffectParts, performRouted } from './perform.ts';

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
  /** Of the method; without it the name says it. */
  kind?: MethodKind;
  /** The program's account that took it; without it the installation's provider. */
  account?: string;
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

/** A stored file that a mail carries. Its bytes are read when the mail leaves. */
export type MailFile = { id: string; name: string; type: string; size: number; sha256: string };

/** What a process adds to its mail: addresses, the values of its texts beside those of the order, and its files. */
export type MailParts = {
  to: string;
  cc: readonly string[];
  values: Readonly<Record<string, string | number>>;
  files: readonly MailFile[];
};

/** How one process tells the channels about its cases; `activities/records/` has one for each that needs them. */
export type CaseSource = {
  process: string;
  /** @throws Error for an unknown case */
  read(em: Em, caseId: string): Promise<EffectCase>;
  /** Only a process that sends mails has it. @throws Error for a recipient or a file that the case does not have */
  mail?(em: Em, caseId: string, order: MailOrder): Promise<MailParts>;
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

/**
 * Performs an effect through the adapter of its kind. `null` when the provider refuses for good. An effect that was
 * planned before keeps its account.
 */
export async function perform(
  parts: EffectParts & { adapters: Adapters },
  effect: EffectToPlan,
): Promise<EffectOutcome | null> {
  const route = (planned: EffectToPlan) => {
    const adapter = adapterFor(parts, planned);
    if (adapter === null) throw new Error(`no adapter sends ${planned.kind}`);
    return adapter;
  };
  return orRefused(performRouted(parts, route, effect));
}

/**
 * The adapter of an effect; `null` if a person does it.
 * @throws ApplicationFailure `effect-outage` while its account is not set up: it may be set up later
 */
export function adapterFor({ adapters }: { adapters: Adapters }, effect: EffectToPlan): EffectAdapter | null {
  const { account } = accountIn(effect.details);
  const isSetUp = account === undefined || adapters.account(effect.program, account) !== null;
  if (!isSetUp) throw outage('account-not-set-up');
  return adapterOf(adapters, effect);
}

/** Plans an effect. It must run in the transaction of the move that orders it, so both are written or neither. */
export async function planWithMove(em: Em, adapters: Adapters, effect: EffectToPlan, at: Instant): Promise<void> {
  // An account that waits for its secrets cannot say, so a person would.
  const ifUnknown = adapterOf(adapters, effect)?.ifUnknown(effect) ?? 'stay';
  await planEffect(em, { ...effect, ifUnknown }, at);
}

/** The account of an effect that is new, or was planned before; `{}` for the installation's own provider. */
export function accountIn(details: LedgerEffect['details'] | undefined): { account?: string } {
  const account = details?.['account'];
  return typeof account === 'string' ? { account } : {};
}

/** The account by which a program's new effects leave; `{}` for the installation's own provider. */
export function accountNow(program: string, kind: Parameters<typeof accountOfKind>[1]): { account?: string } {
  const account = accountOfKind(program, kind);
  return account === undefined ? {} : { account };
}

/** The way of an effect to its provider. Requests from before methods had kinds name none. */
export function routeOf(request: Pick<CaseRequest, 'kind' | 'account'> | undefined): {
  way?: MethodKind;
  account?: string;
} {
  const { kind, account } = request ?? {};
  return { ...(kind === undefined ? {} : { way: kind }), ...(account === undefined ? {} : { account }) };
}
