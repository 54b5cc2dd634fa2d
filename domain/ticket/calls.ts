import type { Instant } from '../calendar/instant.ts';
import type { TimelineEntry } from '../timetable.ts';
import type { TicketCommand } from './commands.ts';
import type { TicketPolicy } from './policy.ts';
import type { TicketState } from './state.ts';

export type RecordCall = Extract<TicketCommand, { kind: 'record-call' }>;

/** The timeline entry of a call, with the person's note. */
export function callEntry(policy: TicketPolicy, ticket: TicketState, call: RecordCall, at: Instant): TimelineEntry {
  const details = { ticket: ticket.id, outcome: call.outcome };
  return noted(
    { at, what: 'call-recorded', by: call.by.login, rule: policy.rules['call-recorded'], details },
    call.noteId,
  );
}

/** A call in the form in which a ticket keeps it. */
export function recordedCall(call: RecordCall, step: string | null, at: Instant) {
  return { at, by: call.by.login, outcome: call.outcome, step, noteId: call.noteId };
}

/** An entry with a person's note, if there is one. */
export function noted(entry: TimelineEntry, noteId: string | null): TimelineEntry {
  return noteId === null ? entry : { ...entry, noteId };
}
