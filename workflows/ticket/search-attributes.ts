// Owns what of a ticket can be searched for in Temporal. Refuses anything personal.
import type { SearchAttributePair } from '@temporalio/common';
import type { TicketState } from '../../domain/ticket/state.ts';
import { searchAttributeKeys as keys } from '../shared/search-attributes.ts';

/** The attributes that change. */
export function ticketAttributes(ticket: TicketState): SearchAttributePair[] {
  return [
    { key: keys.stage, value: ticket.status },
    { key: keys.assignee, value: ticket.assignee ?? '' },
    { key: keys.overdue, value: isLate(ticket) },
  ];
}

/** True when a supervisor's search would find the ticket differently. */
export function isFoundDifferently(before: TicketState, after: TicketState): boolean {
  return before.status !== after.status || before.assignee !== after.assignee || isLate(before) !== isLate(after);
}

// It has gone to the lead for the due time that it has now.
function isLate({ status, escalatedAt }: TicketState): boolean {
  return status !== 'closed' && escalatedAt !== null;
}
