// Each outside system has a group of variables that is set completely or not at all.
import Type, { type Static } from 'typebox';

/**
 * The form of a text; `fits` describes it in words. The values are never shown, because credentials get into the wrong
 * variable.
 */
type Form = { pattern: string; fits: string };
const optional = (description: string, form?: Form) =>
  Type.Optional(Type.String({ description, minLength: 1, ...form }));
/** A credential; `NAME_FILE` may name a file with it instead. */
const secret = (description: string, form?: Form) =>
  Type.Optional(Type.String({ description, minLength: 1, isSecret: true, ...form }));
const LIST: Form = { pattern: '^[^,\\s]+(,[^,\\s]+)*$', fits: 'one or several, by commas without blanks' };
const NUMBER: Form = { pattern: '^\\d+$', fits: 'digits only' };
const NUMBERS: Form = { pattern: '^\\d+(,\\d+)*$', fits: 'numbers, by commas without blanks' };
const ORIGIN: Form = {
  pattern: '^https?://[^/\\s]+/?$',
  fits: 'an address such as https://example.com without a path',
};
const PAGE: Form = { pattern: '^https?://\\S+$', fits: 'an address that begins with https:// or http://' };
const HOST: Form = { pattern: '^[^\\s/:@]+$', fits: 'a host name without a port' };
const PORT: Form = { pattern: '^\\d{1,5}$', fits: 'a port' };
const SECURITY: Form = { pattern: '^(starttls|tls|none)$', fits: 'starttls, tls or none' };
const ADDRESS: Form = { pattern: '^[^\\s<>@,;]+@[^\\s<>@,;]+$', fits: 'an address such as care@example.com' };
const NAME: Form = { pattern: '^[^\\r\\n]+$', fits: 'one line' };
const SENDER: Form = { pattern: '^\\S+$', fits: 'a number without blanks' };
const sid = (prefix: string): Form => ({
  pattern: `^${prefix}[0-9a-fA-F]{32}$`,
  fits: `${prefix} and 32 hexadecimal digits`,
});

/** The variables as single values; `vendorsOf` combines them. */
export const vendorVariables = {
  TWILIO_ACCOUNT_SID: optional('Twilio account', sid('AC')),
  TWILIO_AUTH_TOKENS: secret('Twilio auth tokens, by commas: the first one sends, each verifies webhooks', LIST),
  TWILIO_FROM: optional('Number that SMS come from, such as +15017122661', SENDER),
  TWILIO_MESSAGING_SERVICE_SID: optional('Instead of a number: a pool of senders', sid('MG')),
  TWILIO_BASE_URL: optional('Where Twilio is, when it is reached through an egress proxy', ORIGIN),
  PAYMOB_API_KEY: secret('Paymob Accept API key'),
  PAYMOB_HMAC_SECRETS: secret('Paymob HMAC secrets, by commas, several while one is replaced', LIST),
  PAYMOB_MERCHANT_ID: optional('Paymob merchant id; callbacks of any other are quarantined', NUMBER),
  PAYMOB_INTEGRATION_IDS: optional('Paymob integrations that payment links offer, by commas', NUMBERS),
  PAYMOB_CASH_INTEGRATION_ID: optional('Paymob integration of cash collection; without it cash stays with us', NUMBER),
  PAYMOB_RETURN_URL: optional('Where a customer’s browser goes after paying; our start page without it', PAGE),
  PAYMOB_LIVE: Type.Boolean({ description: 'Paymob takes real money', default: false }),
  PAYMOB_BASE_URL: optional('Where Paymob Accept is, when not at its public address', ORIGIN),
  FAWRY_MERCHANT_CODE: optional('Fawry merchant code'),
  FAWRY_SECURE_KEYS: secret('Fawry secure keys, by commas: the first one signs, each verifies notifications', LIST),
  FAWRY_BASE_URL: optional('Where Fawry is, when not at its public address: the staging server', ORIGIN),
  FRESHDESK_BASE_URL: optional('Address of the Freshdesk account', ORIGIN),
  FRESHDESK_ACCOUNTS_URL: optional(
    'Where programs’ own Freshdesk accounts are, when they are reached through an egress proxy; `*` is the name of the account',
    ORIGIN,
  ),
  FRESHDESK_API_KEY: secret('Freshdesk API key'),
  FRESHDESK_WEBHOOK_SECRETS: secret('Secrets that our Freshdesk automation sends, by commas', LIST),
  SMTP_HOST: optional('Mail server that takes our mails', HOST),
  SMTP_PORT: optional('Its port; 587, or 465 with SMTP_SECURITY=tls', PORT),
  SMTP_SECURITY: optional(
    'starttls (required, never optional), tls, or none for a server in the own network',
    SECURITY,
  ),
  SMTP_USER: optional('Login at the mail server; leave out for one that lets us in without'),
  SMTP_PASSWORD: secret('Password at the mail server'),
  SMTP_FROM: optional('Address that mails come from, and to which bounces go', ADDRESS),
  SMTP_FROM_NAME: optional('Name beside that address', NAME),
  SMTP_BOUNCE_SECRETS: secret('Secrets that come with the bounces of SMTP_FROM, by commas', LIST),
};

