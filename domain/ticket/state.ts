// Owns what a ticket is: a task for a person with a due time, until it is closed with a result. Refuses to know its process.
import { type Instant, isDue } from '../calendar/instant.ts';
import type { AnnouncedStep, TimelineEntry } from '../timetable.ts';

export type TicketStatus = 'open' | 'waiting-on-customer' | 'resolved' | 'closed';

export type CallOutcome = 'answered' | 'no-answer';

/** A call that somebody made. `step` is the process's word for which of its calls it was; a note is kept elsewhere. */
export type RecordedCall = {
  at: Instant;
  by: string;
  outcome: CallOutcome;
  step: string | null;
  noteId: string | null;
};

/**
 * A ticket, plain data. `id` is unique within its case (`not-paid`, `package-expired`, `same-day-visit/<visit>`), which
 * the writer knows; a ticket that belongs to no process has no case, and an id of its own.
 */
export type TicketState = {
  id: string;
  version: number;
  movedAt: Instant;
  type: string;
  status: TicketStatus;
  openedAt: Instant;
  /** When its call must have been made, or its result entered; kept when it is closed. */
  dueAt: Instant;
  assignee: string | null;
  result: string | null;
  closedAt: Instant | null;
  calls: readonly RecordedCall[];
  /** When it went to the team lead as overdue, for the due time that it has now. */
  escalatedAt: Instant | null;
};

/** Tell everybody of these roles and this person that a ticket, or money that waits, is theirs to look at. */
export type TicketNotify = {
  kind:
    | 'ticket-overdue'
    | 'ticket-assigned'
    | 'ticket-given-back'
    | 'money-waiting'
    | 'refund-declined'
    | 'money-overdue';
  /** The key of a ticket, or the id of a payment or refund. */
  ticket: string;
  roles: readonly string[];
  login: string | null;
};

/** What a change to a ticket of no process has written; `next` is what it does by itself. */
export type TicketMove = {
  state: TicketState;
  at: Instant;
  entries: readonly TimelineEntry[];
  notifies: readonly TicketNotify[];
  next: readonly AnnouncedStep[];
};

/** Red: it is not closed and its due time has come. */
export function isOverdue(ticket: Pick<TicketState, 'status' | 'dueAt'>, now: Instant): boolean {
  return ticket.status !== 'closed' && isDue(ticket.dueAt, now);
}
