// Owns what a ticket does by itself: when its due time comes, it turns overdue and goes to the team lead. Nothing else.
import { type Instant, later } from '../calendar/instant.ts';
import type { PlannedStep } from '../timetable.ts';
import { goesToLead } from './changes.ts';
import { type TicketPolicy, ticketType } from './policy.ts';
import type { TicketMove, TicketState } from './state.ts';

/** What a step is called in timetables; stable, part of the API. */
export const OVERDUE_STEP = 'ticket-overdue';

/** The dated steps ahead of a ticket: that it turns overdue, unless it is closed or has done so for this due time. */
export function ticketTimetable(policy: TicketPolicy, ticket: TicketState): PlannedStep[] {
  if (ticket.status === 'closed' || ticket.escalatedAt !== null) return [];
  return [{ at: ticket.dueAt, what: OVERDUE_STEP, rule: policy.rules.overdue ?? ticketType(policy, ticket.type).rule }];
}

/** The due time has come: red, and to the team lead; whoever has it keeps it. */
export function turnOverdue(policy: TicketPolicy, before: TicketState, at: Instant): TicketMove {
  const { lead } = ticketType(policy, before.type);
  const ticket = goesToLead(before, at);
  const details = { ticket: ticket.id, dueAt: ticket.dueAt, to: lead };
  return {
    ticket,
    at,
    entries: [{ at, what: 'ticket-overdue', by: 'careline', rule: policy.rules.overdue, details }],
    notifies: [{ kind: 'ticket-overdue', ticket: ticket.id, roles: [lead], login: ticket.assignee }],
    next: ticketTimetable(policy, ticket),
  };
}

/** What a ticket of no process waits for: a person of a team, until when. `null` once it is closed. */
export function nextTicketAction(policy: TicketPolicy, ticket: TicketState): (PlannedStep & { by: string }) | null {
  if (ticket.status === 'closed') return null;
  const { team, lead, rule } = ticketType(policy, ticket.type);
  const what = ticket.status === 'resolved' ? 'enter-result' : 'call-customer';
  const by = ticket.escalatedAt === null ? (ticket.assignee ?? team) : lead;
  return {
    at: ticket.dueAt,
    what,
    rule: policy.rules.closed !== null && what === 'enter-result' ? policy.rules.closed : rule,
    by,
  };
}

/** The instant until which a ticket is young enough, for alarms of its team (FK-23). */
export function alarmAt(policy: TicketPolicy, ticket: Pick<TicketState, 'dueAt'>): Instant {
  return later(ticket.dueAt, policy.backlog.alarmAfter);
}
