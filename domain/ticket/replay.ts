import type { Program } from '../program.ts';
import type { TimelineEntry } from '../timetable.ts';
import type { Happening, Moment, PastEvent, RecordedLife } from '../moment.ts';
import { refusalOfTicketCommand, type TicketCommand } from './commands.ts';
import { moveOfTicketCommand, openTicket } from './moves.ts';
import { teamsOf, type TicketPolicy } from './policy.ts';
import type { TicketMove, TicketState } from './state.ts';
import { ticketTimetable, turnOverdue } from './timetable.ts';

/** The ticket from its opening on. Its assignments change no step, so they are left out. */
export function replayTicket({ tickets }: Program, { id, state }: RecordedLife): Moment {
  if (tickets === undefined) throw new RangeError('the program has no tickets');
  const { type, openedAt: at } = state as TicketState;
  return momentOf(tickets, openTicket(tickets, { id, type, at }, 'careline'));
}

function momentOf(policy: TicketPolicy, { state, entries }: Pick<TicketMove, 'state' | 'entries'>): Moment {
  const here: Moment = {
    movedAt: state.movedAt,
    dueAt: ticketTimetable(policy, state)[0]?.at ?? null,
    happened: overdueIn(entries),
    step: (at) => momentOf(policy, turnOverdue(policy, state, at)),
    hear(event) {
      const command = ticketCommandOf(policy, event);
      if (command === null) return here;
      if (refusalOfTicketCommand(policy, state, command, event.at) !== null) return null;
      const move = moveOfTicketCommand(policy, state, command, event.at);
      return move === null ? here : momentOf(policy, move);
    },
  };
  return here;
}

/** The command that left an entry; `null` for another entry. Who may do it is not asked again. */
export function ticketCommandOf(policy: TicketPolicy, { what, by: login, details }: PastEvent): TicketCommand | null {
  const by = { login, roles: teamsOf(policy).flatMap(({ team, lead }) => [team, lead]) };
  switch (what) {
    case 'call-recorded': {
      const outcome = details?.['outcome'] === 'answered' ? 'answered' : 'no-answer';
      return { kind: 'record-call', by, outcome, noteId: null };
    }
    case 'ticket-waits':
      return { kind: 'wait', by, until: String(details?.['until']) };
    case 'ticket-closed': {
      // A booking that its result needs was checked when it was closed, and is not in the timeline.
      const closing = { result: String(details?.['result']), caseId: '' };
      return login === 'careline' ? null : { kind: 'close', by, noteId: null, ...closing };
    }
    default:
      return null;
  }
}

/** What is late, and the people who are told because of it. */
export function overdueIn(entries: readonly TimelineEntry[]): Happening[] {
  return entries
    .filter(({ what }) => what === 'ticket-overdue' || what === 'money-overdue')
    .flatMap(({ at, what, details }): Happening[] => [
      { at, kind: 'overdue', what },
      { at, kind: 'escalation', what: [details?.['to'] ?? []].flat().join(' ') },
    ]);
}
