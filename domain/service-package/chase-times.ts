// Owns when an unpaid package's calls are due and when it is lost. Refuses to do anything about it: that is `chase.ts`.
import { daysLater, earlier, latest, startOfDay } from '../calendar/days.ts';
import { type Instant, later, localDate } from '../calendar/instant.ts';
import { closingOnOrAfter, closingOnOrBefore, workingTimeLater } from '../calendar/working-time.ts';
import { ticketType } from '../ticket/policy.ts';
import type { TicketState } from '../ticket/state.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState } from './state.ts';

type Chased = Pick<
  ServicePackageState,
  'bookedAt' | 'firstVisitAt' | 'firstVisitSetAt' | 'paysLater' | 'chaseResumedAt' | 'payBy'
>;

/** FK-06: at once for a customer who pays later, otherwise some working time after booking, or after a collection given up. */
export function chaseBeginsAt(policy: ServicePackagePolicy, { bookedAt, paysLater, chaseResumedAt }: Chased): Instant {
  const { workingHours } = policy.tickets;
  if (chaseResumedAt) return workingTimeLater(workingHours, chaseResumedAt, policy.chase.ticketAfter);
  return paysLater ? bookedAt : workingTimeLater(workingHours, bookedAt, policy.chase.ticketAfter);
}

export type LastChance = { from: Instant; until: Instant };

/** FK-09, FK-11: from when the last call can be made, and when the package is lost. A promised deadline never moves away. */
export function lastChance(policy: ServicePackagePolicy, state: Chased): LastChance {
  const { chaseResumedAt, payBy } = state;
  if (chaseResumedAt) return afterCollection(policy, state, chaseResumedAt);
  const chance = dayBefore(policy, state);
  if (!payBy || chance.until <= payBy) return chance;
  const zone = zoneOf(policy);
  return { from: earlier(chance.from, startOfDay(localDate(payBy, zone), zone)), until: payBy };
}

/**
 * The day before the first visit until the end of working hours. Where that is past already when the first visit becomes
 * known: until two hours before the visit, or, even later, its start (FK-13: before the first visit).
 */
function dayBefore(policy: ServicePackagePolicy, { firstVisitAt, firstVisitSetAt }: Chased): LastChance {
  const zone = zoneOf(policy);
  const end = dayBeforeEnds(policy, firstVisitAt);
  if (end > firstVisitSetAt) return { from: startOfDay(localDate(end, zone), zone), until: end };
  const late = later(firstVisitAt, `-${policy.chase.lateLastChance}`);
  return { from: firstVisitSetAt, until: late > firstVisitSetAt ? late : firstVisitAt };
}

// FK-02: the day before, unless less than two hours of it are left: then two hours, but not beyond the first visit.
function afterCollection(policy: ServicePackagePolicy, state: Chased, resumedAt: Instant): LastChance {
  const { firstVisitAt, payBy } = state;
  const zone = zoneOf(policy);
  const end = earlier(dayBeforeEnds(policy, firstVisitAt), payBy ?? firstVisitAt);
  const soonest = later(resumedAt, policy.chase.collection?.lastChance ?? 'PT0S');
  if (end >= soonest) return { from: startOfDay(localDate(end, zone), zone), until: end };
  return { from: resumedAt, until: latest(resumedAt, earlier(soonest, firstVisitAt)) };
}

function dayBeforeEnds(policy: ServicePackagePolicy, firstVisitAt: Instant): Instant {
  const date = daysLater(localDate(firstVisitAt, zoneOf(policy)), -policy.chase.lastCallDaysBefore);
  return closingOnOrBefore(policy.tickets.workingHours, date);
}

/** FK-02: cash that is agreed to be collected, and that nobody has said to have failed; `null` where nothing is agreed. */
export function agreedCollection(
  policy: ServicePackagePolicy,
  { paymentRequests }: Pick<ServicePackageState, 'paymentRequests'>,
): { requestId: string; at: Instant } | null {
  if (policy.chase.collection === undefined) return null;
  const agreed = paymentRequests.find(
    ({ status, collectAt, missedAt: missed }) => status === 'open' && collectAt && !missed,
  );
  return agreed?.collectAt ? { requestId: agreed.id, at: agreed.collectAt } : null;
}

/** When an agreed collection counts as missed. */
export function missedAt(policy: ServicePackagePolicy, collectAt: Instant): Instant {
  return later(collectAt, policy.chase.collection?.missedAfter ?? 'PT0S');
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
