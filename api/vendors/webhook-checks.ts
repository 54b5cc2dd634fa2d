import type { Em } from '../../db/orm.ts';
import { caseOfEffect, type Reporter, ticketAtHelpdesk } from '../../db/read/event-cases.ts';
import { requestsByOrder } from '../../db/read/payment-requests.ts';
import { isPaidTo, type Payee } from '../../domain/service-package/payees.ts';
import { vendorsOfAccount } from '../../platform/vendor-accounts.ts';
import { type Vendors, type VendorSettings, vendorsOf } from '../../platform/vendor-settings.ts';
import { accountOf } from '../../programs/index.ts';
import { fawryEventOf } from '../../vendors/fawry/fawry-signature.ts';
import { freshdeskEventOf } from '../../vendors/freshdesk/freshdesk-webhook.ts';
import { paymobEventOf } from '../../vendors/paymob/paymob-signature.ts';
import { messageStatusOf } from '../../vendors/twilio/message-status.ts';
import { isFromTwilio } from '../../vendors/twilio/twilio-signature.ts';
import { mailCheck } from './mail-check.ts';

/** A request as it arrived: the path with its query, and the bytes of its body. */
export type ReceivedRequest = {
  pathAndQuery: string;
  header(name: string): string | undefined;
  query: Readonly<Record<string, unknown>>;
  rawBody: Buffer;
};

/** A provider's proven event. Its values are the signed ones, without the customer's name and number. */
export type SignedEvent = { eventId: string; kept(em: Em): Promise<KeptEvent> };

/** The form in which an event is kept, and its case, if it has one. */
export type KeptEvent = { caseId: string | null; body: object };

/** Checks a request's proof. `null` for an unsigned, forged or unknown one. @throws ProblemError for an unfit one */
export type WebhookCheck = (received: ReceivedRequest) => SignedEvent | null | Promise<SignedEvent | null>;

/** The checks of the installation's own accounts, by the name of the source. */
export function webhookChecks(settings: VendorSettings): Readonly<Record<string, WebhookCheck>> {
  const vendors: Vendors = vendorsOf(settings);
  const { CARELINE_PUBLIC_URL: publicUrl } = settings;
  return {
    paymob: paymobCheck(vendors.paymob?.hmacSecrets ?? [], { kinds: ['link', 'collection'] }),
    fawry: fawryCheck(vendors.fawry?.secureKeys ?? [], null),
    twilio: twilioCheck(vendors.twilio?.authTokens ?? [], publicUrl, null),
    freshdesk: freshdeskCheck(vendors.freshdesk?.webhookSecrets ?? [], null),
    mail: mailCheck(vendors.smtp?.bounceSecrets ?? []),
  };
}

/** The check of a program's own account; `null` for one that is not there, is a sandbox, or is not set up here. */
export function accountCheck(program: string, name: string, settings: VendorSettings): WebhookCheck | null {
  const account = accountOf(program, name);
  const vendors = account === null || account.sandbox === true ? null : vendorsOfAccount(account, settings);
  const own = { program, account: name };
  if (vendors?.paymob) return paymobCheck(vendors.paymob.hmacSecrets, own);
  if (vendors?.fawry) return fawryCheck(vendors.fawry.secureKeys, own);
  if (vendors?.twilio) return twilioCheck(vendors.twilio.authTokens, settings.CARELINE_PUBLIC_URL, own);
  return vendors?.freshdesk ? freshdeskCheck(vendors.freshdesk.webhookSecrets, own) : null;
}

function paymobCheck(secrets: string[], payee: Payee): WebhookCheck {
  return ({ rawBody, query }) => {
    const { hmac } = query;
    const event = paymobEventOf(rawBody, typeof hmac === 'string' ? hmac : undefined, secrets);
    if (event === null) return null;
    const { eventId, orderId } = event;
    const caseOf = async (em: Em) => (await requestsByOrder(em, orderId)).find((one) => isPaidTo(payee, one))?.caseId;
    return { eventId, kept: whole(event, caseOf) };
  };
}

function fawryCheck(secureKeys: string[], reporter: Reporter): WebhookCheck {
  return ({ rawBody }) => {
    const event = fawryEventOf(rawBody, secureKeys);
    if (event === null) return null;
    const { eventId, merchantRefNumber } = event;
    return { eventId, kept: whole(event, (em) => caseOfEffect(em, merchantRefNumber, reporter)) };
  };
}

function twilioCheck(authTokens: string[], publicUrl: string | undefined, reporter: Reporter): WebhookCheck {
  const publicOrigins = publicUrl === undefined ? [] : [publicUrl];
  return ({ rawBody, pathAndQuery, header }) => {
    const signature = header('x-twilio-signature');
    if (!isFromTwilio({ signature, pathAndQuery, rawBody }, { authTokens, publicOrigins })) return null;
    const event = messageStatusOf({ pathAndQuery, rawBody });
    if (event === null) return null;
    return { eventId: event.eventId, kept: whole(event, (em) => caseOfEffect(em, event.effectId, reporter)) };
  };
}

function freshdeskCheck(secrets: string[], reporter: Reporter): WebhookCheck {
  return ({ rawBody, header }) => {
    const event = freshdeskEventOf(rawBody, header('x-careline-secret'), secrets);
    if (event === null) return null;
    const { eventId, ticketId } = event;
    return { eventId, kept: whole(event, async (em) => (await ticketAtHelpdesk(em, ticketId, reporter))?.caseId) };
  };
}

function whole(body: object, caseOf: (em: Em) => Promise<string | null | undefined>): SignedEvent['kept'] {
  return async (em) => ({ caseId: (await caseOf(em)) ?? null, body });
}
