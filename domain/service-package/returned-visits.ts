// Some visits are returned too late to be planned again. The end of the grace does not take them: a ticket asks the
// lead to pay them back in full (FK-17, FK-21).
import type { Instant } from '../calendar/instant.ts';
import { workingTimeLater } from '../calendar/working-time.ts';
import { asksAgain } from '../ticket/changes.ts';
import { ticketType } from '../ticket/policy.ts';
import { type MoveParts, entryOf } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, opensTicket } from './process-tickets.ts';
import type { ServicePackageState, Visit } from './state.ts';
import { expiresAt } from './validity.ts';
import type { VisitReturn } from './visit-policy.ts';
import { visitsWithoutDate } from './visits.ts';

/** A visit that the lead returns to the balance: the team did not come, or the record was wrong. */
export function returnedVisit(policy: ServicePackagePolicy, at: Instant): Pick<Visit, 'status' | 'returnedAt'> {
  return policy.visits.returned === undefined ? { status: 'cancelled' } : { status: 'cancelled', returnedAt: at };
}

/** The number of visits without a date that the end of the grace does not take: those returned within it. */
export function returnedInGrace(policy: ServicePackagePolicy, state: ServicePackageState): number {
  const from = expiresAt(policy, state);
  const returned = state.visits.filter(
    ({ status, returnedAt }) => status === 'cancelled' && returnedAt !== undefined && returnedAt >= from,
  );
  return Math.min(returned.length, visitsWithoutDate(state));
}

/** For a package that has ended: the ticket is open while a returned visit is on its balance, and closed otherwise. */
export function asksToPayBack(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): MoveParts {
  const { returned } = policy.visits;
  if (returned === undefined) return {};
  const ticket = state.tickets.find(({ id }) => id === returned.ticket);
  if (state.stage !== 'deactivated' || visitsWithoutDate(state) === 0) {
    return closesTicket(policy, ticket, at, returned.results.takenBack);
  }
  const dueAt = decidedUntil(policy, returned, at);
  if (ticket === undefined) return opensTicket(policy, { type: returned.ticket, at, dueAt, rule: returned.rule });
  if (ticket.status !== 'closed') return {};
  const details = { ticket: ticket.id, dueAt };
  return {
    tickets: [asksAgain(ticket, at, dueAt)],
    entries: [entryOf(at, 'ticket-reopened', 'careline', returned.rule, details)],
  };
}

/** The package is cancelled, so its refund is under way. */
export function closesPayBack(policy: ServicePackagePolicy, { tickets }: ServicePackageState, at: Instant): MoveParts {
  const { returned } = policy.visits;
  if (returned === undefined) return {};
  const ticket = tickets.find(({ id }) => id === returned.ticket);
  return closesTicket(policy, ticket, at, returned.results.paidBack);
}

/** True for a package that has ended: everything left of it was returned too late, so there is no fee. */
export function isPaidBackInFull(policy: ServicePackagePolicy, { stage }: ServicePackageState): boolean {
  return policy.visits.returned !== undefined && stage === 'deactivated';
}

function decidedUntil({ tickets }: ServicePackagePolicy, { ticket }: VisitReturn, at: Instant): Instant {
  return workingTimeLater(tickets.workingHours, at, ticketType(tickets, ticket).callWithin);
}
