import type { Instant } from '../calendar/instant.ts';
import { closes, opened, opensAgain, tellsTeam, waitsOnCustomer } from '../ticket/changes.ts';
import type { TicketState } from '../ticket/state.ts';
import { type MoveParts, entryOf } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';

/** Opens a ticket. Its id is its type, unless there may be several of that type. */
export function opensTicket(
  policy: ServicePackagePolicy,
  { type, id = type, at, dueAt, rule }: { type: string; id?: string; at: Instant; dueAt: Instant; rule: string | null },
): MoveParts & { tickets: readonly [TicketState] } {
  const ticket = opened(policy.tickets, { id, type, at, dueAt });
  const entries = [entryOf(at, 'ticket-opened', 'careline', rule, { ticket: id, type, dueAt })];
  return { tickets: [ticket], entries, notifies: tellsTeam(policy.tickets, ticket) };
}

/** Gives a ticket's next call another due time; does nothing for a closed ticket. */
export function callsAgain(ticket: TicketState, at: Instant, dueAt: Instant, rule: string | null): MoveParts {
  return ticket.status === 'closed' ? {} : isDue(opensAgain(ticket, at, dueAt), at, rule);
}

/** Lets a ticket wait for the customer until another time. */
export function waitsUntil(ticket: TicketState, at: Instant, dueAt: Instant, rule: string | null): MoveParts {
  return isDue(waitsOnCustomer(ticket, at, dueAt), at, rule);
}

function isDue(ticket: TicketState, at: Instant, rule: string | null): MoveParts {
  const details = { ticket: ticket.id, dueAt: ticket.dueAt };
  return { tickets: [ticket], entries: [entryOf(at, 'ticket-due-changed', 'careline', rule, details)] };
}

/** Closes a ticket with a result of the process (FK-22); does nothing for a closed ticket or one never opened. */
export function closesTicket(
  policy: ServicePackagePolicy,
  ticket: TicketState | undefined,
  at: Instant,
  result: string,
): MoveParts {
  if (ticket === undefined || ticket.status === 'closed') return {};
  const details = { ticket: ticket.id, result };
  return {
    tickets: [closes(ticket, at, result)],
    entries: [entryOf(at, 'ticket-closed', 'careline', policy.tickets.rules.closed, details)],
  };
}

/** Joins the parts of one move, in order. */
export function together(...parts: readonly MoveParts[]): MoveParts {
  return {
    entries: parts.flatMap(({ entries = [] }) => entries),
    sms: parts.flatMap(({ sms = [] }) => sms),
    unsent: parts.flatMap(({ unsent = [] }) => unsent),
    payments: parts.flatMap(({ payments = [] }) => payments),
    tickets: parts.flatMap(({ tickets = [] }) => tickets),
    notifies: parts.flatMap(({ notifies = [] }) => notifies),
    ledger: parts.flatMap(({ ledger = [] }) => ledger),
  };
}
