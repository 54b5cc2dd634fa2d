import type { EffectKind, MethodKind } from '../../domain/effect.ts';
import { kindOf } from '../../domain/service-package/methods.ts';
import { listedMethods } from '../../programs/adapters.ts';
import { sandboxAdapter, sandboxCode, sandboxLink } from '../../vendors/sandbox/sandbox-adapter.ts';
import type { EffectAdapter, PaymentAdapters, PaymentMeans } from './adapter.ts';

/** Kinds of methods that a provider serves. */
export type ProvidedKind = Exclude<MethodKind, 'by-hand'>;

/** The adapters of one account: those that its provider has. */
export type AccountAdapters = {
  payment: Readonly<Partial<Record<ProvidedKind, PaymentAdapters>>>;
  sms?: EffectAdapter;
  helpdesk?: EffectAdapter;
  mail?: EffectAdapter;
};

/** The installation's own, for effects without an account, and those of accounts. */
export type Adapters = {
  sms: EffectAdapter;
  mail: EffectAdapter;
  helpdesk: EffectAdapter;
  payment: Readonly<Record<ProvidedKind, PaymentAdapters>>;
  /** Those of a program's account; `null` while it is not set up. */
  account(program: string, account: string): AccountAdapters | null;
};

/** What an effect says of its way out. */
export type Routed = { kind: EffectKind; program: string; details?: Readonly<Record<string, unknown>> | null };

/** The adapters of a method; `null` if no provider has a part in it, or its account is not set up. */
export function paymentAdapters(
  adapters: Pick<Adapters, 'payment' | 'account'>,
  { program, method, kind, account }: { program: string; method: string; kind?: MethodKind; account?: string },
): PaymentAdapters | null {
  const way = kindOf({ method, ...(kind === undefined ? {} : { kind }) });
  if (way === 'by-hand') return null;
  if (account === undefined) return adapters.payment[way];
  return adapters.account(program, account)?.payment[way] ?? null;
}

/** The adapter of a method that each use of it needs, such as `open` for the effect `payment/request/card`. */
const USES = { refund: 'refund', 'payment/request': 'open', 'payment/expire': 'expire' } as const;

/** The adapter that sends an effect and is asked about it. `null`: a person does it, or its account is not set up. */
export function adapterOf(adapters: Adapters, { kind, program, details }: Routed): EffectAdapter | null {
  const { way, account } = (details ?? {}) as { way?: MethodKind; account?: string };
  if (kind === 'sms' || kind === 'mail' || kind === 'helpdesk') {
    if (account === undefined) return adapters[kind];
    return adapters.account(program, account)?.[kind] ?? null;
  }
  const { use, method = '' } =
    /^(?<use>refund|payment\/request|payment\/expire)\/(?<method>.+)$/.exec(kind)?.groups ?? {};
  // Effects from before methods had kinds have one of the names of that time.
  if (use === undefined || (way === undefined && !listedMethods.includes(method))) return null;
  const routed = { ...(way === undefined ? {} : { kind: way }), ...(account === undefined ? {} : { account }) };
  return paymentAdapters(adapters, { program, method, ...routed })?.[USES[use as keyof typeof USES]] ?? null;
}

/** For a provider that has given nothing to pay with. */
export const nothing: PaymentMeans = { orderRef: null, linkRef: null, url: null, code: null };

/** With these adapters nothing leaves the system. */
export function sandboxAdapters(): Adapters {
  const sandbox = sandboxAccount();
  return { ...sandbox, account: () => sandbox };
}

/** An account at no provider: it takes every effect. */
export function sandboxAccount(): Omit<Adapters, 'account'> {
  const sandbox = sandboxAdapter();
  return { sms: sandbox, mail: sandbox, helpdesk: sandbox, payment: sandboxPayment() };
}

/** Every way to pay, without a provider. */
function sandboxPayment(): Adapters['payment'] {
  const sandbox = sandboxAdapter();
  const shared = { open: sandbox, expire: sandbox, inquiry: null, refund: sandbox };
  return {
    link: { ...shared, means: (orderRef) => ({ ...nothing, orderRef, url: sandboxLink(orderRef) }) },
    code: { ...shared, means: (orderRef) => ({ ...nothing, orderRef, code: sandboxCode(orderRef) }) },
    // Cash taken at a door is given back by a person.
    collection: { ...shared, means: (orderRef) => ({ ...nothing, orderRef }), refund: null },
  };
}
