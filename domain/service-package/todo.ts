import { type Instant, isDue } from '../calendar/instant.ts';
import type { TicketState } from '../ticket/state.ts';
import { ticketTodo } from '../ticket/timetable.ts';
import { byDueTime, type Todo } from '../timetable.ts';
import { rolesFor } from './access.ts';
import { canRevive } from './held-payments.ts';
import { deciderOf, ownerOf } from './money-tasks.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { MoneyDue, Refund, ServicePackageState } from './state.ts';

/** All open tasks of people, earliest first. */
export function packageTodo(policy: ServicePackagePolicy, state: ServicePackageState, now: Instant): Todo[] {
  const tickets = state.tickets.flatMap((ticket) => ticketTodo(policy.tickets, asAskedFor(policy, state, ticket), now));
  const refunds = state.refunds.flatMap((refund) => refundTodo(policy, refund, now));
  return byDueTime([...decisions(policy, state, now), ...refunds, ...tickets]);
}

// FK-09: an unpaid package has no result to enter; the customer is called again.
function asAskedFor(policy: ServicePackagePolicy, { stage }: ServicePackageState, ticket: TicketState): TicketState {
  const isChased = ticket.id === policy.chase.ticket && stage === 'booked' && ticket.status === 'resolved';
  return isChased ? { ...ticket, status: 'open' } : ticket;
}

function decisions(policy: ServicePackagePolicy, state: ServicePackageState, now: Instant): Todo[] {
  return state.heldPayments
    .filter(({ decision }) => decision === null)
    .map((held) => {
      const what = canRevive(state, held) ? 'refund-or-revive' : 'refund-payment';
      return {
        what,
        by: [...rolesFor(policy, 'decide-payment')],
        rule: policy.rules['payment-held'],
        ...dueOf(held, now),
      };
    });
}

/** The task of a refund by its status, in the words of `todo`. */
const REFUND_WORDS: Partial<Record<Refund['status'], string>> = {
  'awaiting-approval': 'approve-refund',
  refused: 'retry-refund',
  unknown: 'settle-refund',
  'to-hand-out': 'hand-out',
  declined: 'resubmit-refund',
};

function refundTodo(policy: ServicePackagePolicy, refund: Refund, now: Instant): Todo[] {
  const [what, action, by] = [REFUND_WORDS[refund.status], deciderOf(refund), ownerOf(policy, refund)];
  if (what === undefined || action === null || by === null) return [];
  const rule = policy.rules[action === 'approve-refund' ? 'refund-approved' : 'refund-settled'];
  return [{ what, by, rule, ...dueOf(refund, now) }];
}

function dueOf({ id, dueAt = null }: MoneyDue & { id: string }, now: Instant) {
  return { dueAt, overdue: dueAt !== null && isDue(dueAt, now), subject: id };
}
