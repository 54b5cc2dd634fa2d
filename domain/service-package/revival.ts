import type { Instant } from '../calendar/instant.ts';
import { revived } from '../ledger/movements.ts';
import { chaseTicket } from './chase-times.ts';
import { entryOf, moveTo, withoutOpenRequests } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, together } from './process-tickets.ts';
import type { HeldPayment, Move, Payment, ServicePackageState } from './state.ts';
import { frozenValidity } from './validity.ts';

/**
 * A late payment revives an unpaid, cancelled package: its visits ahead are planned again, the others are on the
 * balance.
 */
export function revive(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  held: HeldPayment,
  by: string,
  at: Instant,
): Move {
  const { why: _why, decision: _decision, dueAt: _dueAt, escalatedAt: _escalatedAt, ...received } = held;
  const payment: Payment = received;
  const { paymentRequests, payments } = withoutOpenRequests(before.paymentRequests);
  const visits = before.visits.map((visit) =>
    before.cancelledWithPackage.includes(visit.id) && visit.startsAt > at
      ? { ...visit, status: 'planned' as const }
      : visit,
  );
  const validity = frozenValidity(policy, { ...before, visits }, at);
  const rule = policy.rules.revived;
  const fields: Partial<ServicePackageState> = {
    stage: 'active',
    cancelledAt: null,
    cancelledWithPackage: [],
    heldPayments: decided(before, held.id, 'revive'),
    payment,
    paymentRequests,
    visits,
    ...validity,
  };
  const parts = together(
    {
      entries: [entryOf(at, 'revived', by, rule, { payment: held.id, ...validity })],
      ledger: [revived({ subject: held.id, at, rule }, held.amount)],
      payments,
    },
    closesTicket(policy, chaseTicket(policy, before), at, policy.results.paid),
  );
  return moveTo(policy, before, at, fields, parts);
}

/** The held payments after a decision on one of them. */
export function decided(state: ServicePackageState, paymentId: string, decision: 'refund' | 'revive'): HeldPayment[] {
  return state.heldPayments.map((held) => (held.id === paymentId ? { ...held, decision } : held));
}
