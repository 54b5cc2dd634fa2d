import { daysLater } from '../calendar/days.ts';
import { type Instant, localDate } from '../calendar/instant.ts';
import { closingOnOrAfter } from '../calendar/working-time.ts';
import type { TimelineEntry } from '../timetable.ts';
import {
  closes,
  goesBack,
  isAssigned,
  keepsCall,
  type Opening,
  opened,
  resolves,
  tellsTeam,
  waitsOnCustomer,
} from './changes.ts';
import { callEntry, noted, recordedCall, type RecordCall } from './calls.ts';
import type { TicketCommand } from './commands.ts';
import { type TicketPolicy, ticketType } from './policy.ts';
import type { TicketMove, TicketNotify, TicketState } from './state.ts';
import { ticketNext } from './timetable.ts';

/** The name of giving back in timelines and notifications; stable, part of the API. */
export const GIVEN_BACK = 'ticket-given-back';

/** Options of a new ticket: its assignee, and a note. */
export type Beginning = { assignee: string | null; noteId: string | null };

/** Opens a ticket without a process, such as the follow-up of FK-04. It has an assignee, or its team is told. */
export function openTicket(
  policy: TicketPolicy,
  opening: Opening,
  by: string,
  { assignee, noteId }: Beginning = { assignee: null, noteId: null },
): TicketMove {
  const ticket = opened(policy, opening);
  const { rule } = ticketType(policy, ticket.type);
  const entry = { at: opening.at, what: 'ticket-opened', by, rule, details: { ticket: ticket.id, type: ticket.type } };
  const given = assignee === null ? null : assign(policy, ticket, assignee, 'careline', opening.at);
  const move = moveTo(policy, ticket, opening.at, [noted(entry, noteId)], tellsTeam(policy, ticket));
  return given === null ? move : { ...given, entries: [...move.entries, ...given.entries] };
}

/** Carries out a command that is not refused, on a ticket without a process; `null` when it changes nothing. */
export function moveOfTicketCommand(
  policy: TicketPolicy,
  ticket: TicketState,
  command: TicketCommand,
  at: Instant,
): TicketMove | null {
  return command.kind === 'record-call'
    ? recordCall(policy, ticket, command, at)
    : moveOfDeskCommand(policy, ticket, command, at);
}

/** The same for all commands but calls; these also work on a ticket of a process. */
export function moveOfDeskCommand(
  policy: TicketPolicy,
  ticket: TicketState,
  command: Exclude<TicketCommand, RecordCall>,
  at: Instant,
): TicketMove | null {
  const by = command.by.login;
  const named = { ticket: ticket.id };
  switch (command.kind) {
    case 'take':
      return assign(policy, ticket, by, by, at);
    case 'assign':
      return assign(policy, ticket, command.to.login, by, at);
    case 'wait': {
      const details = { ...named, until: command.until };
      const entry = { at, what: 'ticket-waits', by, rule: policy.rules.waiting, details };
      return moveTo(policy, waitsOnCustomer(ticket, at, command.until), at, [entry], []);
    }
    case 'close': {
      const result = command.result ?? '';
      const closed = { at, what: 'ticket-closed', by, rule: policy.rules.closed, details: { ...named, result } };
      return moveTo(policy, closes(ticket, at, result), at, [noted(closed, command.noteId)], []);
    }
    case 'give-back':
      return giveBack(policy, ticket, command, at);
  }
}

// FK-04: if the customer answers, only the result is left to enter; otherwise the next call is on another day.
function recordCall(policy: TicketPolicy, before: TicketState, command: RecordCall, at: Instant): TicketMove {
  const ticket = keepsCall(before, recordedCall(command, null, at));
  const after = afterCall(policy, ticket, command, at);
  // One move is one version; otherwise a record could not tell which one it lacks.
  const moved = { ...after, version: before.version + 1 };
  return moveTo(policy, moved, at, [callEntry(policy, ticket, command, at)], []);
}

function afterCall(policy: TicketPolicy, ticket: TicketState, { outcome }: RecordCall, at: Instant): TicketState {
  if (ticket.status === 'resolved') return ticket;
  if (outcome === 'answered') return resolves(policy, ticket, at);
  if (!isCallDue(policy, ticket, at)) return ticket;
  const { workingHours } = policy;
  const again = daysLater(localDate(at, workingHours.timeZone), ticketType(policy, ticket.type).nextCallInDays);
  return waitsOnCustomer(ticket, at, closingOnOrAfter(workingHours, again));
}

// A ticket that waits for another day needs no call before that day.
function isCallDue({ workingHours: { timeZone } }: TicketPolicy, { status, dueAt }: TicketState, at: Instant): boolean {
  return status === 'open' || localDate(dueAt, timeZone) <= localDate(at, timeZone);
}

function assign(policy: TicketPolicy, before: TicketState, to: string, by: string, at: Instant): TicketMove | null {
  if (before.assignee === to) return null;
  const ticket = isAssigned(before, at, to);
  const details = { ticket: ticket.id, from: before.assignee, to };
  const entry = { at, what: 'ticket-assigned', by, rule: policy.rules.assigned, details };
  const told: TicketNotify[] = by === to ? [] : [{ kind: 'ticket-assigned', ticket: ticket.id, roles: [], login: to }];
  return moveTo(policy, ticket, at, [entry], told);
}

// The team lead is told, because the team may have no one to take the ticket.
function giveBack(
  policy: TicketPolicy,
  before: TicketState,
  { because, how }: Extract<TicketCommand, { kind: 'give-back' }>,
  at: Instant,
): TicketMove {
  const ticket = goesBack(before, at);
  const details = { ticket: ticket.id, from: before.assignee, because, how };
  const entry = { at, what: GIVEN_BACK, by: 'careline', rule: policy.rules.assigned, details };
  const { lead } = ticketType(policy, ticket.type);
  const ofTeam = tellsTeam(policy, ticket);
  const told: TicketNotify[] = [...ofTeam, { kind: GIVEN_BACK, ticket: ticket.id, roles: [lead], login: null }];
  return moveTo(policy, ticket, at, [entry], told);
}

function moveTo(
  policy: TicketPolicy,
  ticket: TicketState,
  at: Instant,
  entries: readonly TimelineEntry[],
  notifies: readonly TicketNotify[],
): TicketMove {
  return { state: ticket, at, entries, notifies, next: ticketNext(policy, ticket) };
}
