import { type Instant, later } from '../calendar/instant.ts';
import type { AnnouncedStep, PlannedStep, Todo } from '../timetable.ts';
import { goesToLead } from './changes.ts';
import { taskOf, type TicketPolicy, ticketType } from './policy.ts';
import { isOverdue, type TicketMove, type TicketState } from './state.ts';

/** The name of the step in timetables; stable, part of the API. */
export const OVERDUE_STEP = 'ticket-overdue';

/** The steps ahead: it turns overdue, unless it is closed or has already done so for this due time. */
export function ticketTimetable(policy: TicketPolicy, ticket: TicketState): PlannedStep[] {
  if (ticket.status === 'closed' || ticket.escalatedAt !== null) return [];
  return [{ at: ticket.dueAt, what: OVERDUE_STEP, rule: policy.rules.overdue ?? ticketType(policy, ticket.type).rule }];
}

/** The due time has come: the team lead is told, and the assignee stays. */
export function turnOverdue(policy: TicketPolicy, before: TicketState, at: Instant): TicketMove {
  const { lead } = ticketType(policy, before.type);
  const ticket = goesToLead(before, at);
  const details = { ticket: ticket.id, dueAt: ticket.dueAt, to: lead };
  return {
    state: ticket,
    at,
    entries: [{ at, what: 'ticket-overdue', by: 'careline', rule: policy.rules.overdue, details }],
    notifies: [{ kind: 'ticket-overdue', ticket: ticket.id, roles: [lead], login: ticket.assignee }],
    next: ticketNext(policy, ticket),
  };
}

/** The steps ahead of a ticket without a process, for readers. */
export function ticketNext(policy: TicketPolicy, ticket: TicketState): AnnouncedStep[] {
  return ticketTimetable(policy, ticket).map((step) => ({ ...step, subject: ticket.id }));
}

/** The tasks of a ticket: its own, or its result once the customer was reached. None once it is closed. */
export function ticketTodo(policy: TicketPolicy, ticket: TicketState, now: Instant): Todo[] {
  if (ticket.status === 'closed') return [];
  const type = ticketType(policy, ticket.type);
  const { team, lead, rule } = type;
  const isResolved = ticket.status === 'resolved';
  return [
    {
      what: isResolved ? 'enter-result' : taskOf(type),
      by: ticket.escalatedAt === null ? (ticket.assignee ?? [team]) : [lead],
      dueAt: ticket.dueAt,
      overdue: isOverdue(ticket, now),
      rule: isResolved ? (policy.rules.closed ?? rule) : rule,
      subject: ticket.id,
    },
  ];
}

/** The instant after which the ticket raises its team's alarm (FK-23). */
export function alarmAt(policy: TicketPolicy, ticket: Pick<TicketState, 'dueAt'>): Instant {
  return later(ticket.dueAt, policy.backlog.alarmAfter);
}
