// Owns what an open package waits for: the one thing that comes next, who does it and until when. Refuses to do it.
import type { Instant } from '../calendar/instant.ts';
import { nextTicketAction } from '../ticket/timetable.ts';
import { canRevive } from './held-payments.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { ServicePackageState } from './state.ts';
import { packageTimetable } from './timetable.ts';

/** `by` is a login, a role or `careline`; `at` is when it happens or is due, `null` for as soon as a person can. */
export type NextAction = { what: string; at: Instant | null; rule: string | null; by: string; subject: string | null };

/** Money that waits for a person goes first, then what is earliest: a call or a step. `null` once nothing is open. */
export function nextAction(policy: ServicePackagePolicy, state: ServicePackageState): NextAction | null {
  return moneyAction(policy, state) ?? earliest([...calls(policy, state), ...steps(policy, state)]);
}

/** True when nothing will happen to it any more but money that arrives by mistake; its process may end. */
export function isOver(policy: ServicePackagePolicy, state: ServicePackageState): boolean {
  return nextAction(policy, state) === null;
}

function moneyAction(policy: ServicePackagePolicy, state: ServicePackageState): NextAction | null {
  const held = state.heldPayments.find(({ decision }) => decision === null);
  if (held !== undefined) {
    const what = canRevive(state, held) ? 'refund-or-revive' : 'refund-payment';
    return person(policy, 'decide-payment', what, 'payment-held', held.id);
  }
  const refund = state.refunds.find(({ status }) => status !== 'paid');
  switch (refund?.status) {
    case 'awaiting-approval':
      return person(policy, 'approve-refund', 'approve-refund', 'refund-approved', refund.id);
    case 'refused':
      return person(policy, 'approve-refund', 'retry-refund', 'refund-approved', refund.id);
    case 'unknown':
      return person(policy, 'settle-refund', 'settle-refund', 'refund-settled', refund.id);
    case 'approved':
      return { what: 'pay-refund', at: null, rule: policy.rules['refund-settled'], by: 'careline', subject: refund.id };
    default:
      return null;
  }
}

function person(
  policy: ServicePackagePolicy,
  action: keyof ServicePackagePolicy['access'],
  what: string,
  rule: keyof ServicePackagePolicy['rules'],
  subject: string,
): NextAction {
  return { what, at: null, rule: policy.rules[rule], by: policy.access[action].join(' or '), subject };
}

function calls(policy: ServicePackagePolicy, state: ServicePackageState): NextAction[] {
  return state.tickets.flatMap((ticket) => {
    const next = nextTicketAction(policy.tickets, ticket);
    return next === null ? [] : [{ ...next, subject: ticket.id }];
  });
}

// That a ticket turns overdue is no action: the call that would prevent it is.
function steps(policy: ServicePackagePolicy, state: ServicePackageState): NextAction[] {
  return packageTimetable(policy, state)
    .filter(({ what }) => what !== 'ticket-overdue')
    .map(({ at, what, rule, ticket }) => ({ at, what, rule, by: 'careline', subject: ticket ?? null }));
}

function earliest(actions: readonly NextAction[]): NextAction | null {
  return actions.toSorted((one, other) => Date.parse(one.at ?? '') - Date.parse(other.at ?? ''))[0] ?? null;
}
