import type { Static } from 'typebox';
import type { TicketRecord } from '../../db/read/tickets.ts';
import { type StaffActor, staffIn } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { resultFacts } from '../../domain/service-package/result-facts.ts';
import { refusalOfTicketAction, type TicketAction } from '../../domain/ticket/access.ts';
import { emptyFields, fieldSheet } from '../../domain/ticket/fields.ts';
import { taskOf, type TicketType, ticketType } from '../../domain/ticket/policy.ts';
import { NO_FACTS, type ResultFacts, resultsNow } from '../../domain/ticket/results.ts';
import { isOverdue } from '../../domain/ticket/state.ts';
import { ticketTodo } from '../../domain/ticket/timetable.ts';
import { announced, type NextStep } from '../../domain/timetable.ts';
import type { TicketCase } from '../cases/ticket-door.ts';
import type { TicketView } from '../schemas/tickets.ts';

type View = Static<typeof TicketView>;

const actions = [
  'note',
  'take',
  'assign',
  'set-fields',
  'wait',
  'record-call',
  'close',
] as const satisfies readonly TicketAction[];

/** A ticket as a reader sees it at an instant. */
export function ticketView(ticket: TicketCase, reader: StaffActor, now: Instant): View {
  const { record, policy } = ticket;
  const { id, program, team, customer, visit, state } = record;
  const { type, status, dueAt, openedAt, closedAt, assignee, result } = state;
  const kind = ticketType(policy, type);
  const staff = staffIn(reader, program);
  const results = resultsNow(kind, state, resultFactsOf(ticket, now));
  return {
    ...{ id, program, type, status, dueAt, openedAt, closedAt, assignee, team, result, customer, visit },
    task: taskOf(kind),
    caseId: record.process === 'ticket' ? null : record.caseId,
    overdue: isOverdue(state, now),
    escalated: status !== 'closed' && state.escalatedAt !== null,
    calls: state.calls.map(({ at, by, outcome, step }) => ({ at, by, outcome, step })),
    results,
    fields: fieldSheet(kind, record.fields),
    may: meaningfulActions(kind, { status, results }).filter(
      (action) => refusalOfTicketAction(kind, action, staff) === null,
    ),
    programVersion: policy.programVersion ?? null,
    nextAction: nextOfTicket(record, now)[0] ?? null,
    todo: ticketTodo(policy, state, now),
  };
}

type Standing = Pick<View, 'status' | 'results'>;

/** A closed ticket no longer moves, but a note can still be added. */
function meaningfulActions({ fields = [] }: TicketType, { status, results }: Standing) {
  if (status === 'closed') return ['note'] as const;
  // A ticket without results is closed by its process, or cannot be closed yet.
  const without = [...(results.length === 0 ? ['close'] : []), ...(fields.length === 0 ? ['set-fields'] : [])];
  return actions.filter((one) => !without.includes(one));
}

/** The facts of a ticket's case and of its record that decide its results. */
export function resultFactsOf({ record, policy, chase }: TicketCase, now: Instant): ResultFacts {
  const { packageFacts, state, fields } = record;
  const ofCase =
    packageFacts === null || chase === null ? NO_FACTS : resultFacts({ chase }, packageFacts, state.id, now);
  return { ...ofCase, emptyFields: emptyFields(ticketType(policy, state.type), fields) };
}

/** What will happen to a ticket if no one acts: the steps of its case that are about it. */
export function nextOfTicket({ caseNext, state }: TicketRecord, now: Instant): NextStep[] {
  return announced(caseNext, now).filter(({ subject }) => subject === state.id);
}
