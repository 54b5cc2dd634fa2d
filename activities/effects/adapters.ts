import type { EffectKind, PaymentMethod } from '../../domain/effect.ts';
import { sandboxAdapter, sandboxCode, sandboxLink } from '../../vendors/sandbox/sandbox-adapter.ts';
import type { EffectAdapter, PaymentAdapters, PaymentMeans } from './adapter.ts';

export type Adapters = {
  sms: EffectAdapter;
  payment: Readonly<Record<PaymentMethod, PaymentAdapters>>;
  helpdesk: EffectAdapter;
};

const adapterOfKind: { readonly [Kind in EffectKind]: (adapters: Adapters) => EffectAdapter | null } = {
  sms: ({ sms }) => sms,
  helpdesk: ({ helpdesk }) => helpdesk,
  'payment/request/card': ({ payment }) => payment.card.open,
  'payment/request/fawry': ({ payment }) => payment.fawry.open,
  'payment/request/cash': ({ payment }) => payment.cash.open,
  'payment/expire/card': ({ payment }) => payment.card.expire,
  'payment/expire/fawry': ({ payment }) => payment.fawry.expire,
  'payment/expire/cash': ({ payment }) => payment.cash.expire,
  'refund/card': ({ payment }) => payment.card.refund,
  'refund/fawry': ({ payment }) => payment.fawry.refund,
  'refund/cash': ({ payment }) => payment.cash.refund,
};

/**
 * The adapter that sends an effect and is asked about it. `null`: a person does it, or the ledger has a kind of an
 * earlier version.
 */
export function adapterOf(adapters: Adapters, kind: EffectKind): EffectAdapter | null {
  return Object.hasOwn(adapterOfKind, kind) ? adapterOfKind[kind](adapters) : null;
}

/** For a provider that has given nothing to pay with. */
export const nothing: PaymentMeans = { orderRef: null, linkRef: null, url: null, code: null };

/** With these adapters nothing leaves the system. */
export function sandboxAdapters(): Adapters {
  const sandbox = sandboxAdapter();
  return {
    sms: sandbox,
    helpdesk: sandbox,
    payment: {
      card: {
        open: sandbox,
        means: (orderRef) => ({ ...nothing, orderRef, url: sandboxLink(orderRef) }),
        expire: sandbox,
        inquiry: null,
        refund: sandbox,
      },
      fawry: {
        open: sandbox,
        means: (orderRef) => ({ ...nothing, orderRef, code: sandboxCode(orderRef) }),
        expire: sandbox,
        inquiry: null,
        refund: sandbox,
      },
      // Cash taken at a door is given back by a person.
      cash: {
        open: sandbox,
        means: (orderRef) => ({ ...nothing, orderRef }),
        expire: sandbox,
        inquiry: null,
        refund: null,
      },
    },
  };
}
