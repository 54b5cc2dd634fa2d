import type { Vendors } from '../platform/vendor-settings.ts';
import { fawryCodeAdapter } from '../vendors/fawry/code-adapter.ts';
import { codeExpiryAdapter } from '../vendors/fawry/code-expiry-adapter.ts';
import { fawryClient } from '../vendors/fawry/fawry-client.ts';
import { fawryInquiry } from '../vendors/fawry/payment-inquiry.ts';
import { fawryRefundAdapter } from '../vendors/fawry/refund-adapter.ts';
import { cashAdapter, cashCollectionOf } from '../vendors/paymob/cash-adapter.ts';
import { linkExpiryAdapter } from '../vendors/paymob/link-expiry-adapter.ts';
import { paymobInquiry } from '../vendors/paymob/payment-inquiry.ts';
import { paymentLinkAdapter, paymentLinkOf } from '../vendors/paymob/payment-link-adapter.ts';
import { type PaymobClient, paymobClient } from '../vendors/paymob/paymob-client.ts';
import { paymobRefundAdapter } from '../vendors/paymob/refund-adapter.ts';
import type { PaymentAdapters, PaymentMeans } from './adapters.ts';

type Paymob = NonNullable<Vendors['paymob']>;
type Fawry = NonNullable<Vendors['fawry']>;

/** The longest time of one call; shorter in tests. */
export type CallTimes = { callTimeoutMs?: number; loginTimeoutMs?: number };

/** For a provider that has given nothing to pay with. */
export const nothing: PaymentMeans = { orderRef: null, linkRef: null, url: null, code: null };

export function paymobFrom({ apiKey, baseUrl }: Paymob, { loginTimeoutMs }: CallTimes): PaymobClient {
  const login = loginTimeoutMs === undefined ? {} : { loginTimeoutMs };
  return paymobClient({ apiKey, ...(baseUrl === undefined ? {} : { baseUrl }), ...login });
}

/** Payment links for cards. `ourUrl` turns a path into our public address. */
export function cardAdapters(
  client: PaymobClient,
  { integrationIds, isLive, returnUrl }: Paymob,
  ourUrl: (path: string) => string,
  times: CallTimes,
): PaymentAdapters {
  const [notificationUrl, redirectionUrl] = [ourUrl('/v1/webhooks/paymob'), returnUrl ?? ourUrl('/')];
  return {
    open: paymentLinkAdapter(client, { integrationIds, isLive, notificationUrl, redirectionUrl, ...times }),
    means(providerRef) {
      const { orderId: orderRef, linkId: linkRef, url } = paymentLinkOf(providerRef);
      return { ...nothing, orderRef, linkRef, url };
    },
    expire: linkExpiryAdapter(client, times),
    inquiry: { source: 'paymob', ask: paymobInquiry(client) },
    refund: paymobRefundAdapter(client, times),
  };
}

/** Cash collection at the door. Paymob has no call that cancels it, and a person gives cash back by hand. */
export function collectionAdapters(client: PaymobClient, integrationId: number, times: CallTimes): PaymentAdapters {
  return {
    open: cashAdapter(client, { integrationId, ...times }),
    means: (providerRef) => ({ ...nothing, orderRef: cashCollectionOf(providerRef).orderId }),
    expire: null,
    inquiry: { source: 'paymob', ask: paymobInquiry(client) },
    refund: null,
  };
}

/** Codes to pay with at a Fawry outlet. */
export function fawryAdapters({ merchantCode, secureKeys, baseUrl }: Fawry, times: CallTimes): PaymentAdapters {
  const at = baseUrl === undefined ? {} : { baseUrl };
  const client = fawryClient({ merchantCode, secureKey: secureKeys[0] ?? '', ...at });
  return {
    open: fawryCodeAdapter(client, times),
    means: (code) => ({ ...nothing, orderRef: code, code }),
    expire: codeExpiryAdapter(client, times),
    inquiry: { source: 'fawry', ask: fawryInquiry(client) },
    refund: fawryRefundAdapter(client, times),
  };
}
