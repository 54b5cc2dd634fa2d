// Owns who may do what to service packages, by the roles that the policy names. Refuses to know how they proved it.
import type { Staff } from '../access/conversation-access.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { PackageAction, ServicePackagePolicy } from './policy.ts';

/** True when one of the person's roles opens the action; `read` decides whether they may even know of a package. */
export function mayDo(policy: ServicePackagePolicy, action: PackageAction, { roles }: Staff): boolean {
  return roles.some((role) => rolesFor(policy, action).includes(role));
}

/** The roles to which the action is open. */
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
