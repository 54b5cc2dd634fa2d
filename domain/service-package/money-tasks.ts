import type { Instant } from '../calendar/instant.ts';
import { workingTimeLater } from '../calendar/working-time.ts';
import type { TicketNotify } from '../ticket/state.ts';
import type { RemainingNotifications } from '../remaining-notifications.ts';
import type { Todo } from '../timetable.ts';
import { rolesFor } from './access.ts';
import { entryOf, moveTo } from './move-parts.ts';
import type { PackageAction, ServicePackagePolicy } from './policy.ts';
import type { HeldPayment, MoneyDue, Move, Refund, ServicePackageState } from './state.ts';

/** The due time of a new decision (FK-23). Empty if the policy sets no time. */
export function decisionDue(policy: ServicePackagePolicy, at: Instant): MoneyDue {
  if (policy.money === undefined) return {};
  return { dueAt: workingTimeLater(policy.tickets.workingHours, at, policy.money.within), escalatedAt: null };
}

/** Tells the roles that decide that a decision is waiting. */
export function tellsDeciders(policy: ServicePackagePolicy, action: PackageAction, subject: string): TicketNotify[] {
  return policy.money === undefined
    ? []
    : [{ kind: 'money-waiting', ticket: subject, roles: rolesFor(policy, action), login: null }];
}

/** The statuses in which a refund waits for people, and the action that they need. */
const DECIDED_BY: Partial<Record<Refund['status'], PackageAction>> = {
  'awaiting-approval': 'approve-refund',
  refused: 'approve-refund',
  unknown: 'settle-refund',
  'to-hand-out': 'settle-refund',
  declined: 'cancel',
};

/** The action that decides on a refund in its current status; `null` if it does not wait for people. */
export function deciderOf({ status }: Pick<Refund, 'status'>): PackageAction | null {
  return DECIDED_BY[status] ?? null;
}

/**
 * The current owner of a refund: its preparer's login, or the roles that decide; `null` if it does not wait for people.
 */
export function ownerOf(
  policy: ServicePackagePolicy,
  refund: Pick<Refund, 'status' | 'preparedBy'>,
): Todo['by'] | null {
  const action = deciderOf(refund);
  if (action === null) return null;
  return refund.status === 'declined' ? refund.preparedBy : [...rolesFor(policy, action)];
}

type Waiting = MoneyDue & { id: string };

/** Payments and refunds that still wait for a decision, with their due times. */
function waitingMoney({ heldPayments, refunds }: Pick<ServicePackageState, 'heldPayments' | 'refunds'>): Waiting[] {
  const held = heldPayments.filter(({ decision }) => decision === null);
  return [...held, ...refunds.filter((refund) => deciderOf(refund) !== null)];
}

/** The decisions whose delay will be reported. */
export function overdueMoney(state: ServicePackageState): { id: string; at: Instant }[] {
  return waitingMoney(state).flatMap(({ id, dueAt, escalatedAt }) =>
    dueAt && !escalatedAt ? [{ id, at: dueAt }] : [],
  );
}

/**
 * The notifications about money that are still true, for the roles that decide and for preparers of declined refunds.
 */
export function moneyNotifications(
  policy: ServicePackagePolicy,
  { heldPayments, refunds }: ServicePackageState,
): RemainingNotifications[] {
  const held = heldPayments.flatMap(({ decision }) => (decision === null ? ['decide-payment' as const] : []));
  const asked = [...held, ...refunds.flatMap((refund) => deciderOf(refund) ?? [])];
  const roles = asked.flatMap((action) => rolesFor(policy, action));
  const above = policy.money?.escalatesTo ?? [];
  const declined = refunds.filter(({ status }) => status === 'declined');
  return [
    { kinds: ['money-waiting'], roles },
    ...(asked.length === 0 ? [] : [{ kinds: ['money-overdue'], roles: [...roles, ...above] }]),
    ...declined.map(({ preparedBy }) => ({ kinds: ['refund-declined'], login: preparedBy })),
  ];
}

/** A decision is overdue: the roles that decide and those above them are told, once per due time. */
export function moneyTurnsOverdue(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  id: string,
  at: Instant,
): Move {
  const late = <Money extends HeldPayment | Refund>(money: Money): Money =>
    money.id === id ? { ...money, escalatedAt: at } : money;
  const refund = before.refunds.find((one) => one.id === id);
  const action = (refund === undefined ? null : deciderOf(refund)) ?? 'decide-payment';
  const roles = [...rolesFor(policy, action), ...(policy.money?.escalatesTo ?? [])];
  const rule = policy.rules['money-overdue'] ?? null;
  const fields = { heldPayments: before.heldPayments.map(late), refunds: before.refunds.map(late) };
  return moveTo(policy, before, at, fields, {
    entries: [entryOf(at, 'money-overdue', 'careline', rule, { money: id, to: [...new Set(roles)] })],
    notifies: [{ kind: 'money-overdue', ticket: id, roles: [...new Set(roles)], login: null }],
  });
}
