import { daysLater, earlier, latest, startOfDay, timeOfDay } from '../calendar/days.ts';
import { type Instant, later, localDate } from '../calendar/instant.ts';
import { closingOnOrAfter, closingOnOrBefore, openDayOnOrBefore, workingTimeLater } from '../calendar/working-time.ts';
import { ticketType } from '../ticket/policy.ts';
import type { TicketState } from '../ticket/state.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState } from './state.ts';

type Chased = Pick<
  ServicePackageState,
  'bookedAt' | 'firstVisitAt' | 'firstVisitSetAt' | 'paysLater' | 'chaseResumedAt' | 'payBy'
>;

/**
 * FK-06: at once if the customer pays later; otherwise some working time after booking, or after a failed collection.
 */
export function chaseBeginsAt(policy: ServicePackagePolicy, { bookedAt, paysLater, chaseResumedAt }: Chased): Instant {
  const { workingHours } = policy.tickets;
  if (chaseResumedAt) return workingTimeLater(workingHours, chaseResumedAt, policy.chase.ticketAfter);
  return paysLater ? bookedAt : workingTimeLater(workingHours, bookedAt, policy.chase.ticketAfter);
}

export type LastChance = { from: Instant; until: Instant };

/** FK-09, FK-11: the start of the last call, and when the package is lost. A promised deadline is never extended. */
export function lastChance(policy: ServicePackagePolicy, state: Chased): LastChance {
  const { chaseResumedAt, payBy } = state;
  if (chaseResumedAt) return afterCollection(policy, state, chaseResumedAt);
  const chance = dayBefore(policy, state);
  if (!payBy || chance.until <= payBy) return chance;
  const zone = zoneOf(policy);
  return { from: earlier(chance.from, startOfDay(localDate(payBy, zone), zone)), until: payBy };
}

/**
 * The day before the first visit, until the end of working hours or the program's own hour. If that is already past when the first visit becomes
 * known, the limit is two hours before the visit, or even its start (FK-13: before the first visit).
 */
function dayBefore(policy: ServicePackagePolicy, { firstVisitAt, firstVisitSetAt }: Chased): LastChance {
  const zone = zoneOf(policy);
  const end = dayBeforeEnds(policy, firstVisitAt);
  if (end > firstVisitSetAt) return { from: startOfDay(localDate(end, zone), zone), until: end };
  const late = later(firstVisitAt, `-${policy.chase.lateLastChance}`);
  return { from: firstVisitSetAt, until: late > firstVisitSetAt ? late : firstVisitAt };
}

// FK-02: the day before, with at least two hours left; never beyond the first visit.
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
  const { workingHours } = policy.tickets;
  const { lastChanceAt } = policy.chase;
  // The call needs an open day; the hour may be another than the end of work.
  return lastChanceAt === undefined
    ? closingOnOrBefore(workingHours, date)
    : timeOfDay(openDayOnOrBefore(workingHours, date), lastChanceAt, zoneOf(policy));
}

/** FK-02: an agreed cash collection that is not reported as missed; `null` if none is agreed. */
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

/** The deadline of the first call: by its ticket type's clock, and not later than the last chance. */
export function firstCallDueAt(policy: ServicePackagePolicy, state: Chased, openedAt: Instant): Instant {
  const { callWithin } = ticketType(policy.tickets, policy.chase.ticket);
  const due = workingTimeLater(policy.tickets.workingHours, openedAt, callWithin);
  return earlier(due, lastChance(policy, state).until);
}

/**
 * FK-11, FK-12: the call after the cancellation, from the start of the next day until its end of working hours; `null`
 * where the program has none.
 */
export function finalCall(policy: ServicePackagePolicy, cancelledAt: Instant): LastChance | null {
  const { finalCallDaysAfter } = policy.chase;
  if (finalCallDaysAfter === undefined) return null;
  const zone = zoneOf(policy);
  const date = daysLater(localDate(cancelledAt, zone), finalCallDaysAfter);
  return { from: startOfDay(date, zone), until: closingOnOrAfter(policy.tickets.workingHours, date) };
}

/** The ticket for the chase's calls; `undefined` before it is opened. */
export function chaseTicket(
  policy: ServicePackagePolicy,
  { tickets }: Pick<ServicePackageState, 'tickets'>,
): TicketState | undefined {
  return tickets.find(({ id }) => id === policy.chase.ticket);
}
