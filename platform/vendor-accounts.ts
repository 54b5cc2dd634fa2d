// A program's accounts at providers. The document names the variables of its secrets; only this process reads them.
import type { VendorAccount } from '../domain/program.ts';
import { fromFiles } from './secret-files.ts';
import { type Vendors, type VendorSettings, vendorsOf } from './vendor-settings.ts';

/** The accounts that can be set up; the name is that of the adapter. */
export type AccountVendors = Partial<Vendors>;

/** The adapters whose providers report to our public address. */
const calledBack: readonly string[] = ['paymob', 'twilio'];

/** The variables of an account's secrets that this installation does not have. A sandbox needs none. */
export function missingSecrets({ secrets = {}, sandbox = false }: VendorAccount, environment = process.env): string[] {
  if (sandbox) return [];
  return Object.values(secrets)
    .map(({ env }) => env)
    .filter((name) => valueOf(name, environment) === null);
}

/** True for an account that cannot work because this installation has no public address. */
export function lacksPublicUrl(
  { adapter, sandbox = false }: VendorAccount,
  { CARELINE_PUBLIC_URL: url }: VendorSettings,
): boolean {
  return !sandbox && url === undefined && calledBack.includes(adapter);
}

/**
 * An account with its secrets; `null` while one is missing or cannot be read, or while the public address is missing that
 * its provider reports to. The provider's address is the installation's, so no document sends secrets to another one.
 */
export function vendorsOfAccount(
  account: VendorAccount,
  installation: VendorSettings,
  environment = process.env,
): AccountVendors | null {
  if (missingSecrets(account, environment).length > 0 || lacksPublicUrl(account, installation)) return null;
  const { adapter, settings = {}, secrets = {} } = account;
  const secret = (name: string) => valueOf(secrets[name]?.env ?? '', environment) ?? '';
  if (adapter === 'paymob') return { paymob: paymobAccount(settings, secret, installation) };
  if (adapter === 'fawry') return { fawry: fawryAccount(settings, secret, installation) };
  if (adapter === 'twilio') return { twilio: twilioAccount(settings, secret, installation) };
  if (adapter === 'smtp') return { smtp: smtpAccount(settings, installation) };
  if (adapter === 'freshdesk') return { freshdesk: freshdeskAccount(settings, secret, installation) };
  return null;
}

type Settings = NonNullable<VendorAccount['settings']>;
type Secret = (name: string) => string;

function paymobAccount(settings: Settings, secret: Secret, { PAYMOB_BASE_URL: baseUrl }: VendorSettings) {
  const { merchantId, integrationIds = [], cashIntegrationId, returnUrl, live } = settings;
  return {
    apiKey: secret('apiKey'),
    hmacSecrets: list(secret('hmacSecrets')),
    merchantId: Number(merchantId),
    integrationIds: [...(integrationIds as readonly number[])],
    cashIntegrationId: cashIntegrationId === undefined ? null : Number(cashIntegrationId),
    returnUrl: returnUrl === undefined ? null : String(returnUrl),
    isLive: live === true,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
}

function fawryAccount({ merchantCode }: Settings, secret: Secret, { FAWRY_BASE_URL: baseUrl }: VendorSettings) {
  const at = baseUrl === undefined ? {} : { baseUrl };
  return { merchantCode: String(merchantCode), secureKeys: list(secret('secureKeys')), ...at };
}

function twilioAccount(settings: Settings, secret: Secret, { TWILIO_BASE_URL: baseUrl }: VendorSettings) {
  const { accountSid, from, messagingServiceSid } = settings;
  return {
    accountSid: String(accountSid),
    authTokens: list(secret('authTokens')),
    sender: from === undefined ? { messagingServiceSid: String(messagingServiceSid) } : { from: String(from) },
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
}

function freshdeskAccount({ domain }: Settings, secret: Secret, installation: VendorSettings) {
  const { FRESHDESK_ACCOUNTS_URL: accounts = 'https://*.freshdesk.com' } = installation;
  return {
    baseUrl: accounts.replace('*', String(domain)),
    apiKey: secret('apiKey'),
    webhookSecrets: list(secret('webhookSecrets')),
  };
}

/** `null` where the installation has no mail server: its mails are a sandbox. */
function smtpAccount({ from, fromName }: Settings, installation: VendorSettings): Vendors['smtp'] {
  const { smtp } = vendorsOf(installation);
  return smtp === null
    ? null
    : { ...smtp, from: { address: String(from), name: fromName === undefined ? null : String(fromName) } };
}

const list = (text: string): string[] => text.split(',').filter((one) => one !== '');

function valueOf(name: string, environment: NodeJS.ProcessEnv): string | null {
  return fromFiles(environment, [name]).given[name] || null;
}
