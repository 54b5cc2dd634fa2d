import { endOfDay } from '../calendar/days.ts';
import { type Instant, localDate } from '../calendar/instant.ts';
import { closingOn } from '../calendar/working-hours.ts';
import { workingTimeLater } from '../calendar/working-time.ts';
import { ticketType } from '../ticket/policy.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState, Visit } from './state.ts';

/** The id of the ticket for a call about a visit. */
export function sameDayTicketId(policy: ServicePackagePolicy, visitId: string): string {
  return `${policy.visits.sameDay.ticket}/${visitId}`;
}

/** The visit that a ticket is about; `null` for a ticket of another kind. */
export function visitOfTicket(policy: ServicePackagePolicy, ticketId: string): string | null {
  const prefix = sameDayTicketId(policy, '');
  return ticketId.startsWith(prefix) ? ticketId.slice(prefix.length) : null;
}

/** The end of the day's working hours: now if it is past, or the day's own end if the day is closed. */
export function sameDayUntil(policy: ServicePackagePolicy, at: Instant): Instant {
  const date = localDate(at, zoneOf(policy));
  const until = closingOn(policy.tickets.workingHours, date) ?? endOfDay(date, zoneOf(policy));
  return until > at ? until : at;
}

/** When the call is due: today, or within the type's working time if today's work is over. */
export function sameDayCallDueAt(policy: ServicePackagePolicy, at: Instant): Instant {
  const until = sameDayUntil(policy, at);
  const { callWithin } = ticketType(policy.tickets, policy.visits.sameDay.ticket);
  return until > at ? until : workingTimeLater(policy.tickets.workingHours, at, callWithin);
}

/**
 * True for a visit used up because the customer cancelled it, or the package, on its day: it counts but did not happen
 * (FK-19).
 */
export function isCancelledOnItsDay(
  policy: ServicePackagePolicy,
  { tickets, usedWithPackage = [] }: Pick<ServicePackageState, 'tickets' | 'usedWithPackage'>,
  { id, status }: Visit,
): boolean {
  const ticketId = sameDayTicketId(policy, id);
  return status === 'completed' && (usedWithPackage.includes(id) || tickets.some((ticket) => ticket.id === ticketId));
}

type SameDayState = Pick<ServicePackageState, 'tickets' | 'sameDaySettled' | 'stage' | 'payment'>;

/**
 * FK-20: tickets whose SMS is not settled, and when it will be sent; none where the program sends none. A package that was never paid has used no visits.
 */
export function pendingSameDay(
  policy: ServicePackagePolicy,
  { tickets, sameDaySettled, stage, payment }: SameDayState,
): { ticket: string; visitId: string; at: Instant }[] {
  if ((stage === 'cancelled' && payment === null) || policy.sms.sameDay === undefined) return [];
  return tickets.flatMap(({ id, openedAt }) => {
    const visitId = visitOfTicket(policy, id);
    if (visitId === null || sameDaySettled.includes(visitId)) return [];
    return [{ ticket: id, visitId, at: sameDayUntil(policy, openedAt) }];
  });
}
