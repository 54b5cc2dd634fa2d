import type { Words } from '../process.ts';
import { type TicketPolicy, ticketType } from './policy.ts';
import type { TicketState } from './state.ts';

/** Texts about a ticket for supervisors in the Temporal UI. */
export const ticketWords: Words<TicketPolicy, TicketState> = {
  timeZone: ({ workingHours }) => workingHours.timeZone,
  heading: (policy, state) => `${ticketType(policy, state.type).label}: ${standing(state)}`,
  lines: (policy, state) => [`Team ${ticketType(policy, state.type).team}, ${whose(state)}.`],
  step: (policy, { type }) => `if it is still open, it goes to ${ticketType(policy, type).lead} as overdue`,
};

function standing({ status, result, escalatedAt }: TicketState): string {
  if (status === 'closed') return `closed, ${result}`;
  const words = status.replaceAll('-', ' ');
  return escalatedAt === null ? words : `OVERDUE, ${words}`;
}

function whose({ assignee, calls }: TicketState): string {
  const made = `${calls.length} ${calls.length === 1 ? 'call' : 'calls'} recorded`;
  return assignee === null ? `no assignee, ${made}` : `given to ${assignee}, ${made}`;
}
