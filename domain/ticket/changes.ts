import { type Instant, localDate } from '../calendar/instant.ts';
import { closingOnOrAfter, workingTimeLater } from '../calendar/working-time.ts';
import { isGivenOut, type TicketPolicy, ticketType } from './policy.ts';
import type { RecordedCall, TicketNotify, TicketState } from './state.ts';

export type Opening = { id: string; type: string; at: Instant; dueAt?: Instant };

/** A new ticket. If its process gives no due time, its type's working-hours clock does. */
export function opened(policy: TicketPolicy, { id, type, at, dueAt }: Opening): TicketState {
  const { callWithin } = ticketType(policy, type);
  return {
    id,
    version: 1,
    movedAt: at,
    type,
    status: 'open',
    openedAt: at,
    dueAt: dueAt ?? workingTimeLater(policy.workingHours, at, callWithin),
    assignee: null,
    result: null,
    closedAt: null,
    calls: [],
    escalatedAt: null,
  };
}

/** Tells the team of a ticket that waits until one of its people takes it; no one, where Careline gives it to a person. */
export function tellsTeam(policy: TicketPolicy, { id, type, assignee }: TicketState): TicketNotify[] {
  const found = ticketType(policy, type);
  if (assignee !== null || isGivenOut(found)) return [];
  return [{ kind: 'ticket-waiting', ticket: id, roles: [found.team], login: null }];
}

type Fields = Partial<Omit<TicketState, 'id' | 'version' | 'type' | 'openedAt'>>;

// A new due time is a new promise: it may become overdue and go to the lead again.
function changed(ticket: TicketState, at: Instant, fields: Fields): TicketState {
  const isNewDue = fields.dueAt !== undefined && fields.dueAt !== ticket.dueAt;
  const escalatedAt = isNewDue ? null : ticket.escalatedAt;
  return { ...ticket, escalatedAt, ...fields, version: ticket.version + 1, movedAt: at };
}

/** A task is ahead: a team member must call by `dueAt`. */
export function opensAgain(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  return changed(ticket, at, { status: 'open', dueAt });
}

/** The customer was not reached or asked for time; it is due again at `dueAt` (FK-08). */
export function waitsOnCustomer(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  return changed(ticket, at, { status: 'waiting-on-customer', dueAt });
}

/** Its result is no longer true: it waits for the customer again, without a result. */
export function reopens(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  return changed(ticket, at, { status: 'waiting-on-customer', dueAt, result: null, closedAt: null });
}

/** The same task is needed again: a closed ticket opens without its result. */
export function asksAgain(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  return changed(ticket, at, { status: 'open', dueAt, result: null, closedAt: null });
}

/** The customer was reached. The result must be entered by the end of working hours. */
export function resolves(policy: TicketPolicy, ticket: TicketState, at: Instant): TicketState {
  const { workingHours } = policy;
  const today = closingOnOrAfter(workingHours, localDate(at, workingHours.timeZone));
  // Reached after working hours: the result is due on the next working day.
  const dueAt = today > at ? today : workingTimeLater(workingHours, at, 'PT1H');
  return isReachedUntil(ticket, at, dueAt);
}

/** The customer was reached; the agreement holds until a time that the process sets. */
export function isReachedUntil(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  // A ticket closed by an unanswered call opens again.
  return changed(ticket, at, { status: 'resolved', dueAt, result: null, closedAt: null });
}

/** FK-22: closed, with its result. */
export function closes(ticket: TicketState, at: Instant, result: string): TicketState {
  return changed(ticket, at, { status: 'closed', result, closedAt: at });
}

export function isAssigned(ticket: TicketState, at: Instant, assignee: string): TicketState {
  return changed(ticket, at, { assignee });
}

/** The ticket has no assignee until it is assigned again. */
export function goesBack(ticket: TicketState, at: Instant): TicketState {
  return changed(ticket, at, { assignee: null });
}

export function keepsCall(ticket: TicketState, call: RecordedCall): TicketState {
  return changed(ticket, call.at, { calls: [...ticket.calls, call] });
}

/** Overdue: it goes to the team lead, once per due time. */
export function goesToLead(ticket: TicketState, at: Instant): TicketState {
  return changed(ticket, at, { escalatedAt: at });
}
