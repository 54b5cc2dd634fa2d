import type { PaymentMethod } from '../domain/effect.ts';
import type { Orm } from '../db/orm.ts';
import { isMessageOfAnother, messageNamedFor } from '../db/read/sms-references.ts';
import { type Vendors, type VendorSettings, vendorsOf } from '../platform/vendor-settings.ts';
import { freshdeskClient } from '../vendors/freshdesk/freshdesk-client.ts';
import { freshdeskTicketAdapter } from '../vendors/freshdesk/ticket-adapter.ts';
import { sandboxAdapter, sandboxCode, sandboxLink } from '../vendors/sandbox/sandbox-adapter.ts';
import { smsAdapter } from '../vendors/twilio/sms-adapter.ts';
import {
  type CallTimes,
  cardAdapters,
  collectionAdapters,
  fawryAdapters,
  nothing,
  paymobFrom,
} from './adapters-payment.ts';
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

export type Adapters = {
  sms: EffectAdapter;
  payment: Readonly<Record<PaymentMethod, PaymentAdapters>>;
  helpdesk: EffectAdapter;
};

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

/** Real systems where credentials are set, the sandbox everywhere else. */
export function adaptersFrom(settings: VendorSettings, orm: Orm, times: CallTimes = {}): Adapters {
  const { twilio, freshdesk, ...paid } = vendorsOf(settings);
  const sandbox = sandboxAdapters();
  const ourUrl = (path: string) => new URL(path, settings.CARELINE_PUBLIC_URL).href;
  return {
    sms: twilio === null ? sandbox.sms : smsFrom(twilio, orm, ourUrl, times),
    helpdesk: freshdesk === null ? sandbox.helpdesk : freshdeskTicketAdapter(freshdeskClient(freshdesk), times),
    payment: { ...sandbox.payment, ...paymentFrom(paid, ourUrl, times) },
  };
}

function paymentFrom(
  { paymob, fawry }: Pick<Vendors, 'paymob' | 'fawry'>,
  ourUrl: (path: string) => string,
  times: CallTimes,
): Partial<Adapters['payment']> {
  const byFawry = fawry === null ? {} : { fawry: fawryAdapters(fawry, times) };
  if (paymob === null) return byFawry;
  const client = paymobFrom(paymob, times);
  const { cashIntegrationId: cash } = paymob;
  return {
    ...byFawry,
    card: cardAdapters(client, paymob, ourUrl, times),
    ...(cash === null ? {} : { cash: collectionAdapters(client, cash, times) }),
  };
}

function smsFrom(
  { accountSid, authTokens, sender, baseUrl }: NonNullable<Vendors['twilio']>,
  orm: Orm,
  ourUrl: (path: string) => string,
  times: CallTimes,
): EffectAdapter {
  return smsAdapter({
    ...{ accountSid, sender, authToken: authTokens[0] ?? '' },
    statusCallbackUrl: ourUrl('/v1/webhooks/twilio/message-status'),
    namedByCallback: (effectId) => messageNamedFor(orm.em.fork(), effectId),
    belongsToAnother: (sid, effectId) => isMessageOfAnother(orm.em.fork(), sid, effectId),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...times,
  });
}
