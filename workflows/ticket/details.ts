// Owns what a supervisor reads about a ticket in the Temporal UI. Refuses anything personal.
import { type TicketPolicy, ticketType } from '../../domain/ticket/policy.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { nextTicketAction, ticketTimetable } from '../../domain/ticket/timetable.ts';
import { localTime } from '../shared/words.ts';

/** Markdown: where the ticket stands, what is waited for and its timetable in words, in the program's time zone. */
export function ticketDetails(policy: TicketPolicy, ticket: TicketState): string {
  const zone = policy.workingHours.timeZone;
  const { label, team, lead } = ticketType(policy, ticket.type);
  const lines = [`**${label}: ${standing(ticket)}**`, '', `Team ${team}, ${whose(ticket)}.`];
  const next = nextTicketAction(policy, ticket);
  if (next === null) return lines.join('\n');
  lines.push('', `Next: ${next.what.replaceAll('-', ' ')}, ${next.by}, by ${localTime(next.at, zone)} (${next.rule}).`);
  const words = ticketTimetable(policy, ticket).map(
    ({ at, rule }) => `- ${localTime(at, zone)}: if nobody has, it goes to ${lead} as overdue (${rule})`,
  );
  return words.length === 0
    ? lines.join('\n')
    : [...lines, '', `What it does by itself, ${zone} time:`, ...words].join('\n');
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
