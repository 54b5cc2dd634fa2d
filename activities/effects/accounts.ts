// The adapters of programs' own accounts, by the adapter that the account names.
import type { VendorAccount } from '../../domain/program.ts';
import type { AccountVendors } from '../../platform/vendor-accounts.ts';
import { vendorsOfAccount } from '../../platform/vendor-accounts.ts';
import type { VendorSettings } from '../../platform/vendor-settings.ts';
import { accountOf } from '../../programs/index.ts';
import { type AccountAdapters, sandboxAccount } from './adapters.ts';

export type AccountParts = {
  settings: VendorSettings;
  /** The adapters of an account that is set up; `callback` is the path of its reports, `source` its name in the inbox. */
  adaptersOf(vendors: AccountVendors, of: { callback: string; source: string }): AccountAdapters;
};

/** An account's name in the inbox and in addresses. */
export function accountSource(program: string, account: string): string {
  return `${program}/${account}`;
}

export const accountCallback = (source: string): string => `/v1/webhooks/accounts/${source}`;

/** Finds the adapters of an account. They are kept, because a client keeps its login. */
export function accountAdapters({ settings, adaptersOf }: AccountParts) {
  const kept = new Map<string, { key: string; adapters: AccountAdapters }>();
  return (program: string, name: string): AccountAdapters | null => {
    const account = accountOf(program, name);
    const source = accountSource(program, name);
    if (account === null) return null;
    if (account.sandbox === true) return sandboxAccount();
    const vendors = vendorsOfAccount(account, settings);
    if (vendors === null) return null;
    const key = keyOf(account, vendors);
    const known = kept.get(source);
    if (known?.key === key) return known.adapters;
    const adapters = adaptersOf(vendors, { callback: accountCallback(source), source });
    kept.set(source, { key, adapters });
    return adapters;
  };
}

function keyOf(account: VendorAccount, vendors: AccountVendors): string {
  return JSON.stringify([account, vendors]);
}
