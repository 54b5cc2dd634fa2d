// Owns the visits that come back too late to be planned again: the end of the grace keeps them, and a ticket asks the lead to
// give their money back in full (FK-17, FK-21). Refuses to pay anything: that is `cancellation.ts`.
import type { Instant } from '../calendar/instant.ts';
import { workingTimeLater } from '../calendar/working-time.ts';
import { asksAgain } from '../ticket/changes.ts';
import { ticketType } from '../ticket/policy.ts';
import { type Does, entryOf } from './move.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, opensTicket } from './process-tickets.ts';
import type { ServicePackageState, Visit } from './state.ts';
import { expiresAt } from './validity.ts';
import type { VisitReturn } from './visit-policy.ts';
import { visitsWithoutDate } from './visits.ts';

/** A visit that goes back to the balance by a word of the lead: the centre did not come, or the record was wrong. */
export function returnedVisit(policy: ServicePackagePolicy, at: Instant): Pick<Visit, 'status' | 'returnedAt'> {
  return policy.visits.returned === undefined ? { status: 'cancelled' } : { status: 'cancelled', returnedAt: at };
}

/** Visits without a date that the end of the grace does not take: as many as came back within it. */
export function returnedInGrace(policy: ServicePackagePolicy, state: ServicePackageState): number {
  const from = expiresAt(policy, state);
  const returned = state.visits.filter(
    ({ status, returnedAt }) => status === 'cancelled' && returnedAt !== undefined && returnedAt >= from,
  );
  return Math.min(returned.length, visitsWithoutDate(state));
}

/** The ticket follows the balance of a package that is over: it asks while a visit is on it. */
export function asksToPayBack(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): Does {
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

/** The package is cancelled, so its money is on its way. */
export function closesPayBack(policy: ServicePackagePolicy, { tickets }: ServicePackageState, at: Instant): Does {
  const { returned } = policy.visits;
  if (returned === undefined) return {};
  const ticket = tickets.find(({ id }) => id === returned.ticket);
  return closesTicket(policy, ticket, at, returned.results.paidBack);
}

/** True for a package that is over: all that is left of it came back too late, so nothing is kept as a fee. */
export function isPaidBackInFull(policy: ServicePackagePolicy, { stage }: ServicePackageState): boolean {
  return policy.visits.returned !== undefined && stage === 'deactivated';
}

function decidedUntil({ tickets }: ServicePackagePolicy, { ticket }: VisitReturn, at: Instant): Instant {
  return workingTimeLater(tickets.workingHours, at, ticketType(tickets, ticket).callWithin);
}
