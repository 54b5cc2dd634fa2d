// Owns the status machine: open → waiting on customer → resolved → closed. Refuses to decide when: processes and commands do.
import { type Instant, localDate } from '../calendar/instant.ts';
import { closingOnOrAfter, workingTimeLater } from '../calendar/working-time.ts';
import { type TicketPolicy, ticketType } from './policy.ts';
import type { RecordedCall, TicketState } from './state.ts';

export type Opening = { id: string; type: string; at: Instant; dueAt?: Instant };

/** A new ticket; without a due time of its process it is due on the working-hours clock of its type. */
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

type Fields = Partial<Omit<TicketState, 'id' | 'version' | 'type' | 'openedAt'>>;

// A new due time is a new promise: it may be broken anew, and go to the lead anew.
function changed(ticket: TicketState, at: Instant, fields: Fields): TicketState {
  const isNewDue = fields.dueAt !== undefined && fields.dueAt !== ticket.dueAt;
  const escalatedAt = isNewDue ? null : ticket.escalatedAt;
  return { ...ticket, escalatedAt, ...fields, version: ticket.version + 1, movedAt: at };
}

/** A task is ahead: somebody of the team must call until `dueAt`. */
export function opensAgain(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  return changed(ticket, at, { status: 'open', dueAt });
}

/** The customer was not reached or asked for time; it falls due again at `dueAt` (FK-08). */
export function waitsOnCustomer(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  return changed(ticket, at, { status: 'waiting-on-customer', dueAt });
}

/** Its result is no longer true: it waits on the customer again, without one. */
export function reopens(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  return changed(ticket, at, { status: 'waiting-on-customer', dueAt, result: null, closedAt: null });
}

/** What it asks for is asked for once more: a closed ticket is open, without its result. */
export function asksAgain(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  return changed(ticket, at, { status: 'open', dueAt, result: null, closedAt: null });
}

/** The customer was reached; what is left is to enter the result, until the end of working hours. */
export function resolves(policy: TicketPolicy, ticket: TicketState, at: Instant): TicketState {
  const { workingHours } = policy;
  const today = closingOnOrAfter(workingHours, localDate(at, workingHours.timeZone));
  // Reached after the end of working hours: the result is due the next day, not before it could be entered.
  const dueAt = today > at ? today : workingTimeLater(workingHours, at, 'PT1H');
  return isReachedUntil(ticket, at, dueAt);
}

/** The customer was reached, and what was agreed holds until a time of its process. */
export function isReachedUntil(ticket: TicketState, at: Instant, dueAt: Instant): TicketState {
  // A ticket that an unanswered call has closed is open again.
  return changed(ticket, at, { status: 'resolved', dueAt, result: null, closedAt: null });
}

/** FK-22: closed, with its result. */
export function closes(ticket: TicketState, at: Instant, result: string): TicketState {
  return changed(ticket, at, { status: 'closed', result, closedAt: at });
}

export function isAssigned(ticket: TicketState, at: Instant, assignee: string): TicketState {
  return changed(ticket, at, { assignee });
}

/** It is nobody's until it is given to somebody else. */
export function goesBack(ticket: TicketState, at: Instant): TicketState {
  return changed(ticket, at, { assignee: null });
}

export function keepsCall(ticket: TicketState, call: RecordedCall): TicketState {
  return changed(ticket, call.at, { calls: [...ticket.calls, call] });
}

/** Overdue: it goes to the team lead, once for each due time. */
export function goesToLead(ticket: TicketState, at: Instant): TicketState {
  return changed(ticket, at, { escalatedAt: at });
}
