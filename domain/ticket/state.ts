import { type Instant, isDue } from '../calendar/instant.ts';
import type { AnnouncedStep, TimelineEntry } from '../timetable.ts';

export type TicketStatus = 'open' | 'waiting-on-customer' | 'resolved' | 'closed';

export type CallOutcome = 'answered' | 'no-answer';

/** A recorded call. `step` is the process's name for this call; the note is stored elsewhere. */
export type RecordedCall = {
  at: Instant;
  by: string;
  outcome: CallOutcome;
  step: string | null;
  noteId: string | null;
};

/**
 * A ticket as plain data. `id` is unique within its case (`not-paid`, `package-expired`, `same-day-visit/<visit>`); the
 * writer knows the case. A ticket without a process has an id of its own.
 */
export type TicketState = {
  id: string;
  version: number;
  movedAt: Instant;
  type: string;
  status: TicketStatus;
  openedAt: Instant;
  /** The deadline of its call, or of its result; kept when it is closed. */
  dueAt: Instant;
  assignee: string | null;
  result: string | null;
  closedAt: Instant | null;
  calls: readonly RecordedCall[];
  /** When it went to the team lead as overdue, for its current due time. */
  escalatedAt: Instant | null;
};

/** Tells these roles and this person about a ticket, or about money that waits for them. */
export type TicketNotify = {
  kind:
    | 'ticket-overdue'
    | 'ticket-assigned'
    | 'ticket-given-back'
    | 'ticket-waiting'
    | 'money-waiting'
    | 'refund-declined'
    | 'money-overdue';
  /** The key of a ticket, or the id of a payment or refund. */
  ticket: string;
  roles: readonly string[];
  login: string | null;
};

/** A change to a ticket without a process; `next` are the steps ahead. */
export type TicketMove = {
  state: TicketState;
  at: Instant;
  entries: readonly TimelineEntry[];
  notifies: readonly TicketNotify[];
  next: readonly AnnouncedStep[];
};

/** Shown in red: not closed, and its due time has come. */
export function isOverdue(ticket: Pick<TicketState, 'status' | 'dueAt'>, now: Instant): boolean {
  return ticket.status !== 'closed' && isDue(ticket.dueAt, now);
}
