// Owns what of a ticket its readers are shown. Refuses to decide whether they may read it at all.
import type { Static } from 'typebox';
import type { TicketRecord } from '../../db/read/tickets.ts';
import { type StaffActor, staffIn } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { refusalOfTicketAction, type TicketAction } from '../../domain/ticket/access.ts';
import { type TicketPolicy, ticketType } from '../../domain/ticket/policy.ts';
import { isOverdue } from '../../domain/ticket/state.ts';
import { nextTicketAction } from '../../domain/ticket/timetable.ts';
import type { TicketView } from '../schemas/tickets.ts';

type View = Static<typeof TicketView>;

const actions = ['note', 'take', 'assign', 'wait', 'record-call', 'close'] as const satisfies readonly TicketAction[];

/** A ticket as a reader sees it at an instant; `policy` is the one that it keeps. */
export function ticketView(policy: TicketPolicy, record: TicketRecord, reader: StaffActor, now: Instant): View {
  const { id, program, team, customer, visit, state } = record;
  const { type, status, dueAt, openedAt, closedAt, assignee, result } = state;
  const kind = ticketType(policy, type);
  const staff = staffIn(reader, program);
  // What is closed is moved no more; something can still be noted.
  const meaningful = actions.filter((action) => status !== 'closed' || action === 'note');
  return {
    ...{ id, program, type, status, dueAt, openedAt, closedAt, assignee, team, result, customer, visit },
    caseId: record.process === 'ticket' ? null : record.caseId,
    overdue: isOverdue(state, now),
    escalated: status !== 'closed' && state.escalatedAt !== null,
    calls: state.calls.map(({ at, by, outcome, step }) => ({ at, by, outcome, step })),
    results: [...kind.results],
    may: meaningful.filter((action) => refusalOfTicketAction(kind, action, staff) === null),
    nextAction: nextTicketAction(policy, state),
  };
}
