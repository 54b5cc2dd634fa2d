import type { Orm } from '../../db/orm.ts';
import { type Vendors, type VendorSettings, vendorsOf } from '../../platform/vendor-settings.ts';
import { fawryCodeAdapter } from '../../vendors/fawry/code-adapter.ts';
import { codeExpiryAdapter } from '../../vendors/fawry/code-expiry-adapter.ts';
import { fawryClient } from '../../vendors/fawry/fawry-client.ts';
import { fawryInquiry } from '../../vendors/fawry/payment-inquiry.ts';
import { fawryRefundAdapter } from '../../vendors/fawry/refund-adapter.ts';
import { cashAdapter, cashCollectionOf } from '../../vendors/paymob/cash-adapter.ts';
import { linkExpiryAdapter } from '../../vendors/paymob/link-expiry-adapter.ts';
import { paymobInquiry } from '../../vendors/paymob/payment-inquiry.ts';
import { paymentLinkAdapter, paymentLinkOf } from '../../vendors/paymob/payment-link-adapter.ts';
import { type PaymobClient, paymobClient } from '../../vendors/paymob/paymob-client.ts';
import { paymobRefundAdapter } from '../../vendors/paymob/refund-adapter.ts';
import { accountAdapters } from './accounts.ts';
import type { PaymentAdapters } from './adapter.ts';
import { type Adapters, nothing, sandboxAdapters } from './adapters.ts';
import { type CallTimes, helpdeskFrom, mailFrom, smsFrom } from './channel-providers.ts';

type Paymob = NonNullable<Vendors['paymob']>;
type Fawry = NonNullable<Vendors['fawry']>;

/** Real systems where credentials are set, the sandbox everywhere else. */
export function adaptersFrom(settings: VendorSettings, orm: Orm, times: CallTimes = {}): Adapters {
  const { twilio, freshdesk, smtp, ...paid } = vendorsOf(settings);
  const sandbox = sandboxAdapters();
  const ourUrl = (path: string) => new URL(path, settings.CARELINE_PUBLIC_URL).href;
  return {
    sms: twilio === null ? sandbox.sms : smsFrom(twilio, orm, ourUrl, times),
    mail: smtp === null ? sandbox.mail : mailFrom(smtp, orm, times),
    helpdesk: freshdesk === null ? sandbox.helpdesk : helpdeskFrom(freshdesk, times),
    payment: { ...sandbox.payment, ...paymentFrom(paid, ourUrl, times) },
    account: accountAdapters({
      settings,
      adaptersOf: ({ twilio: sms, freshdesk: helpdesk, smtp: server, ...own }, of) => ({
        payment: paymentFrom({ paymob: null, fawry: null, ...own }, ourUrl, times, of),
        ...(sms ? { sms: smsFrom(sms, orm, ourUrl, times, of) } : {}),
        ...(helpdesk ? { helpdesk: helpdeskFrom(helpdesk, times) } : {}),
        mail: server ? mailFrom(server, orm, times) : sandbox.mail,
      }),
    }),
  };
}

function paymentFrom(
  { paymob, fawry }: Pick<Vendors, 'paymob' | 'fawry'>,
  ourUrl: (path: string) => string,
  times: CallTimes,
  of?: { callback: string; source: string },
): Partial<Adapters['payment']> {
  const byFawry = fawry === null ? {} : { code: fawryAdapters(fawry, times, of?.source) };
  if (paymob === null) return byFawry;
  const client = paymobFrom(paymob, times);
  const { cashIntegrationId: cash } = paymob;
  return {
    ...byFawry,
    link: linkAdapters(client, paymob, ourUrl, times, of),
    ...(cash === null ? {} : { collection: collectionAdapters(client, cash, times, of?.source) }),
  };
}

function paymobFrom({ apiKey, baseUrl }: Paymob, { loginTimeoutMs }: CallTimes): PaymobClient {
  const login = loginTimeoutMs === undefined ? {} : { loginTimeoutMs };
  return paymobClient({ apiKey, ...(baseUrl === undefined ? {} : { baseUrl }), ...login });
}

/** Payment links for cards. `ourUrl` turns a path into our public address. */
function linkAdapters(
  client: PaymobClient,
  { integrationIds, isLive, returnUrl }: Paymob,
  ourUrl: (path: string) => string,
  times: CallTimes,
  { callback, source } = { callback: '/v1/webhooks/paymob', source: 'paymob' },
): PaymentAdapters {
  const [notificationUrl, redirectionUrl] = [ourUrl(callback), returnUrl ?? ourUrl('/')];
  return {
    open: paymentLinkAdapter(client, { integrationIds, isLive, notificationUrl, redirectionUrl, ...times }),
    means(providerRef) {
      const { orderId: orderRef, linkId: linkRef, url } = paymentLinkOf(providerRef);
      return { ...nothing, orderRef, linkRef, url };
    },
    expire: linkExpiryAdapter(client, times),
    inquiry: { source, ask: paymobInquiry(client) },
    refund: paymobRefundAdapter(client, times),
  };
}

/** Cash collection at the door. Paymob has no call that cancels it, and a person gives cash back by hand. */
function collectionAdapters(
  client: PaymobClient,
  integrationId: number,
  times: CallTimes,
  source = 'paymob',
): PaymentAdapters {
  return {
    open: cashAdapter(client, { integrationId, ...times }),
    means: (providerRef) => ({ ...nothing, orderRef: cashCollectionOf(providerRef).orderId }),
    expire: null,
    inquiry: { source, ask: paymobInquiry(client) },
    refund: null,
  };
}

/** Codes to pay with at a Fawry outlet. */
function fawryAdapters(
  { merchantCode, secureKeys, baseUrl }: Fawry,
  times: CallTimes,
  source = 'fawry',
): PaymentAdapters {
  const at = baseUrl === undefined ? {} : { baseUrl };
  const client = fawryClient({ merchantCode, secureKey: secureKeys[0] ?? '', ...at });
  return {
    open: fawryCodeAdapter(client, times),
    means: (code) => ({ ...nothing, orderRef: code, code }),
    expire: codeExpiryAdapter(client, times),
    inquiry: { source, ask: fawryInquiry(client) },
    refund: fawryRefundAdapter(client, times),
  };
}
