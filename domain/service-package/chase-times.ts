// Owns when an unpaid package's calls are due and when it is lost. Refuses to do anything about it: that is `chase.ts`.
import { daysLater, earlier, startOfDay } from '../calendar/days.ts';
import { type Instant, later, localDate } from '../calendar/instant.ts';
import { closingOnOrAfter, closingOnOrBefore, workingTimeLater } from '../calendar/working-time.ts';
import { ticketType } from '../ticket/policy.ts';
import type { TicketState } from '../ticket/state.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState } from './state.ts';

type Chased = Pick<ServicePackageState, 'bookedAt' | 'firstVisitAt' | 'firstVisitSetAt' | 'paysLater'>;

/** FK-06: at once for a customer who pays later, otherwise some working time after booking. */
export function chaseBeginsAt(policy: ServicePackagePolicy, { bookedAt, paysLater }: Chased): Instant {
  return paysLater ? bookedAt : workingTimeLater(policy.tickets.workingHours, bookedAt, policy.chase.ticketAfter);
}

export type LastChance = { from: Instant; until: Instant };

/**
 * FK-09, FK-11: the day before the first visit until the end of working hours. Where that is past already when the first
 * visit becomes known: until two hours before the visit, or, even later, its start (FK-13: before the first visit).
 */
export function lastChance(policy: ServicePackagePolicy, { firstVisitAt, firstVisitSetAt }: Chased): LastChance {
  const zone = zoneOf(policy);
  const dayBefore = daysLater(localDate(firstVisitAt, zone), -policy.chase.lastCallDaysBefore);
  const end = closingOnOrBefore(policy.tickets.workingHours, dayBefore);
  if (end > firstVisitSetAt) return { from: startOfDay(localDate(end, zone), zone), until: end };
  const late = later(firstVisitAt, `-${policy.chase.lateLastChance}`);
  return { from: firstVisitSetAt, until: late > firstVisitSetAt ? late : firstVisitAt };
}

/** Until when the first call must be made: on the clock of its ticket type, and not later than the last chance. */
export function firstCallDueAt(policy: ServicePackagePolicy, state: Chased, openedAt: Instant): Instant {
  const { callWithin } = ticketType(policy.tickets, policy.chase.ticket);
  const due = workingTimeLater(policy.tickets.workingHours, openedAt, callWithin);
  return earlier(due, lastChance(policy, state).until);
}

/** FK-11, FK-12: the call after the cancellation: from the next day's beginning until its end of working hours. */
export function finalCall(policy: ServicePackagePolicy, cancelledAt: Instant): LastChance {
  const zone = zoneOf(policy);
  const date = daysLater(localDate(cancelledAt, zone), policy.chase.finalCallDaysAfter);
  return { from: startOfDay(date, zone), until: closingOnOrAfter(policy.tickets.workingHours, date) };
}

/** The ticket on which the chase's calls are made; `undefined` before it is opened. */
export function chaseTicket(
  policy: ServicePackagePolicy,
  { tickets }: Pick<ServicePackageState, 'tickets'>,
): TicketState | undefined {
  return tickets.find(({ id }) => id === policy.chase.ticket);
}
