// Owns what a supervisor reads about a ticket in the Temporal UI. Refuses anything personal.
import { type TicketPolicy, ticketType } from '../../domain/ticket/policy.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { ticketNext, ticketTodo } from '../../domain/ticket/timetable.ts';
import { announced } from '../../domain/timetable.ts';
import { localTime, todoInWords } from '../shared/words.ts';

/** Markdown: where the ticket stands, what people have to do and what comes next, in the program's time zone. */
export function ticketDetails(policy: TicketPolicy, ticket: TicketState, now: Instant): string {
  const zone = policy.workingHours.timeZone;
  const { label, team, lead } = ticketType(policy, ticket.type);
  const words = announced(ticketNext(policy, ticket), now).map(
    ({ at, rule }) => `- ${localTime(at, zone)}: if it is still open, it goes to ${lead} as overdue (${rule})`,
  );
  return [
    `**${label}: ${standing(ticket)}**`,
    '',
    `Team ${team}, ${whose(ticket)}.`,
    ...todoInWords(ticketTodo(policy, ticket, now), zone),
    ...(words.length === 0 ? [] : ['', `What happens next, ${zone} time:`, ...words]),
  ].join('\n');
}

function standing({ status, result, escalatedAt }: TicketState): string {
  if (status === 'closed') return `closed, ${result}`;
  const words = status.replaceAll('-', ' ');
  return escalatedAt === null ? words : `OVERDUE, ${words}`;
}

function whose({ assignee, calls }: TicketState): string {
  const made = `${calls.length} ${calls.length === 1 ? 'call' : 'calls'} recorded`;
  return assignee === null ? `nobody has it, ${made}` : `given to ${assignee}, ${made}`;
}
