import type { VendorAccount } from '../../domain/program.ts';

export type ChangedAccount = { path: string[]; code: 'account-changed'; text: string };

/**
 * The accounts that keep their id and are at another provider, or are a sandbox no more. What has left by the old one
 * would be asked of the new one. `earlier` is an account as a version has it that was published before.
 */
export function changedAccounts(
  vendors: Readonly<Record<string, VendorAccount>>,
  earlier: (id: string) => VendorAccount | null,
): ChangedAccount[] {
  return Object.entries(vendors).flatMap(([id, account]) => {
    const before = earlier(id);
    if (before === null) return [];
    const path = ['program', 'vendors', id];
    const instead = 'what left by it would be asked of another provider; give the new account another id';
    if (before.adapter !== account.adapter) {
      const text = `\`${id}\` was at \`${before.adapter}\`, and ${instead}`;
      return [{ path: [...path, 'adapter'], code: 'account-changed', text }];
    }
    if (isSandbox(before) === isSandbox(account)) return [];
    const text = `\`${id}\` was ${isSandbox(before) ? '' : 'not '}a sandbox, and ${instead}`;
    return [{ path: [...path, 'sandbox'], code: 'account-changed', text }];
  });
}

const isSandbox = ({ sandbox = false }: VendorAccount) => sandbox;
