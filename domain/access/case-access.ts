import { refusalOfPackageAction } from '../service-package/access.ts';
import type { PackageAction, ServicePackagePolicy } from '../service-package/policy.ts';
import { refusalOfTicketAction, type TicketAction } from '../ticket/access.ts';
import type { TicketType } from '../ticket/policy.ts';
import type { Staff } from './conversation-access.ts';
import { OPEN, type Verdict } from './verdict.ts';

type PackageRule = `service-package.${PackageAction}`;
type TicketRule = `ticket.${TicketAction}`;

/** A route's action on a package or a ticket. */
export type CaseRule = PackageRule | TicketRule;

export function isPackageRule(rule: string): rule is PackageRule {
  return rule.startsWith('service-package.');
}

export function isTicketRule(rule: string): rule is TicketRule {
  return rule.startsWith('ticket.');
}

export function isCaseRule(rule: string): rule is CaseRule {
  return isPackageRule(rule) || isTicketRule(rule);
}

/** Whether staff who may read a package may do this to it, by the policy that it keeps. */
export function verdictOnPackage(policy: ServicePackagePolicy, action: PackageAction, staff: Staff): Verdict {
  // FK-21: the command itself says that a second person is needed, whatever the preparer's role.
  if (action === 'approve-refund') return OPEN;
  const refusal = refusalOfPackageAction(policy, action, staff);
  return refusal === null ? OPEN : { kind: 'refused', refusal };
}

/** Whether staff who may read tickets may do this to those of a type. */
export function verdictOnTicket(type: TicketType, action: TicketAction, staff: Staff): Verdict {
  const refusal = refusalOfTicketAction(type, action, staff);
  return refusal === null ? OPEN : { kind: 'refused', refusal };
}
