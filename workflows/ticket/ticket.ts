// Owns the life of a ticket of no process, from open until closed with a result: it waits, goes to the lead when overdue,
// does what people ask. Refuses to know rules and tables.
import { continueAsNew } from '@temporalio/workflow';
import { runCase, UNREAD } from '../shared/process-loop.ts';
import { type TicketInput, ticketTimetableQuery, ticketUpdates } from './contract.ts';
import { RunningTicket } from './running-ticket.ts';

export async function ticket(input: TicketInput): Promise<void> {
  await runCase(RunningTicket.begin(input), {
    updates: Object.values(ticketUpdates),
    timetable: ticketTimetableQuery,
    unread: { status: UNREAD, nextAction: null, next: [], todo: [] },
    beginAnew: () => continueAsNew<typeof ticket>(input),
  });
}