const schema = Type.Object(vendorVariables);
type Given = Partial<Static<typeof schema>>;

/** The variables as they were read, with our own public address. */
export type VendorSettings = Given & { CARELINE_PUBLIC_URL?: string };

type Group = {
  all: readonly (keyof Given)[];
  needed: readonly (keyof Given)[];
  oneOf?: readonly (keyof Given)[];
  /** All of them, or none. */
  together?: readonly (keyof Given)[];
  calledBack: boolean;
};

// Programs' own accounts use these addresses too, so they alone set nothing up.
const addresses: readonly string[] = ['TWILIO_BASE_URL', 'PAYMOB_BASE_URL', 'FAWRY_BASE_URL', 'FRESHDESK_ACCOUNTS_URL'];

const groups: Readonly<Record<string, Group>> = {
  Twilio: {
    all: named('TWILIO_'),
    needed: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKENS'],
    oneOf: ['TWILIO_FROM', 'TWILIO_MESSAGING_SERVICE_SID'],
    calledBack: true,
  },
  Paymob: {
    all: named('PAYMOB_'),
    needed: ['PAYMOB_API_KEY', 'PAYMOB_HMAC_SECRETS', 'PAYMOB_MERCHANT_ID', 'PAYMOB_INTEGRATION_IDS'],
    calledBack: true,
  },
  Fawry: { all: named('FAWRY_'), needed: ['FAWRY_MERCHANT_CODE', 'FAWRY_SECURE_KEYS'], calledBack: false },
  Freshdesk: {
    all: named('FRESHDESK_'),
    needed: ['FRESHDESK_BASE_URL', 'FRESHDESK_API_KEY', 'FRESHDESK_WEBHOOK_SECRETS'],
    calledBack: false,
  },
  SMTP: {
    all: named('SMTP_'),
    needed: ['SMTP_HOST', 'SMTP_FROM', 'SMTP_BOUNCE_SECRETS'],
    together: ['SMTP_USER', 'SMTP_PASSWORD'],
    calledBack: false,
  },
};

function named(prefix: string): (keyof Given)[] {
  const names = Object.keys(vendorVariables) as (keyof Given)[];
  return names.filter((name) => name.startsWith(prefix) && !addresses.includes(name));
}

/** One line for each outside system that is only half set up; none when each is complete or left out. */
export function halfVendors(given: VendorSettings): string[] {
  const isThere = (name: keyof VendorSettings) => given[name] !== undefined && given[name] !== false;
  return Object.entries(groups).flatMap(([vendor, { all, needed, oneOf, together = [], calledBack }]) => {
    if (!all.some(isThere)) return [];
    const missing: string[] = needed.filter((name) => !isThere(name));
    if (oneOf !== undefined && oneOf.filter(isThere).length !== 1) missing.push(`one of ${oneOf.join(' and ')}`);
    if (together.some(isThere)) missing.push(...together.filter((name) => !isThere(name)));
    if (calledBack && !isThere('CARELINE_PUBLIC_URL')) missing.push('CARELINE_PUBLIC_URL');
    if (missing.length === 0) return [];
    return [
      `${vendor} is set up by half, it also needs ${missing.join(', ')}; leave all of its variables out for the sandbox`,
    ];
  });
}

type At = { baseUrl?: string };

