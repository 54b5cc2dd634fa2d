import type { Instant } from '../calendar/instant.ts';
import { reopens } from '../ticket/changes.ts';
import type { TicketState } from '../ticket/state.ts';
import { type MoveParts, entryOf } from './move-parts.ts';
import type { ExpiryCall, ServicePackagePolicy } from './policy.ts';
import { closesTicket } from './process-tickets.ts';
import type { ServicePackageState } from './state.ts';
import { callTimes, graceCalls } from './validity.ts';
import { visitsLeft, visitsWithoutDate } from './visits.ts';

/** The number in SMS 3 and 4: visits without a date. An older package also counts its planned ones. */
export function visitsToCallFor(policy: ServicePackagePolicy, state: ServicePackageState): number {
  return policy.validity.callsFor === 'visits-without-date' ? visitsWithoutDate(state) : visitsLeft(state);
}

/** The ticket for the calls of the grace; `undefined` before it is opened. */
export function expiryTicket(
  policy: ServicePackagePolicy,
  { tickets }: Pick<ServicePackageState, 'tickets'>,
): TicketState | undefined {
  return tickets.find(({ id }) => id === policy.validity.ticket);
}

/** The calls that are not opened yet, without the first: expiry itself opens that one. */
export function callsAhead(policy: ServicePackagePolicy, state: ServicePackageState): readonly ExpiryCall[] {
  const calls = graceCalls(policy, state);
  const isClosed = expiryTicket(policy, state)?.status === 'closed';
  if (isClosed || visitsToCallFor(policy, state) === 0) return [];
  const later = state.stage === 'grace' ? calls : calls.slice(1);
  return later.filter(({ day }) => !state.expiryCallsOpened.includes(day));
}

/**
 * FK-15 to FK-17: adjusts the calls of the grace when visits get or lose dates. Once a visit has no date, calls whose
 * day is not over are due again, even if the ticket was closed because all visits had dates. Once all visits have
 * dates, a ticket that waits for the next call is closed.
 */
export function callsAfterPlanning(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  after: ServicePackageState,
  at: Instant,
): { fields: Partial<ServicePackageState>; parts: MoveParts } {
  const [had, has] = [before, after].map((state) => visitsToCallFor(policy, state) > 0);
  if (after.stage !== 'grace' || policy.validity.callsFor === undefined || had === has)
    return { fields: {}, parts: {} };
  const ticket = expiryTicket(policy, after);
  if (!has) {
    const isWaiting = ticket?.status === 'waiting-on-customer';
    return { fields: {}, parts: isWaiting ? closesTicket(policy, ticket, at, policy.results.usedUp) : {} };
  }
  const open = graceCalls(policy, after).filter(({ day }) => !after.expiryCallsOpened.includes(day));
  const over = open.filter(({ day }) => callTimes(policy, after, day).dueAt <= at).map(({ day }) => day);
  const next = open.find(({ day }) => !over.includes(day));
  const fields = { expiryCallsOpened: [...after.expiryCallsOpened, ...over] };
  return { fields, parts: next === undefined ? {} : comesBack(policy, after, ticket, next, at) };
}

// FK-22: the result `scheduled` is no longer true; the ticket waits for the day of the next call.
function comesBack(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  ticket: TicketState | undefined,
  { day, rule }: ExpiryCall,
  at: Instant,
): MoveParts {
  if (ticket?.status !== 'closed') return {};
  const { dueAt } = callTimes(policy, state, day);
  const details = { ticket: ticket.id, dueAt };
  return {
    tickets: [reopens(ticket, at, dueAt)],
    entries: [entryOf(at, 'ticket-reopened', 'careline', rule, details)],
  };
}
