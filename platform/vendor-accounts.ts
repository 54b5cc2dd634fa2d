// A program's accounts at providers. The document names the variables of its secrets; only this process reads them.
import type { VendorAccount } from '../domain/program.ts';
import { fromFiles } from './secret-files.ts';
import type { Vendors, VendorSettings } from './vendor-settings.ts';

/** The accounts that can be set up; the name is that of the adapter. */
export type AccountVendors = Partial<Pick<Vendors, 'paymob' | 'fawry'>>;

/** The variables of an account's secrets that this installation does not have. A sandbox needs none. */
export function missingSecrets({ secrets = {}, sandbox = false }: VendorAccount, environment = process.env): string[] {
  if (sandbox) return [];
  return Object.values(secrets)
    .map(({ env }) => env)
    .filter((name) => valueOf(name, environment) === null);
}

/**
 * An account with its secrets; `null` while one is missing or cannot be read. The provider's address is the
 * installation's, so no document sends secrets to another one.
 */
export function vendorsOfAccount(
  account: VendorAccount,
  installation: VendorSettings,
  environment = process.env,
): AccountVendors | null {
  if (missingSecrets(account, environment).length > 0) return null;
  const { adapter, settings = {}, secrets = {} } = account;
  const secret = (name: string) => valueOf(secrets[name]?.env ?? '', environment) ?? '';
  if (adapter === 'paymob') return { paymob: paymobAccount(settings, secret, installation) };
  if (adapter === 'fawry') return { fawry: fawryAccount(settings, secret, installation) };
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

const list = (text: string): string[] => text.split(',').filter((one) => one !== '');

function valueOf(name: string, environment: NodeJS.ProcessEnv): string | null {
  return fromFiles(environment, [name]).given[name] || null;
}