/** The outside systems that are set up; `null` means the sandbox. */
export type Vendors = {
  twilio:
    | (At & { accountSid: string; authTokens: string[]; sender: { from: string } | { messagingServiceSid: string } })
    | null;
  paymob:
    | (At & {
        apiKey: string;
        hmacSecrets: string[];
        merchantId: number;
        integrationIds: number[];
        cashIntegrationId: number | null;
        returnUrl: string | null;
        isLive: boolean;
      })
    | null;
  fawry: (At & { merchantCode: string; secureKeys: string[] }) | null;
  freshdesk: { baseUrl: string; apiKey: string; webhookSecrets: string[] } | null;
  smtp: {
    host: string;
    port: number;
    security: 'starttls' | 'tls' | 'none';
    login: { user: string; pass: string } | null;
    from: { address: string; name: string | null };
    bounceSecrets: string[];
  } | null;
};

const list = (text = ''): string[] => text.split(',').filter((one) => one !== '');
const at = (baseUrl: string | undefined): At => (baseUrl === undefined ? {} : { baseUrl });

/** Groups the checked settings by outside system. */
export function vendorsOf(given: VendorSettings): Vendors {
  return {
    ...{ twilio: twilioOf(given), paymob: paymobOf(given), fawry: fawryOf(given), freshdesk: freshdeskOf(given) },
    smtp: smtpOf(given),
  };
}

function twilioOf(given: VendorSettings): Vendors['twilio'] {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_FROM: from, TWILIO_MESSAGING_SERVICE_SID: pool = '' } = given;
  if (accountSid === undefined) return null;
  const sender = from === undefined ? { messagingServiceSid: pool } : { from };
  return { accountSid, authTokens: list(given.TWILIO_AUTH_TOKENS), sender, ...at(given.TWILIO_BASE_URL) };
}

function paymobOf(given: VendorSettings): Vendors['paymob'] {
  const { PAYMOB_API_KEY: apiKey, PAYMOB_CASH_INTEGRATION_ID: cash, PAYMOB_LIVE: isLive = false } = given;
  if (apiKey === undefined) return null;
  return {
    apiKey,
    isLive,
    hmacSecrets: list(given.PAYMOB_HMAC_SECRETS),
    merchantId: Number(given.PAYMOB_MERCHANT_ID),
    integrationIds: list(given.PAYMOB_INTEGRATION_IDS).map(Number),
    cashIntegrationId: cash === undefined ? null : Number(cash),
    returnUrl: given.PAYMOB_RETURN_URL ?? null,
    ...at(given.PAYMOB_BASE_URL),
  };
}

function fawryOf(given: VendorSettings): Vendors['fawry'] {
  const { FAWRY_MERCHANT_CODE: merchantCode } = given;
  if (merchantCode === undefined) return null;
  return { merchantCode, secureKeys: list(given.FAWRY_SECURE_KEYS), ...at(given.FAWRY_BASE_URL) };
}

function freshdeskOf(given: VendorSettings): Vendors['freshdesk'] {
  const { FRESHDESK_BASE_URL: baseUrl, FRESHDESK_API_KEY: apiKey } = given;
  if (baseUrl === undefined || apiKey === undefined) return null;
  return { baseUrl, apiKey, webhookSecrets: list(given.FRESHDESK_WEBHOOK_SECRETS) };
}

function smtpOf(given: VendorSettings): Vendors['smtp'] {
  const { SMTP_HOST: host, SMTP_FROM: address, SMTP_USER: user, SMTP_PASSWORD: pass } = given;
  if (host === undefined || address === undefined) return null;
  const security = (given.SMTP_SECURITY ?? 'starttls') as NonNullable<Vendors['smtp']>['security'];
  return {
    ...{ host, security, port: Number(given.SMTP_PORT ?? (security === 'tls' ? 465 : 587)) },
    login: user === undefined || pass === undefined ? null : { user, pass },
    from: { address, name: given.SMTP_FROM_NAME ?? null },
    bounceSecrets: list(given.SMTP_BOUNCE_SECRETS),
  };
}

/** For each channel and kind of payment method, the name of the real system or `sandbox`. For the log: holds no secret. */
export function channelProviders({ twilio, paymob, fawry, freshdesk, smtp }: Vendors) {
  const real = (vendor: string, isReal: boolean) => (isReal ? vendor : 'sandbox');
  return {
    sms: real('Twilio', twilio !== null),
    mail: real('SMTP', smtp !== null),
    link: real('Paymob', paymob !== null),
    code: real('Fawry', fawry !== null),
    collection: real('Paymob', paymob !== null && paymob.cashIntegrationId !== null),
    helpdesk: real('Freshdesk', freshdesk !== null),
  };
}
