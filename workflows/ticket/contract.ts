// Owns the names by which the workflow of a ticket of no process is addressed: its id, updates, query, input, activities.
// Holds no rule.
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { TicketCommand } from '../../domain/ticket/commands.ts';
import type { TicketPolicy } from '../../domain/ticket/policy.ts';
import type { TicketMove, TicketState } from '../../domain/ticket/state.ts';
import type { NextStep, Todo } from '../../domain/timetable.ts';
import type { RecordedOtherwise } from '../shared/move-writer.ts';

/** `ticket/<program>/<ticket id>`: readable, and free of anything about the customer. */
export function ticketWorkflowId(program: string, ticketId: string): string {
  return `ticket/${program}/${ticketId}`;
}

/** The workflow's type, as the outbox and the Temporal UI name it. */
export const TICKET_WORKFLOW = 'ticket';

/** What a ticket's workflow starts with; ticket and policy are read from its record, so it can begin anew at any time. */
export type TicketInput = { ticketId: string; program: string };

/** A command and when the person asked, by the API's clock. */
export type AskedTicketCommand = { command: TicketCommand; askedAt: Instant };

const commandUpdate = <Name extends string>(name: Name) => defineUpdate<void, [AskedTicketCommand], Name>(name);

/** The update of each command. Refused ones fail with an ApplicationFailure whose type is the refusal's code. */
export const ticketUpdates = {
  take: commandUpdate('takeTicket'),
  assign: commandUpdate('assignTicket'),
  wait: commandUpdate('waitOnCustomer'),
  'record-call': commandUpdate('recordCall'),
  close: commandUpdate('closeTicket'),
  'give-back': commandUpdate('giveBackTicket'),
} as const satisfies Record<TicketCommand['kind'], unknown>;

/** What happens next and what people have to do; may be asked by hand from the Temporal UI. */
export type TicketOutlook = { status: string; nextAction: NextStep | null; next: NextStep[]; todo: Todo[] };
export const ticketTimetableQuery = defineQuery<TicketOutlook>('timetable');

/** A move to be written. `updateId` is set when a person asked for it: a repeated request finds its outcome by it. */
export type TicketMoveRecord = { ticketId: string; program: string; move: TicketMove; updateId: string | null };

/** Activities on our own database; implemented in `activities/ticket-records.ts`. */
export type TicketRecordActivities = {
  loadTicket(which: TicketInput): Promise<{ policy: TicketPolicy; ticket: TicketState }>;
  /** Nothing is returned for a move that is written, now or before. */
  recordTicketMove(record: TicketMoveRecord): Promise<RecordedOtherwise<TicketState> | undefined>;
  /** To whom of a team a ticket that was given back is given; `null` for an empty team. */
  chooseTicketAssignee(asked: TicketInput & { team: string; at: Instant }): Promise<string | null>;
};

/** Which version of a ticket the help desk has to hear of; `caseId` and `key` name it, whether of a process or of none. */
export type TicketToMirror = { caseId: string; program: string; key: string; version: number };

/** Activities that leave the house, through the effect ledger; implemented in `activities/helpdesk.ts`. */
export type HelpdeskActivities = { mirrorTicket(ticket: TicketToMirror): Promise<void> };
