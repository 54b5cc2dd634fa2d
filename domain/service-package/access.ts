import type { Staff } from '../access/conversation-access.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { PackageAction, ServicePackagePolicy } from './policy.ts';

/** True when one of the person's roles allows the action; `read` decides whether they may see a package at all. */
export function mayDo(policy: ServicePackagePolicy, action: PackageAction, { roles }: Staff): boolean {
  return roles.some((role) => rolesFor(policy, action).includes(role));
}

/** The roles that may do the action. */
export function rolesFor(policy: ServicePackagePolicy, action: PackageAction): readonly string[] {
  return policy.access[action] ?? (action === 'note' ? policy.access.read : []);
}

/** Why a person may not do this to a package, or `null`. */
export function refusalOfPackageAction(
  policy: ServicePackagePolicy,
  action: PackageAction,
  staff: Staff,
): Refusal | null {
  return mayDo(policy, action, staff) ? null : refusal('not-allowed', 'your role may not do this');
}
