import { WHOLE_PROGRAM } from '../access/scopes.ts';
import { type CaseRow, caseRow } from '../case-row.ts';
import type { Effect } from '../effect.ts';
import type { Process } from '../process.ts';
import type { PlannedStep } from '../timetable.ts';
import { refusalOfTicketCommand, type TicketCommand } from './commands.ts';
import { assignedByCareline, ticketHolders, unassigned } from './distribution.ts';
import { moveOfTicketCommand } from './moves.ts';
import { replayTicket } from './replay.ts';
import { type TicketPolicy, ticketType } from './policy.ts';
import type { TicketMove, TicketState } from './state.ts';
import { ticketNext, ticketTimetable, ticketTodo, turnOverdue } from './timetable.ts';
import { ticketWords } from './words.ts';

export type TicketKinds = {
  policy: TicketPolicy;
  state: TicketState;
  command: TicketCommand;
  step: PlannedStep;
  move: TicketMove;
  facts: Record<never, never>;
};

/** A task that belongs to no other process, from its opening until it is closed with a result. */
export const ticket: Process<TicketKinds> = {
  name: 'ticket',
  policy: ({ tickets }) => tickets,
  commands: {
    take: 'takeTicket',
    assign: 'assignTicket',
    wait: 'waitOnCustomer',
    'record-call': 'recordCall',
    close: 'closeTicket',
    'give-back': 'giveBackTicket',
  },
  timetable: ticketTimetable,
  next: ticketNext,
  refusal: refusalOfTicketCommand,
  moves: (policy, state, command, at) => anyMove(moveOfTicketCommand(policy, state, command, at)),
  step: (policy, state, _, at) => [turnOverdue(policy, state, at)],
  facts: {},
  effects: ({ state }) => heardByHelpdesk([state]),
  unfinished: (_, state) => heardByHelpdesk([state]),
  holding: {
    holders: (moves) => ticketHolders(moves.map(({ state }) => state)),
    giveBack: (_, leaving) => ({ kind: 'give-back', ...leaving }),
  },
  distributed: {
    waiting: (policy, state) => unassigned(policy, [state]),
    changed: (policy, { state }) => unassigned(policy, [state]),
    assign: (policy, state, { login }, at) =>
      unassigned(policy, [state]).length === 0
        ? []
        : anyMove(moveOfTicketCommand(policy, state, assignedByCareline(login), at)),
  },
  todo: ticketTodo,
  found: (policy, { type, status, assignee, escalatedAt }) => ({
    stage: status,
    queue: ticketType(policy, type).team,
    assignee,
    // It has gone to the lead for its current due time.
    overdue: status !== 'closed' && escalatedAt !== null,
  }),
  stages: { open: ['open', 'waiting-on-customer', 'resolved'], ended: ['closed'] },
  sortAt: ({ dueAt }) => dueAt,
  scopes: () => [WHOLE_PROGRAM],
  keys: ({ tickets }, { roles }) => (tickets !== undefined && roles.length > 0 ? [WHOLE_PROGRAM] : []),
  words: ticketWords,
  replay: replayTicket,
};

/** A ticket in the form in which it is written. */
export type RecordedTicket = { ticket: TicketState; row: CaseRow; lead: string };

export function recordedTicket(policy: TicketPolicy, state: TicketState): RecordedTicket {
  const row = caseRow(ticket, ticket.found(policy, state), state);
  return { ticket: state, row, lead: ticketType(policy, state.type).lead };
}

/** The effects that tell the help desk about tickets. */
export function heardByHelpdesk(tickets: readonly TicketState[]): Effect[] {
  return tickets.map(({ id: key, version }) => ({ channel: 'helpdesk', key, version }));
}

function anyMove(move: TicketMove | null): readonly TicketMove[] {
  return move === null ? [] : [move];
}
