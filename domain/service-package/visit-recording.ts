import { daysLater, endOfDay, startOfDay, timeOfDay } from '../calendar/days.ts';
import { type Instant, later, localDate } from '../calendar/instant.ts';
import { remembered } from '../calendar/remembered.ts';
import { type MoveParts, moveTo } from './move-parts.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import { closesTicket, opensTicket, together } from './process-tickets.ts';
import type { Move, ServicePackageState, Visit } from './state.ts';
import type { VisitRecording } from './visit-policy.ts';
import { plannedVisits, visitOf } from './visits.ts';

/** A visit whose record will be asked for: its ticket, when that is opened, and from when people see it. */
export type RecordAhead = { visit: string; ticket: string; announcedFrom: Instant; at: Instant };

// One second before the day ends, so a visit on the last day of the grace gets its ticket before the grace ends.
const UNTIL_MIDNIGHT = 'PT1S';

/** The records ahead: one per planned visit of a paid package, unless its ticket exists. */
export function recordsAhead(policy: ServicePackagePolicy, state: ServicePackageState): RecordAhead[] {
  const { record } = policy.visits;
  if (record === undefined || state.payment === null) return [];
  return plannedVisits(state).flatMap((visit) => {
    const ticket = recordTicketId(record, visit.id);
    if (state.tickets.some(({ id }) => id === ticket)) return [];
    const { begins: announcedFrom, lastSecond: at } = dayAround(visit.startsAt, zoneOf(policy));
    return [{ visit: visit.id, ticket, announcedFrom, at }];
  });
}

const dayAround = remembered((startsAt, zone) => {
  const day = localDate(startsAt, zone);
  return { begins: startOfDay(day, zone), lastSecond: later(endOfDay(day, zone), `-${UNTIL_MIDNIGHT}`) };
});

/** From when people see the future of a record ticket: its visit's day. `null` for another ticket. */
export function recordAnnouncedFrom(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  ticketId: string,
): Instant | null {
  const { record } = policy.visits;
  const visit = state.visits.find(({ id }) => record !== undefined && recordTicketId(record, id) === ticketId);
  return visit === undefined ? null : dayBegins(policy, visit);
}

/** A visit's day is over without a record: a ticket asks for it (FK-23). */
export function askForRecord(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { record, visitId }: { record: VisitRecording; visitId: string },
  at: Instant,
): Move {
  const { ticket: type, dueTime, rule } = record;
  const next = daysLater(localDate(visitOf(before, visitId).startsAt, zoneOf(policy)), 1);
  const dueAt = timeOfDay(next, dueTime, zoneOf(policy));
  const parts = opensTicket(policy, { type, id: recordTicketId(record, visitId), at, dueAt, rule });
  return moveTo(policy, before, at, {}, parts);
}

/** Closes the tickets of visits that now have a record. */
export function closesRecordTickets(
  policy: ServicePackagePolicy,
  { tickets }: Pick<ServicePackageState, 'tickets'>,
  visits: readonly Visit[],
  at: Instant,
): MoveParts {
  const { record } = policy.visits;
  if (record === undefined) return {};
  const recorded = visits.filter(({ status }) => status !== 'planned').map(({ id }) => recordTicketId(record, id));
  const asking = tickets.filter(({ id }) => recorded.includes(id));
  return together(...asking.map((ticket) => closesTicket(policy, ticket, at, record.result)));
}

/** Visits that begin before this instant have a ticket if their record is missing. */
export function recordsAskedBefore(policy: ServicePackagePolicy, now: Instant): Instant {
  const asked = later(now, UNTIL_MIDNIGHT);
  return startOfDay(localDate(asked, zoneOf(policy)), zoneOf(policy));
}

/** The beginning of a visit's day: from then on it can be recorded. */
export function dayBegins(policy: ServicePackagePolicy, visit: Pick<Visit, 'startsAt'>): Instant {
  return dayAround(visit.startsAt, zoneOf(policy)).begins;
}

function recordTicketId({ ticket }: VisitRecording, visitId: string): string {
  return `${ticket}/${visitId}`;
}
